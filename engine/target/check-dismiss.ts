import { encodeBody } from '../encode/body.ts'
import { mediaTypes } from '../encode/media-types.ts'
import { isAccepted } from '../judge/acceptance.ts'
import { describeObservation } from '../judge/observation.ts'
import type { Exchange } from '../model/exchange.ts'
import type { RequestSpec } from '../model/request.ts'
import type { Target } from '../model/target.ts'
import type { CheckResult } from './check.ts'

const TIME_LIMIT_MS = 10_000

const NEXT_STEPS = {
  401: 'Get a token that this server accepts.',
  403: 'Get a token with the scopes that dismiss wants, of the user whose links these are.',
  404: 'Check that the links are of this server, and live when they are used.',
}

/** What may help where a valid request is refused with that status. */
const nextSteps: Readonly<Record<number, string>> = NEXT_STEPS

type Supplies = Pick<Target, 'sender' | 'tokens'>

/** Sends one request with the default token. Rejects where there is no token to send. */
async function ask({ sender, tokens }: Supplies, url: URL, spec: RequestSpec): Promise<Exchange> {
  const token = await tokens.get({ kind: 'default' })
  const channel = sender.open()
  try {
    return await channel.send({
      caseId: 'check',
      role: 'control',
      link: 0,
      url,
      spec,
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
export async function checkDismiss(supplies: Supplies, url: URL): Promise<CheckResult> {
  const layer = 'dismiss'
  const body = encodeBody('json', 'Conflict')
  const exchange = await ask(supplies, url, { headers: [['Content-Type', mediaTypes.json]], body })
  const detail = `a valid request meets ${describeObservation(exchange)}`
  if (isAccepted(exchange)) return { layer, ok: true, detail }
  const status = exchange.answer?.status ?? 0
  const nextStep = nextSteps[status] ?? 'A run tries other forms; the log of the server may say why.'
  return {
    layer,
    ok: false,
    ...(status >= 400 && !nextSteps[status] && { partial: true }),
    detail,
    nextStep,
  }
}

/**
 * Whether the token is taken on a given link, which is too dear to be dismissed for it: asked with GET, which has no
 * effect (RFC 9110 § 9.2.1). Only 401 is plain; 403 may be about the method, and any other answer may come before
 * the token is looked at. Rejects where there is no token to send.
 */
export async function checkGivenLink(supplies: Supplies, url: URL): Promise<CheckResult> {
  const layer = 'link'
  const exchange = await ask(supplies, url, { method: 'GET' })
  const detail = `not spent on a check; GET with the default token meets ${describeObservation(exchange)}`
  switch (exchange.answer?.status) {
    case 401:
      return { layer, ok: false, detail, nextStep: NEXT_STEPS[401] }
    case 403:
      return { layer, ok: false, partial: true, detail, nextStep: NEXT_STEPS[403] }
    default:
      return { layer, ok: exchange.end === 'complete' || 'skipped', detail }
  }
}
