import type { Exchange } from '../../model/exchange.ts'

/** So many other requests without an answer make a hang one of the target, not of the request. */
const FEWEST_OTHERS = 2

/** Tells a stall of the whole target from one request that hangs. */
export interface StallWatch {
  /** Sends, and notes whether the target fell silent to everybody meanwhile. */
  watch(timeoutMs: number, send: () => Promise<Exchange>): Promise<Exchange>
  /** True for a time-out beside others, none of which was answered for at least half of that time. */
  wasStalled(exchange: Exchange): boolean
}

/** A watch over all exchanges of one run; `now` gives milliseconds. */
export function createStallWatch(now: () => number = Date.now): StallWatch {
  const stalled = new WeakSet<Exchange>()
  let underWay = 0
  let answeredAt = now()
  return {
    async watch(timeoutMs, send) {
      underWay += 1
      try {
        const exchange = await send()
        const at = now()
        if (exchange.answer !== null) answeredAt = at
        else if (exchange.end === 'timeout' && underWay > FEWEST_OTHERS && at - answeredAt >= timeoutMs / 2)
          stalled.add(exchange)
        return exchange
      } finally {
        underWay -= 1
      }
    },
    wasStalled: exchange => stalled.has(exchange),
  }
}
