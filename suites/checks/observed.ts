import { headerValue, headerValues } from '../../engine/decode/header.ts'
import type { Observe } from '../../engine/model/requirement.ts'

/** A header's value is the server's: what it may show in a report is bounded, and plain. */
function quote(value: string): string {
  return value.slice(0, 80).replace(/[^\x20-\x7e]/g, '?')
}

/** Whether `100 Continue` came before the answer. */
export const continued: Observe = (_, { interim }) =>
  interim.includes(100) ? 'after 100 Continue' : 'without 100 Continue'

/** The content coding of the answer. */
export const coding: Observe = ({ headers }) => {
  const value = headerValue(headers, 'content-encoding')
  return value === undefined ? 'not compressed' : `Content-Encoding ${quote(value)}`
}

/** The schemes of a challenge and how the href of MsRtcOAuth is written (F-58, F-59). */
export const challenges: Observe = ({ headers }) => {
  const values = headerValues(headers, 'www-authenticate')
  if (values.length === 0) return 'no challenge'
  const schemes = values.map(value => quote(value.split(/[ ,]/, 1)[0] ?? ''))
  const href = values.map(value => /MsRtcOAuth[^,]*?\bhref=(")?/i.exec(value)).find(found => found !== null)
  const written = href === undefined ? '' : `, href ${href[1] === undefined ? 'unquoted' : 'quoted'}`
  return `challenges ${schemes.join(' and ')}${written}`
}

/** The value of `X-MS-UcwaVersion`. */
export const versionServed: Observe = ({ headers }) => {
  const value = headerValue(headers, 'x-ms-ucwaversion')
  return value === undefined ? 'no version' : `version ${quote(value)}`
}
