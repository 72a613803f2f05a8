import { expect, test } from 'vitest'
import { createLatencyMeter } from './latency.ts'

test('nothing measured is no latency', () => {
  expect(createLatencyMeter().summary()).toBeNull()
})

test('percentiles are right to 5 %', () => {
  const meter = createLatencyMeter()
  for (let ms = 1; ms <= 1000; ms++) meter.add(ms)
  const { p50, p95, p99 } = meter.summary() ?? { p50: 0, p95: 0, p99: 0 }
  for (const [received, exact] of [
    [p50, 500],
    [p95, 950],
    [p99, 990],
  ] as const) {
    expect(received).toBeGreaterThanOrEqual(exact)
    expect(received).toBeLessThanOrEqual(exact * 1.05)
  }
})

test('a bar ends where the next begins, and empty ones between are kept', () => {
  const meter = createLatencyMeter()
  for (const ms of [1, 1.001, 4]) meter.add(ms)
  expect(meter.summary()?.histogram).toEqual([
    { upToMs: 1, count: 1 },
    { upToMs: 2, count: 1 },
    { upToMs: 3, count: 0 },
    { upToMs: 4, count: 1 },
  ])
})

test('the slowest has a bar however slow it is; zero is a time too', () => {
  const meter = createLatencyMeter()
  for (const ms of [0, 90_000]) meter.add(ms)
  expect(meter.summary()?.histogram.at(-1)).toEqual({ upToMs: 90_000, count: 1 })
  expect(meter.summary()?.p50).toBeLessThanOrEqual(0.01)
})
