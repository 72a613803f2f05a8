import type { ScopeList, TokenSpec } from '../../engine/model/request.ts'

/** Either of the two is enough (F-67). */
export const INITIATE = 'Conversations.Initiate'
export const RECEIVE = 'Conversations.Receive'

/** A token with these scopes, in this order. */
export function scoped(scopes: ScopeList): TokenSpec {
  return { kind: 'scopes', scopes }
}
