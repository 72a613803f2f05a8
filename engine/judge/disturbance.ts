import { decodeErrorBody } from '../decode/error-body.ts'
import { headerOf } from '../decode/header.ts'
import { parseRetryAfter } from '../decode/retry-after.ts'
import type { Exchange } from '../model/exchange.ts'

/**
 * True for answers that speak of the environment rather than of the request: 429, 503, and 500 with
 * `CallbackChannelError` that nobody asked for (F-53: every POST operation lists it).
 */
export function isEnvironment(exchange: Exchange): boolean {
  const { answer } = exchange
  if (answer === null || exchange.end === 'malformed') return false
  if (answer.status === 429 || answer.status === 503) return true
  return (
    answer.status === 500 && decodeErrorBody(answer).members.get('subcode')?.text === 'CallbackChannelError'
  )
}

/** True when no connection could be made: no byte of the request was seen by anybody. */
export function isAway({ end }: Pick<Exchange, 'end'>): boolean {
  return end === 'unreachable'
}

/** True for a time-out, a reset, or a 5xx: one alone proves nothing, it has to come again. */
export function isDisturbed(exchange: Exchange): boolean {
  if (exchange.end === 'timeout' || exchange.end === 'closed' || exchange.end === 'unreachable') return true
  return exchange.answer !== null && exchange.answer.status >= 500 && exchange.answer.status !== 501
}

/**
 * True when a kept-alive connection was closed before its next answer began: a server may close an idle connection at
 * any time (RFC 9112 section 9.5), and some say 408 when they do (RFC 9110 section 15.5.9). Bytes of another kind say
 * more than that.
 */
export function wasClosedIdle({ reused, end, answer, stray }: Exchange): boolean {
  if (!reused) return false
  return answer === null ? end === 'closed' && stray.length === 0 : answer.status === 408
}

/** The same, where nobody but the pool knows of the connection: it says nothing. */
export function isClosingRace(exchange: Exchange): boolean {
  return exchange.transport === 'pool' && wasClosedIdle(exchange)
}

/** True when the pool's own parser gave up: raw sockets tell whether the server or the parser is at fault. */
export function isUnreadByPool(exchange: Exchange): boolean {
  return exchange.transport === 'pool' && exchange.end === 'malformed'
}

/** Milliseconds that the answer's `Retry-After` asks for, or undefined when absent or unreadable. */
export function retryAfterMs(exchange: Exchange, now: number): number | undefined {
  return parseRetryAfter(headerOf(exchange, 'retry-after'), now)
}
