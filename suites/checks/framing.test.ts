import { describe, expect, it } from 'vitest'
import { recordAnswer, recordExchange } from '../../engine/judge/test-exchange.ts'
import type { Exchange } from '../../engine/model/exchange.ts'
import { answeredOnce, endsItsAnswer, noStrayBytes, trueLengths } from './framing.ts'

const stray = new Uint8Array([13, 10])
const large = { method: 'POST', target: '/', headers: [], body: new Uint8Array(9000) }

function answered(status: number, differences: Partial<Exchange> = {}): Exchange {
  return recordExchange(recordAnswer(status), differences)
}

describe('noStrayBytes', () => {
  it('finds bytes behind a 204, where the wire shows them', () => {
    expect(noStrayBytes(answered(204))).toEqual([])
    expect(noStrayBytes(answered(204, { stray }))).toMatchObject([{ received: '2 bytes' }])
    expect(noStrayBytes(answered(204, { stray, transport: 'pool' }))).toBeUndefined()
    expect(noStrayBytes(answered(400, { stray }))).toBeUndefined()
  })
})

describe('trueLengths', () => {
  it('finds a false length, and bytes behind any answer but a 204', () => {
    expect(trueLengths(answered(400))).toEqual([])
    expect(trueLengths(answered(400, { framingFault: 'short' }))).toMatchObject([{ received: 'short' }])
    expect(trueLengths(answered(400, { stray }))).toMatchObject([{ received: '2 bytes' }])
    expect(trueLengths(answered(204, { stray }))).toEqual([])
  })

  it('says nothing of what we cut, nor of a refusal that a reset may have cut', () => {
    expect(trueLengths(answered(400, { framingFault: 'short', end: 'oversize' }))).toBeUndefined()
    expect(trueLengths(answered(413, { framingFault: 'short', end: 'closed', sent: large }))).toBeUndefined()
    expect(trueLengths(recordExchange(null))).toBeUndefined()
  })
})

describe('endsItsAnswer', () => {
  it.each(['closed', 'timeout'] as const)('finds an answer that was begun and not ended: %s', end => {
    expect(endsItsAnswer(answered(400, { end }))).toHaveLength(1)
    expect(endsItsAnswer(recordExchange(null, { end, stray }))).toHaveLength(1)
    expect(endsItsAnswer(recordExchange(null, { end }))).toBeUndefined()
  })

  it('lets pass what ended, and what we cut', () => {
    expect(endsItsAnswer(answered(400))).toEqual([])
    expect(endsItsAnswer(answered(400, { end: 'oversize' }))).toBeUndefined()
    expect(endsItsAnswer(answered(400, { end: 'malformed' }))).toBeUndefined()
  })
})

describe('answeredOnce', () => {
  it('finds whatever comes behind an answer', () => {
    expect(answeredOnce(answered(204))).toEqual([])
    expect(answeredOnce(answered(204, { stray }))).toHaveLength(1)
  })
})
