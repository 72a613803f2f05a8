import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { isEnvironment, retryAfterMs } from '../../judge/disturbance.ts'
import type { Exchange } from '../../model/exchange.ts'

/** "more than 5 s beyond the usual" is a hang. */
const BEYOND_USUAL_MS = 5000

/** Before any answer was seen, "usual" is presumed to be up to this. */
const FIRST_USUAL_MS = 5000

/** No answer of a busy server is waited for longer than this. */
const LONGEST_USUAL_MS = 20_000

/** A Retry-After beyond this is not waited for: the case is inconclusive. */
const LONGEST_RETRY_MS = 60_000

/** So often a request is sent again that met 429 or 503: a target that stays busy leaves its case inconclusive. */
export const MOST_RETRIES = 3

/** Keeps what is usual for this target, and waits when it asks to. */
export interface Patience {
  /** Milliseconds an exchange may take before it counts as hanging. */
  timeoutMs(): number
  /** Learns from a dismiss that was accepted. */
  learn(exchange: Exchange): void
  /** True once a dismiss was accepted. */
  readonly hasLearned: boolean
  /**
   * Waits as `Retry-After` says, else 0.5, 1, 2 s; false when that is too long, the run was stopped, or the target is
   * away and never was there.
   */
  waitAfter(exchange: Exchange, attempt: number): Promise<boolean>
  /** Waits 0.5, 1, 2 s; false when the run was stopped. */
  pause(attempt: number): Promise<boolean>
}

/** Patience with one target; `signal` ends every wait, `onBusy` hears of each before, with its attempt. */
export function createPatience(signal: AbortSignal, onBusy: (attempt: number) => void): Patience {
  let usual: number | undefined
  // Each exchange under way may be waiting: more than the ten listeners from which Node warns of a leak.
  setMaxListeners(0, signal)
  const wait = async (ms: number): Promise<boolean> => {
    if (!signal.aborted) await sleep(ms, undefined, { signal }).catch(() => undefined)
    return !signal.aborted
  }
  const pause = (attempt: number): Promise<boolean> => wait(500 * 2 ** attempt)
  return {
    pause,
    timeoutMs: () => BEYOND_USUAL_MS + (usual ?? FIRST_USUAL_MS),
    learn: exchange => {
      usual = Math.min(LONGEST_USUAL_MS, Math.max(usual ?? 0, exchange.durationMs))
    },
    get hasLearned() {
      return usual !== undefined
    },
    waitAfter: async (exchange, attempt) => {
      if (isEnvironment(exchange)) onBusy(attempt)
      // Away from the start: there is nothing to wait for.
      else if (usual === undefined) return false
      const asked = isEnvironment(exchange) ? retryAfterMs(exchange, Date.now()) : undefined
      if (asked === undefined) return pause(attempt)
      return asked <= LONGEST_RETRY_MS && wait(asked)
    },
  }
}
