import type { Exchange } from '../model/exchange.ts'

/** So many other requests without an answer make a hang one of the target, not of the request. */
const FEWEST_OTHERS = 2

/** Tells a stall of the whole target from one request that hangs. */
export interface StallWatch {
  /** An exchange ends, still counted as under way, whose time limit was that; gives it back. */
  note(exchange: Exchange, timeoutMs: number): Exchange
  /** See `Sender.answeredAt`. */
  readonly answeredAt: number | undefined
  /** See `Sender.wasStalled`. */
  wasStalled(exchange: Exchange): boolean
}

export interface StallOptions {
  /** Exchanges under way. */
  readonly underWay: () => number
  /** Milliseconds since the epoch. */
  readonly now?: () => number
}

/** A watch over all exchanges with one target. */
export function createStallWatch({ underWay, now = Date.now }: StallOptions): StallWatch {
  const stalled = new WeakSet<Exchange>()
  const startedAt = now()
  let answeredAt: number | undefined
  return {
    note(exchange, timeoutMs) {
      const at = now()
      if (exchange.answer !== null) answeredAt = at
      else if (
        exchange.end === 'timeout' &&
        underWay() > FEWEST_OTHERS &&
        at - (answeredAt ?? startedAt) >= timeoutMs / 2
      )
        stalled.add(exchange)
      return exchange
    },
    get answeredAt() {
      return answeredAt
    },
    wasStalled: exchange => stalled.has(exchange),
  }
}
