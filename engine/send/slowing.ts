import { setTimeout as sleep } from 'node:timers/promises'

/** First distance between requests to a target that is asked too fast, in milliseconds; doubled while that is not enough. */
const FIRST_SPACING_MS = 10

/** Busy all the same at three requests a second, a target does not go by the rate. */
const LAST_SPACING_MS = 320

/** So many answers show whether a target is busy now and then, or at most of what it is asked. */
const SEEN = 16
const OFTEN = 4

/** After so many answers without trouble half the distance is tried, unless it was too little before. */
const CALM = 128

/** Finds the rate that a limit without bursts allows: one request at a time is still too fast for it. */
export interface Slowing {
  /** Resolves when the next request may start; `undefined` where nothing has to be waited for. */
  turn(): Promise<void> | undefined
  /** Requests are kept at a distance. */
  readonly slowed: boolean
  /** Notes an answer: whether it was 429 or 503. */
  note(busy: boolean): void
}

export interface SlowingOptions {
  /** Requests go one at a time already. */
  readonly isNarrowed: () => boolean
  /** Milliseconds since some moment. */
  readonly now?: () => number
}

/** The slowing towards one target. */
export function createSlowing({
  isNarrowed,
  now = performance.now.bind(performance),
}: SlowingOptions): Slowing {
  let spacing = 0
  /** Less than this was too little. */
  let least = 0
  let useless = false
  let calm = 0
  let hasSpedUp = false
  let lastStart = Number.NEGATIVE_INFINITY
  let seen = 0
  let busy = 0

  function slowDown(): void {
    useless = spacing >= LAST_SPACING_MS
    spacing = useless ? 0 : Math.max(FIRST_SPACING_MS, spacing * 2)
    // Reached from below once more: half of it is too little indeed.
    if (hasSpedUp) least = spacing
    hasSpedUp = false
  }

  function speedUp(): void {
    calm = 0
    const half = spacing / 2 < FIRST_SPACING_MS ? 0 : spacing / 2
    if (half < least) return
    spacing = half
    hasSpedUp = true
  }

  return {
    turn() {
      if (spacing === 0) return undefined
      const at = now()
      const start = Math.max(at, lastStart + spacing)
      lastStart = start
      return start > at ? sleep(start - at) : undefined
    },
    get slowed() {
      return spacing > 0
    },
    note(wasBusy) {
      if (useless || (spacing === 0 && !isNarrowed())) return
      seen += 1
      calm = wasBusy ? 0 : calm + 1
      if (wasBusy) busy += 1
      if (spacing > 0 && calm >= CALM) speedUp()
      if (busy >= OFTEN) slowDown()
      if (busy >= OFTEN || seen >= SEEN) {
        seen = 0
        busy = 0
      }
    },
  }
}
