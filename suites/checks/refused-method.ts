import { answeredBy } from '../../engine/decode/answered-by.ts'
import { headerValues } from '../../engine/decode/header.ts'
import type { Check } from '../../engine/model/requirement.ts'

/** Proxies and edges may answer HEAD, OPTIONS and TRACE themselves (F-76): only UCWA's own success is a mismatch. */
export const notServedByUcwa: Check = exchange => {
  const status = exchange.answer?.status
  if (status === undefined || answeredBy(exchange) !== 'ucwa') return undefined
  if (status === 405) return []
  if (status === 401 && exchange.spec.token !== undefined) return []
  return [{ what: 'status', expected: '405 where UCWA answers', received: String(status) }]
}

/**
 * RFC 2616 section 10.4.6: a list of the valid methods, of which dismiss has at least POST. What stands between
 * lists its own (S-77).
 */
export const allowOn405: Check = exchange => {
  if (exchange.answer?.status !== 405 || answeredBy(exchange) === 'intermediary') return undefined
  const lines = headerValues(exchange.answer.headers, 'allow')
  const methods = lines.flatMap(value => value.split(',')).map(method => method.trim().toUpperCase())
  if (methods.includes('POST') || methods.includes('*')) return []
  const received = lines.length === 0 ? 'absent' : `“${lines.join(', ')}”`
  return [{ what: 'Allow', expected: 'a list of methods with POST', received }]
}
