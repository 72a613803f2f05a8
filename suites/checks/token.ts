import { headerValues } from '../../engine/decode/header.ts'
import type { Exchange } from '../../engine/model/exchange.ts'
import type { TokenSpec } from '../../engine/model/request.ts'
import type { Check } from '../../engine/model/requirement.ts'

/** Kinds of token that never let a dismiss through (S-55, S-58, S-60). */
const NEVER_ENOUGH: ReadonlySet<TokenSpec['kind']> = new Set([
  'none',
  'garbage',
  'empty',
  'truncated',
  'altered',
  'expired',
  'otherUser',
])

/** No POST to a link is answered with 2xx where its token is none, or nobody's, or somebody else's. */
export const refusesInvalidToken: Check = exchange => {
  const { token, method = 'POST', target } = exchange.spec
  if (token === undefined || !NEVER_ENOUGH.has(token.kind) || method !== 'POST' || target?.parent)
    return undefined
  if (token.kind === 'otherUser' && token.own) return undefined
  const status = exchange.answer?.status
  if (status === undefined) return undefined
  if (status < 200 || status > 299) return []
  return [{ what: 'status', expected: 'a refusal: the token does not count', received: String(status) }]
}

/** The challenges of a 401, a line each; undefined for other answers. */
function challengesOf({ answer }: Exchange): readonly string[] | undefined {
  if (answer?.status !== 401) return undefined
  return headerValues(answer.headers, 'www-authenticate').map(value => value.trim())
}

/** What UCWA serves; a proxy may answer other methods itself (S-87). */
const SERVED: ReadonlySet<string> = new Set(['POST', 'GET', 'PUT', 'DELETE'])

/** A 401 to a request without a token challenges (S-55, RFC 9110 section 11.6.1). */
export const challengesMissingToken: Check = exchange => {
  const { token, method = 'POST' } = exchange.spec
  const lines = challengesOf(exchange)
  if (lines === undefined || token?.kind !== 'none' || !SERVED.has(method)) return undefined
  if (lines.some(value => value !== '')) return []
  const received = lines.length === 0 ? 'absent' : 'empty'
  return [{ what: 'WWW-Authenticate', expected: 'a challenge', received }]
}

/** MsRtcOAuth is among the challenges of a 401 (F-58). */
export const offersMsRtcOAuth: Check = exchange => {
  const lines = challengesOf(exchange)
  if (lines === undefined) return undefined
  if (lines.some(value => /(^|,)\s*MsRtcOAuth(\s|$)/i.test(value))) return []
  const received = lines.join('; ') || 'absent'
  return [{ what: 'WWW-Authenticate', expected: 'an MsRtcOAuth challenge', received }]
}
