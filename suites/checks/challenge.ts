import type { Exchange } from '../../engine/model/exchange.ts'
import type { Check } from '../../engine/model/requirement.ts'

/** The challenges of a 401, a line each; undefined for other answers. */
function challengesOf({ answer }: Exchange): readonly string[] | undefined {
  if (answer?.status !== 401) return undefined
  return answer.headers
    .filter(([name]) => name.toLowerCase() === 'www-authenticate')
    .map(([, value]) => value.trim())
}

/** A 401 challenges (RFC 9110 section 11.6.1). */
export const challenged: Check = exchange => {
  const lines = challengesOf(exchange)
  if (lines === undefined) return undefined
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
