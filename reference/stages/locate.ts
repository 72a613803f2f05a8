import { refusal } from '../answers.ts'
import type { Answer, Call } from '../call.ts'
import { parsePath } from '../world.ts'

/**
 * Finds the renegotiation behind the path. 404 for what was never there, has been dismissed, or belongs to
 * another user, whom it tells no more than that.
 */
export function locate(call: Call): Answer | undefined {
  const ids = parsePath(call.path)
  if (ids === undefined) return refusal(404)
  if (!call.world.hasApplication(ids.application)) return refusal(404, { subcode: 'ApplicationNotFound' })
  const link = call.world.find(ids.renegotiation)
  if (link === undefined || link.dismissed || link.user !== call.token?.user) return refusal(404)
  if (link.application !== ids.application || link.conversation !== ids.conversation) return refusal(404)
  call.link = link
  call.resource = ids.dismiss ? 'dismiss' : 'renegotiation'
  return undefined
}
