import { describe, expect, it } from 'vitest'
import { recordAnswer, recordExchange } from '../../judge/test-exchange.ts'
import type { Exchange } from '../../model/exchange.ts'
import { createStallWatch } from './stall.ts'

const LIMIT_MS = 5000
const timeOut = () => recordExchange(null, { end: 'timeout' })

/** Sends that many requests at once and then ends each as told, at that time. */
async function sendAll(ends: readonly { at: number; exchange: Exchange }[]): Promise<readonly boolean[]> {
  let time = 0
  const watch = createStallWatch(() => time)
  const settle: ((exchange: Exchange) => void)[] = []
  const sent = ends.map(() =>
    watch.watch(LIMIT_MS, () => new Promise<Exchange>(resolve => settle.push(resolve))),
  )
  for (const [index, { at, exchange }] of ends.entries()) {
    time = at
    settle[index]?.(exchange)
    await sent[index]
  }
  return ends.map(({ exchange }) => watch.wasStalled(exchange))
}

describe('createStallWatch', () => {
  it('calls a silence to everybody a stall', async () => {
    const ends = [5000, 5001, 5002].map(at => ({ at, exchange: timeOut() }))
    expect(await sendAll(ends)).toEqual([true, false, false])
    const later = { at: 6000, exchange: recordExchange(recordAnswer(204)) }
    expect(await sendAll([...ends, later, later])).toEqual([true, true, true, false, false])
  })

  it('takes an answer to another request as proof that the target is well', async () => {
    const answered = { at: 3000, exchange: recordExchange(recordAnswer(204)) }
    const ends = [answered, ...[5000, 5001, 5002].map(at => ({ at, exchange: timeOut() }))]
    expect(await sendAll(ends)).toEqual([false, false, false, false])
  })

  it('blames a request that hangs alone', async () => {
    expect(await sendAll([{ at: 5000, exchange: timeOut() }])).toEqual([false])
  })

  it('says nothing of other ends than a time-out', async () => {
    const closed = [1, 2, 3].map(() => ({ at: 5000, exchange: recordExchange(null, { end: 'closed' }) }))
    expect(await sendAll(closed)).toEqual([false, false, false])
  })
})
