import { describe, expect, it } from 'vitest'
import { recordAnswer, recordExchange } from '../judge/test-exchange.ts'
import { headerOf, headerValues } from './header.ts'

describe('headerOf', () => {
  const exchange = recordExchange(
    recordAnswer(405, [
      ['Date', 'today'],
      ['ALLOW', 'POST'],
    ]),
  )

  it('finds a header whatever its letter case', () => {
    expect(headerOf(exchange, 'allow')).toBe('POST')
  })

  it('is undefined without such a header, or without an answer', () => {
    expect(headerOf(exchange, 'location')).toBeUndefined()
    expect(headerOf(recordExchange(null), 'allow')).toBeUndefined()
  })
})

describe('headerValues', () => {
  it('gives the values of all lines of that name, in their order', () => {
    const lines = [
      ['Allow', 'POST'],
      ['Date', 'today'],
      ['aLLOW', 'GET'],
    ] as const
    expect(headerValues(lines, 'allow')).toEqual(['POST', 'GET'])
    expect(headerValues(lines, 'location')).toEqual([])
  })
})
