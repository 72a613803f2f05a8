import type { Exchange } from '../model/exchange.ts'

/** A 2xx status: the link was live, whatever else may be wrong with the answer. */
export function isAccepted(exchange: Exchange): boolean {
  const status = exchange.answer?.status ?? 0
  return exchange.end !== 'malformed' && status >= 200 && status <= 299
}

/**
 * A 2xx to a POST on the link itself: it was live, and is spent. What a proxy says to OPTIONS, what GET fetches, or
 * what a forged address accepts shows neither.
 */
export function hasDismissed(exchange: Exchange): boolean {
  const { method = 'POST', target } = exchange.spec
  const elsewhere = target?.forge !== undefined || target?.parent === true
  return isAccepted(exchange) && method === 'POST' && !elsewhere
}

const GONE: ReadonlySet<number> = new Set([404, 409, 410])

/** Answered as a link that is live no longer may be: the request was not carried out, or not again (S-40, S-41). */
export function isGone({ answer }: Pick<Exchange, 'answer'>): boolean {
  return answer !== null && GONE.has(answer.status)
}

const ABOUT_THE_REQUEST: ReadonlySet<number> = new Set([400, 405, 406, 411, 413, 414, 415, 422, 501])

/** Answered with a status that speaks of the request rather than of its link, which may well be live. */
export function speaksOfRequest({ answer }: Pick<Exchange, 'answer'>): boolean {
  return answer !== null && ABOUT_THE_REQUEST.has(answer.status)
}
