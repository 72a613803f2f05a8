import { page } from '../answers.ts'
import type { Answer, Call, HeaderLine } from '../call.ts'

/** RFC 6750 section 2.1; the scheme's letter case does not matter. */
const CREDENTIALS = /^Bearer +([\w~+/.=-]+)$/i

/** The token of an `Authorization: Bearer` header. */
function bearerToken(call: Call): string | undefined {
  return CREDENTIALS.exec(call.request.headers.authorization ?? '')?.[1]
}

/** Both challenges of the capture (F-59). */
export function challenges(call: Call): HeaderLine[] {
  const grants = 'urn:microsoft.rtc:windows,urn:microsoft.rtc:anonmeeting,password'
  return [
    ['WWW-Authenticate', `MsRtcOAuth href="${call.origin}/webticket/oauthtoken",grant_type="${grants}"`],
    ['WWW-Authenticate', 'Bearer trusted_issuers="", client_id="reference"'],
  ]
}

/** 401 with challenges and a page for people: the body comes from the layer in front (F-61). */
export async function authenticate(call: Call): Promise<Answer | undefined> {
  const text = bearerToken(call)
  const token = text === undefined ? undefined : await call.tokens.verify(text)
  if (token === undefined) return page(401, 'Unauthorized', challenges(call))
  call.token = token
  return undefined
}
