import { describe, expect, it } from 'vitest'
import {
  isAway,
  isClosingRace,
  isDisturbed,
  isEnvironment,
  isUnreadByPool,
  retryAfterMs,
} from './disturbance.ts'
import { recordAnswer, recordError, recordExchange } from './test-exchange.ts'

describe('isEnvironment', () => {
  it.each([
    [429, 'TooManyRequests', undefined, true],
    [503, 'ServiceUnavailable', undefined, true],
    [500, 'ServiceFailure', 'CallbackChannelError', true],
    [500, 'ServiceFailure', undefined, false],
    [502, 'ServiceFailure', undefined, false],
    [404, 'NotFound', undefined, false],
    [409, 'Conflict', 'CallbackChannelError', false],
  ])('%i %s %s: %o', (status, code, subcode, expected) => {
    expect(isEnvironment(recordError(status, code, subcode))).toBe(expected)
  })

  it('does not read a status out of bytes that are no HTTP', () => {
    expect(isEnvironment(recordExchange(recordAnswer(503), { end: 'malformed' }))).toBe(false)
  })

  it('does not take silence for an answer', () => {
    expect(isEnvironment(recordExchange(null))).toBe(false)
  })
})

describe('isClosingRace', () => {
  const closed = { end: 'closed', transport: 'pool', reused: true } as const

  it('is a kept connection of the pool, closed before an answer began', () => {
    expect(isClosingRace(recordExchange(null, closed))).toBe(true)
  })

  it('is a 408 with which a kept connection ends', () => {
    const late = { transport: 'pool', reused: true } as const
    expect(isClosingRace(recordExchange(recordAnswer(408), late))).toBe(true)
    expect(isClosingRace(recordExchange(recordAnswer(408), { ...late, reused: false }))).toBe(false)
    expect(isClosingRace(recordExchange(recordAnswer(400), late))).toBe(false)
  })

  it.each([
    ['a fresh connection', recordExchange(null, { ...closed, reused: false })],
    ['a raw connection', recordExchange(null, { ...closed, transport: 'wire' })],
    ['an answer that was cut', recordExchange(recordAnswer(200), closed)],
    ['bytes that are no answer', recordExchange(null, { ...closed, stray: Buffer.from('?') })],
    ['a time-out', recordExchange(null, { ...closed, end: 'timeout' })],
  ])('is not %s', (_name, exchange) => {
    expect(isClosingRace(exchange)).toBe(false)
  })
})

describe('retryAfterMs', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  const asking = (value: string) => recordExchange(recordAnswer(429, [['retry-AFTER', value]]))

  it.each([
    ['0', 0],
    ['2', 2000],
    ['Thu, 01 Jan 2026 00:00:05 GMT', 5000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['120', 120_000],
    [' 2 ', 2000],
    ['2 s', undefined],
    ['soon', undefined],
    ['Thu, 01 Jan 2026 00:00:05 GMT and more', undefined],
    ['Thu, 01 Jan 2026 00:00:05 GMT+0100', undefined],
    ['Thu, 01 Jan 2026 00:00:05', undefined],
    ['-1', undefined],
  ])('reads %s', (value, expected) => {
    expect(retryAfterMs(asking(value), now)).toBe(expected)
  })

  it('is undefined without the header', () => {
    expect(retryAfterMs(recordExchange(recordAnswer(429)), now)).toBeUndefined()
  })
})

describe('isDisturbed', () => {
  it.each([
    ['a time-out', recordExchange(null, { end: 'timeout' }), true],
    ['a reset', recordExchange(null, { end: 'closed' }), true],
    ['no connection', recordExchange(null, { end: 'unreachable' }), true],
    ['bytes that are no HTTP', recordExchange(null, { end: 'malformed' }), false],
    ['an answer cut at our limit', recordExchange(recordAnswer(200), { end: 'oversize' }), false],
    ['a 499', recordExchange(recordAnswer(499)), false],
    ['a 500', recordExchange(recordAnswer(500)), true],
    ['a 501', recordExchange(recordAnswer(501)), false],
  ])('%s: %o', (_what, exchange, expected) => {
    expect(isDisturbed(exchange)).toBe(expected)
  })
})

describe('isUnreadByPool', () => {
  it.each([
    ['pool', 'malformed', true],
    ['pool', 'closed', false],
    ['wire', 'malformed', false],
    ['wire', 'complete', false],
  ] as const)('%s, %s: %o', (transport, end, expected) => {
    expect(isUnreadByPool(recordExchange(null, { transport, end }))).toBe(expected)
  })
})

it('takes a target for away only where no connection could be made', () => {
  expect(isAway(recordExchange(null, { end: 'unreachable' }))).toBe(true)
  expect(isAway(recordExchange(null, { end: 'closed' }))).toBe(false)
})
