import { describe, expect, it } from 'vitest'
import { recordAnswer, recordExchange } from '../../engine/judge/test-exchange.ts'
import type { Header, RequestSpec, TokenSpec } from '../../engine/model/request.ts'
import { challengesMissingToken, offersMsRtcOAuth, refusesInvalidToken } from './token.ts'

const nobody: RequestSpec = { token: { kind: 'none' } }

function answered(status: number, spec: RequestSpec, headers: readonly Header[] = []) {
  return recordExchange(recordAnswer(status, headers), { spec })
}

describe('refusesInvalidToken', () => {
  it.each<TokenSpec>([
    { kind: 'none' },
    { kind: 'garbage', value: 'x' },
    { kind: 'empty' },
    { kind: 'truncated' },
    { kind: 'altered', by: 'suffix' },
    { kind: 'expired' },
    { kind: 'otherUser' },
  ])('finds 2xx for $kind', token => {
    expect(refusesInvalidToken(answered(204, { token }))).toMatchObject([{ received: '204' }])
    expect(refusesInvalidToken(answered(401, { token }))).toEqual([])
  })

  it('says nothing of tokens that may be accepted, of other methods, and of silence', () => {
    const scoped = { kind: 'scopes', scopes: ['Conversations.Initiate'] } as const
    for (const spec of [{}, { token: scoped }, { token: { kind: 'otherUser', own: true } } as const])
      expect(refusesInvalidToken(answered(204, spec))).toBeUndefined()
    expect(refusesInvalidToken(answered(200, { ...nobody, method: 'GET' }))).toBeUndefined()
    expect(refusesInvalidToken(answered(200, { ...nobody, target: { parent: true } }))).toBeUndefined()
    expect(refusesInvalidToken(recordExchange(null, { spec: nobody }))).toBeUndefined()
  })
})

describe('challengesMissingToken', () => {
  it('wants a challenge beside a 401 without a token', () => {
    expect(challengesMissingToken(answered(401, nobody, [['www-authenticate', 'Bearer']]))).toEqual([])
    expect(challengesMissingToken(answered(401, nobody))).toMatchObject([{ received: 'absent' }])
    expect(challengesMissingToken(answered(401, nobody, [['WWW-Authenticate', ' ']]))).toMatchObject([
      { received: 'empty' },
    ])
  })

  it('says nothing of other statuses, other tokens and methods that a proxy may answer', () => {
    expect(challengesMissingToken(answered(403, nobody))).toBeUndefined()
    expect(challengesMissingToken(answered(401, { token: { kind: 'empty' } }))).toBeUndefined()
    expect(challengesMissingToken(answered(401, { ...nobody, method: 'OPTIONS' }))).toBeUndefined()
  })
})

describe('offersMsRtcOAuth', () => {
  it.each(['MsRtcOAuth href="x"', 'Bearer, MsRtcOAuth href=x', 'msrtcoauth'])('finds it in %s', value => {
    expect(offersMsRtcOAuth(answered(401, nobody, [['WWW-Authenticate', value]]))).toEqual([])
  })

  it('misses it elsewhere', () => {
    const bearer = answered(401, nobody, [['WWW-Authenticate', 'Bearer realm="MsRtcOAuth"']])
    expect(offersMsRtcOAuth(bearer)).toHaveLength(1)
    expect(offersMsRtcOAuth(answered(204, nobody))).toBeUndefined()
  })
})
