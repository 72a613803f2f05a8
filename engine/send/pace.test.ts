import { assert, integer, property } from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPace } from './pace.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Milliseconds at which that many callers, all asking at once, got their turn. */
async function startsOf(rate: number, callers: number): Promise<readonly number[]> {
  const pace = createPace(rate)
  const starts: number[] = []
  const begin = performance.now()
  for (let i = 0; i < callers; i++) void pace.turn()?.then(() => starts.push(performance.now() - begin))
  for (let second = 0; starts.length < callers && second < 100; second++)
    await vi.advanceTimersByTimeAsync(1000)
  return starts
}

function mostInOneSecond(starts: readonly number[]): number {
  return Math.max(...starts.map(from => starts.filter(at => at >= from && at < from + 1000).length))
}

describe('createPace', () => {
  it('costs nothing without a rate', () => {
    expect(createPace(Number.POSITIVE_INFINITY).turn()).toBeUndefined()
  })

  it('lets the first through at once and spreads the rest evenly', async () => {
    const starts = await startsOf(20, 5)
    expect(starts[0]).toBe(0)
    const gaps = starts.slice(1).map((at, i) => at - (starts[i] ?? 0))
    expect(gaps.every(gap => gap >= 50 && gap <= 53)).toBe(true)
  })

  it('never exceeds the rate within any one second, and comes near it', async () => {
    for (const rate of [0.5, 1, 3, 20, 99, 100, 250, 1000, 3000]) {
      const starts = await startsOf(rate, Math.ceil(rate * 2.5))
      expect(mostInOneSecond(starts)).toBeLessThanOrEqual(Math.max(1, rate))
      expect(starts).toHaveLength(Math.ceil(rate * 2.5))
      expect(starts.at(-1)).toBeLessThan(4000 + 1000 / rate)
    }
  })

  it('saves nothing up during a pause', async () => {
    const pace = createPace(10)
    await pace.turn()
    await vi.advanceTimersByTimeAsync(5000)
    const starts: number[] = []
    for (let i = 0; i < 3; i++) void pace.turn()?.then(() => starts.push(performance.now()))
    await vi.advanceTimersByTimeAsync(50)
    expect(starts).toHaveLength(1)
  })
})

describe('the arithmetic of createPace', () => {
  it('keeps every rate', () => {
    assert(
      property(integer({ min: 1, max: 100_000 }), rate => {
        const group = Math.max(1, Math.floor(rate / 100))
        const spacing = (1000 * group * 1.05) / rate
        return Math.ceil(1000 / spacing) * group <= rate
      }),
    )
  })
})
