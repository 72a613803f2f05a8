import type { RequestSpec, TokenSpec } from '../engine/model/request.ts'
import { area, noEffect } from './write/rows.ts'
import { grants } from './write/scopes.ts'

function isOtherMethod(request: RequestSpec): boolean {
  return request.method !== undefined && request.method !== 'POST'
}

/** A right token in another form: its refusal is not for want of one. */
function isGranting(token: TokenSpec): boolean {
  if (token.kind === 'scopes') return grants(token.scopes)
  if (token.kind === 'otherUser') return token.own === true
  return token.kind === 'default' || (token.kind === 'scheme' && token.scheme.toLowerCase() === 'bearer')
}

function isUnauthorised(request: RequestSpec): boolean {
  return request.token !== undefined && !isGranting(request.token) && !isOtherMethod(request)
}

export const effect = area('effect', 'A refused request has no effect', [
  noEffect({
    id: 'DIS-EFFECT-01',
    level: 'MUST',
    title: 'leaves the renegotiation alone when token or scope is refused',
    statement:
      'A request refused for lack of a token or scope has no effect: a valid dismiss still finds the link live.',
    sources: ['R-11', 'F-67'],
    afterRefusalOf: isUnauthorised,
  }),
  noEffect({
    id: 'DIS-EFFECT-02',
    level: 'SHOULD',
    title: 'leaves the renegotiation alone when input is refused',
    statement: 'A request refused for its input, type, version or address has no effect either.',
    sources: ['R-11'],
    afterRefusalOf: request => !isUnauthorised(request) && !isOtherMethod(request),
  }),
  noEffect({
    id: 'DIS-EFFECT-03',
    level: 'SHOULD',
    title: 'leaves the renegotiation alone when a method is refused',
    statement: 'After a refused method, a POST to the same link is still answered with 204.',
    sources: ['S-90', 'R-11'],
    afterRefusalOf: isOtherMethod,
  }),
])
