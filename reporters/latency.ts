import type { Latency } from './report.ts'

/** Round-trip times in bounded memory, however many there are. */
interface LatencyMeter {
  /** Milliseconds. */
  add(durationMs: number): void
  /** Null where nothing was measured. Percentiles are right to 5 %. */
  summary(): Latency | null
}

/** Each fine class ends 5 % above the one before; the first ends at 10 µs. */
const STEP = Math.log(1.05)
const SMALLEST_MS = 0.01

/** Upper ends of the bars shown, in milliseconds. */
const BARS = [
  0.5, 1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 2000, 5000, 10_000,
  30_000,
]

function classOf(durationMs: number): number {
  return Math.max(0, Math.ceil(Math.log(durationMs / SMALLEST_MS) / STEP))
}

function endOf(index: number): number {
  return Number((SMALLEST_MS * Math.exp(index * STEP)).toPrecision(3))
}

/** A meter that has measured nothing yet. */
export function createLatencyMeter(): LatencyMeter {
  const classes = new Map<number, number>()
  const bars = new Map<number, number>()
  let total = 0
  let slowest = 0

  const percentile = (share: number): number => {
    let rest = Math.ceil(total * share)
    for (const [index, count] of [...classes].sort(([a], [b]) => a - b)) {
      rest -= count
      if (rest <= 0) return Math.min(endOf(index), slowest)
    }
    return slowest
  }

  return {
    add(durationMs) {
      const index = classOf(durationMs)
      const bar = BARS.find(upToMs => durationMs <= upToMs) ?? Number.POSITIVE_INFINITY
      classes.set(index, (classes.get(index) ?? 0) + 1)
      bars.set(bar, (bars.get(bar) ?? 0) + 1)
      total += 1
      slowest = Math.max(slowest, durationMs)
    },
    summary() {
      if (total === 0) return null
      const ends = [...BARS, Number.POSITIVE_INFINITY]
      const [first = 0, last = first] = [
        ends.findIndex(end => bars.has(end)),
        ends.findLastIndex(end => bars.has(end)),
      ]
      const histogram = ends
        .slice(first, last + 1)
        .map(end => ({ upToMs: Number.isFinite(end) ? end : slowest, count: bars.get(end) ?? 0 }))
      return { p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99), histogram }
    },
  }
}
