import { refusal } from '../answers.ts'
import type { Answer, Call } from '../call.ts'

/** POST on the link (F-02), GET on the renegotiation (F-90), 405 with `Allow` for all else. */
export function method(call: Call): Answer | undefined {
  const allowed = call.resource === 'renegotiation' ? 'GET' : 'POST'
  if (call.request.method !== allowed) return refusal(405, { headers: [['Allow', allowed]] })
  if (allowed === 'GET' && call.link !== undefined) return { status: 200, renegotiation: call.link }
  return undefined
}
