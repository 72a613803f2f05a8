import { describe, expect, it } from 'vitest'
import { recordAnswer, recordExchange } from '../judge/test-exchange.ts'
import { headerOf } from './header.ts'

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
