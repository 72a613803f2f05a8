import { describe, expect, it } from 'vitest'
import type { Exchange } from '../model/exchange.ts'
import type { RequestSpec } from '../model/request.ts'
import { hasDismissed, isAccepted, isGone, speaksOfRequest } from './acceptance.ts'
import { recordAnswer, recordExchange } from './test-exchange.ts'

function answered(status: number, spec: RequestSpec = {}, more: Partial<Exchange> = {}): Exchange {
  return { ...recordExchange(recordAnswer(status), more), spec }
}

describe('isAccepted', () => {
  it.each([
    [199, false],
    [200, true],
    [204, true],
    [299, true],
    [300, false],
  ])('of %i: %s', (status, expected) => {
    expect(isAccepted(answered(status))).toBe(expected)
  })

  it('never takes silence or bytes that are no HTTP for a 2xx', () => {
    expect(isAccepted(recordExchange(null))).toBe(false)
    expect(isAccepted(answered(204, {}, { end: 'malformed' }))).toBe(false)
  })
})

describe('hasDismissed', () => {
  it.each<[string, RequestSpec, boolean]>([
    ['a POST', {}, true],
    ['a POST with a query', { target: { query: [['reason', 'Conflict']] } }, true],
    ['another method', { method: 'OPTIONS' }, false],
    ['a forged address', { target: { forge: 'conversation' } }, false],
    ['the renegotiation itself', { target: { parent: true } }, false],
  ])('of %s: %s', (_, spec, expected) => {
    expect(hasDismissed(answered(204, spec))).toBe(expected)
    expect(hasDismissed(answered(404, spec))).toBe(false)
  })
})

describe('speaksOfRequest', () => {
  it.each([
    [400, true],
    [413, true],
    [415, true],
    [204, false],
    [403, false],
    [404, false],
    [500, false],
  ])('takes %i for a word on the request: %s', (status, expected) => {
    expect(speaksOfRequest({ answer: recordAnswer(status) })).toBe(expected)
  })

  it('takes silence for none', () => {
    expect(speaksOfRequest({ answer: null })).toBe(false)
  })
})

describe('isGone', () => {
  it.each([
    [204, false],
    [400, false],
    [404, true],
    [405, false],
    [409, true],
    [410, true],
    [500, false],
  ])('of %i: %s', (status, expected) => {
    expect(isGone(answered(status))).toBe(expected)
  })

  it('never takes silence for an answer', () => {
    expect(isGone(recordExchange(null))).toBe(false)
  })
})
