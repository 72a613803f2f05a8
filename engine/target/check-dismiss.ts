import { encodeBody } from '../encode/body.ts'
import { mediaTypes } from '../encode/media-types.ts'
import { isAccepted } from '../judge/acceptance.ts'
import { describeObservation } from '../judge/observation.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Link, Target } from '../model/target.ts'
import type { CheckResult } from './check.ts'

const TIME_LIMIT_MS = 10_000

/** What may help where a valid request is refused with that status. */
const NEXT_STEPS: Readonly<Record<number, string>> = {
  401: 'Get a token that this server accepts.',
  403: 'Get a token with the scopes that dismiss wants, of the user whose links these are.',
  404: 'Check that the links are of this server, and live when they are used.',
}

async function dismiss(
  { sender, tokens }: Pick<Target, 'sender' | 'tokens'>,
  { url }: Link,
): Promise<Exchange> {
  const token = await tokens.get({ kind: 'default' })
  const channel = sender.open()
  try {
    return await channel.send({
      caseId: 'check',
      role: 'control',
      link: 0,
      url,
      spec: { headers: [['Content-Type', mediaTypes.json]], body: encodeBody('json', 'Conflict') },
      authorization: token && { scheme: 'Bearer', token },
      timeoutMs: TIME_LIMIT_MS,
    })
  } finally {
    channel.close()
  }
}

/**
 * Whether a valid request on that link, which it ends, is accepted. A refusal that may be about the form of the
 * request rather than about token or link is left to a run. Rejects where there is no token to send.
 */
export async function checkDismiss(
  target: Pick<Target, 'sender' | 'tokens'>,
  link: Link,
): Promise<CheckResult> {
  const layer = 'dismiss'
  const exchange = await dismiss(target, link)
  const detail = `a valid request meets ${describeObservation(exchange)}`
  if (isAccepted(exchange)) return { layer, ok: true, detail }
  const status = exchange.answer?.status ?? 0
  const nextStep = NEXT_STEPS[status] ?? 'A run tries other forms; the log of the server may say why.'
  return {
    layer,
    ok: false,
    ...(status >= 400 && !NEXT_STEPS[status] && { partial: true }),
    detail,
    nextStep,
  }
}
