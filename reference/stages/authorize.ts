import { operation } from '../../schemas/load.ts'
import { refusal } from '../answers.ts'
import type { Answer, Call } from '../call.ts'

/** One of the two conversation scopes is enough (F-67); names are compared whole. */
export function authorize(call: Call): Answer | undefined {
  const allowed = call.token?.scopes.some(scope => operation.scopes.sufficient.includes(scope))
  return allowed ? undefined : refusal(403)
}
