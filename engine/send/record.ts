import { unpackContent } from '../decode/content-coding.ts'
import { headerValue } from '../decode/header.ts'
import type { Answer, Exchange } from '../model/exchange.ts'
import type { Header } from '../model/request.ts'
import type { Secret } from '../model/secret.ts'
import type { Outgoing } from '../model/target.ts'
import { type Redactor, redactorOf } from './redact.ts'

/** An exchange as a way to the wire found it: not to be kept before the credential is out. */
export type RawExchange = Omit<Exchange, 'role' | 'link' | 'spec' | 'tokenEchoed'>

function redactHeaders(headers: readonly Header[], redactor: Redactor): readonly Header[] {
  let echoed = false
  const redacted = headers.map(header => {
    const name = redactor.redactText(header[0])
    const value = redactor.redactText(header[1])
    if (name === header[0] && value === header[1]) return header
    echoed = true
    return [name, value] as const
  })
  return echoed ? redacted : headers
}

/** The unpacked form of a body whose content coding hides the credential; else the answer itself. */
function unpackEcho(answer: Answer, redactor: Redactor): Answer {
  if (headerValue(answer.headers, 'content-encoding') === undefined) return answer
  const headers = answer.headers.filter(([name]) => name.toLowerCase() !== 'content-encoding')
  const unpacked = unpackContent(answer)
  if (unpacked.kind !== 'bytes') return answer
  const body = redactor.redactBytes(unpacked.bytes)
  return body === unpacked.bytes ? answer : { ...answer, headers, body }
}

function redactAnswer(packed: Answer, redactor: Redactor): Answer {
  const answer = unpackEcho(packed, redactor)
  const reasonPhrase = redactor.redactText(answer.reasonPhrase)
  const headers = redactHeaders(answer.headers, redactor)
  const body = redactor.redactBytes(answer.body)
  const same = reasonPhrase === answer.reasonPhrase && headers === answer.headers && body === answer.body
  return same ? answer : { ...answer, reasonPhrase, headers, body }
}

/** All that a server could have put a secret into, as one text. */
function collectText({ sent, answer, stray }: Exchange): string {
  const head = answer === null ? [] : [answer.reasonPhrase, ...answer.headers.flat()]
  const bodies = [answer === null ? [] : readBody(answer), stray].map(bytes =>
    Buffer.from(bytes).toString('latin1'),
  )
  return [sent.target, ...head, ...bodies].join('\n')
}

function readBody(answer: Answer): Uint8Array {
  const unpacked = unpackContent(answer)
  return unpacked.kind === 'bytes' ? unpacked.bytes : answer.body
}

/** The exchange without these secrets, as `$TOKEN` where they stood: in the request target, and in the answer. */
export function withoutSecrets(exchange: Exchange, secrets: Iterable<Secret>): Exchange {
  let kept = exchange
  let text: string | undefined
  for (const secret of secrets) {
    const redactor = redactorOf(secret)
    text ??= collectText(exchange)
    if (!redactor.mayStandIn(text)) continue
    kept = {
      ...kept,
      sent: { ...kept.sent, target: redactor.redactText(kept.sent.target) },
      answer: kept.answer && redactAnswer(kept.answer, redactor),
      stray: redactor.redactBytes(kept.stray),
    }
  }
  return kept
}

/**
 * Joins what was asked with what came back, and takes the credential out of all that is kept. An answer that
 * holds it under a content coding is kept unpacked, without its Content-Encoding.
 */
export function recordExchange(outgoing: Outgoing, raw: RawExchange): Exchange {
  const redactor = redactorOf(outgoing.authorization?.token ?? null)
  const answer = raw.answer && redactAnswer(raw.answer, redactor)
  const stray = redactor.redactBytes(raw.stray)
  return {
    role: outgoing.role,
    link: outgoing.link,
    spec: outgoing.spec,
    sent: raw.sent,
    end: raw.end,
    answer,
    interim: raw.interim,
    stray,
    framingFault: raw.framingFault,
    error: raw.error,
    tokenEchoed: redactor.looks ? answer !== raw.answer || stray !== raw.stray : undefined,
    transport: raw.transport,
    connection: raw.connection,
    reused: raw.reused,
    startedAt: raw.startedAt,
    durationMs: raw.durationMs,
  }
}
