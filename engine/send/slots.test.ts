import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Slots } from './slots.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Takes a slot and notes when it is had. */
function take(slots: Slots): { had: boolean } {
  const taken = { had: false }
  const waiting = slots.acquire()
  if (waiting === undefined) taken.had = true
  else
    void waiting.then(() => {
      taken.had = true
    })
  return taken
}

const settle = () => vi.advanceTimersByTimeAsync(0)

describe('Slots', () => {
  it('gives as many as there are, then makes the next wait, in order', async () => {
    const slots = new Slots(2)
    const holders = [take(slots), take(slots), take(slots), take(slots)]
    expect(holders.map(({ had }) => had)).toEqual([true, true, false, false])
    expect(slots.free).toBe(0)
    slots.release()
    await settle()
    expect(holders.map(({ had }) => had)).toEqual([true, true, true, false])
    slots.release()
    slots.release()
    await settle()
    expect(holders[3]?.had).toBe(true)
    expect(slots.free).toBe(1)
  })

  it('does not rescue a waiter while an exchange is under way', async () => {
    const slots = new Slots(1)
    take(slots)
    slots.beginExchange()
    const waiter = take(slots)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(waiter.had).toBe(false)
    slots.endExchange()
    slots.release()
    await settle()
    expect(waiter.had).toBe(true)
  })

  it('lets a waiter through when every slot is held and nothing moves, and makes up for it', async () => {
    const slots = new Slots(1)
    take(slots)
    const waiter = take(slots)
    await vi.advanceTimersByTimeAsync(900)
    expect(waiter.had).toBe(false)
    await vi.advanceTimersByTimeAsync(1200)
    expect(waiter.had).toBe(true)
    const next = take(slots)
    slots.release()
    await settle()
    expect(next.had).toBe(false)
    slots.release()
    await settle()
    expect(next.had).toBe(true)
  })

  it('rescues a waiter again once the exchange is over', async () => {
    const slots = new Slots(1)
    take(slots)
    slots.beginExchange()
    slots.endExchange()
    const waiter = take(slots)
    await vi.advanceTimersByTimeAsync(2100)
    expect(waiter.had).toBe(true)
  })
})
