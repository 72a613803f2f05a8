import type { ScopeList, TokenSpec } from '../../engine/model/request.ts'
import { operation } from '../../schemas/load.ts'

/** Either of the two is enough (F-67). */
export const INITIATE = 'Conversations.Initiate'
export const RECEIVE = 'Conversations.Receive'

/** Whether one of the two is among these scopes. */
export function grants(scopes: ScopeList): boolean {
  return scopes.some(name => operation.scopes.sufficient.includes(name))
}

/** A token with these scopes, in this order. */
export function scoped(scopes: ScopeList): TokenSpec {
  return { kind: 'scopes', scopes }
}
