import type { Exchange } from '../../model/exchange.ts'

/** So many other requests without an answer make a hang one of the target, not of the request. */
const FEWEST_OTHERS = 2

/** Tells a stall of the whole target from one request that hangs. */
export interface StallWatch {
  /** A request goes out. */
  depart(): void
  /** It ended so, or could not be sent: notes whether the target fell silent to everybody meanwhile. */
  arrive(exchange: Exchange | undefined, timeoutMs: number): void
  /** True for a time-out beside others, none of which was answered for at least half of that time. */
  wasStalled(exchange: Exchange): boolean
}

/** A watch over all exchanges of one run; `now` gives milliseconds. */
export function createStallWatch(now: () => number = Date.now): StallWatch {
  const stalled = new WeakSet<Exchange>()
  let underWay = 0
  let answeredAt = now()
  return {
    depart() {
      underWay += 1
    },
    arrive(exchange, timeoutMs) {
      const others = --underWay
      if (exchange === undefined) return
      const at = now()
      if (exchange.answer !== null) answeredAt = at
      else if (exchange.end === 'timeout' && others >= FEWEST_OTHERS && at - answeredAt >= timeoutMs / 2)
        stalled.add(exchange)
    },
    wasStalled: exchange => stalled.has(exchange),
  }
}
