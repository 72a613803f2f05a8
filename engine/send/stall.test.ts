import { describe, expect, it } from 'vitest'
import { recordAnswer, recordExchange } from '../judge/test-exchange.ts'
import type { Exchange } from '../model/exchange.ts'
import { createStallWatch } from './stall.ts'

const LIMIT_MS = 5000
const timeOut = () => recordExchange(null, { end: 'timeout' })

/** Sends that many requests at once and then ends each as told, at that time. */
function sendAll(ends: readonly { at: number; exchange: Exchange }[]): readonly boolean[] {
  let time = 0
  let underWay = ends.length
  const watch = createStallWatch({ underWay: () => underWay, now: () => time })
  for (const { at, exchange } of ends) {
    time = at
    expect(watch.note(exchange, LIMIT_MS)).toBe(exchange)
    underWay -= 1
  }
  return ends.map(({ exchange }) => watch.wasStalled(exchange))
}

describe('createStallWatch', () => {
  it('calls a silence to everybody a stall', () => {
    const ends = [5000, 5001, 5002].map(at => ({ at, exchange: timeOut() }))
    expect(sendAll(ends)).toEqual([true, false, false])
    const later = { at: 6000, exchange: recordExchange(recordAnswer(204)) }
    expect(sendAll([...ends, later, later])).toEqual([true, true, true, false, false])
  })

  it('takes an answer to another request as proof that the target is well', () => {
    const answered = { at: 3000, exchange: recordExchange(recordAnswer(204)) }
    const ends = [answered, ...[5000, 5001, 5002].map(at => ({ at, exchange: timeOut() }))]
    expect(sendAll(ends)).toEqual([false, false, false, false])
  })

  it('blames a request that hangs alone', () => {
    expect(sendAll([{ at: 5000, exchange: timeOut() }])).toEqual([false])
  })

  it('says nothing of other ends than a time-out', () => {
    const closed = [1, 2, 3].map(() => ({ at: 5000, exchange: recordExchange(null, { end: 'closed' }) }))
    expect(sendAll(closed)).toEqual([false, false, false])
  })
})
