/** Lets calls through one after another, in order. */
export interface Pace {
  /** Resolves when it is this caller's turn; `undefined` where nothing has to be waited for. */
  turn(): Promise<void> | undefined
}

/** Starts are this much further apart than the rate needs: room for the jitter of timers and networks. */
const HEADROOM = 1.05

/** Below 10 ms timers are too coarse: faster rates go in small groups instead. */
const GROUPS_PER_SECOND = 100

/**
 * Spreads starts evenly: never more than `rate` within any one second, and no burst after a pause.
 * Costs nothing where `rate` is `Infinity`.
 */
export function createPace(rate: number): Pace {
  if (rate === Number.POSITIVE_INFINITY) return { turn: () => undefined }
  const group = Math.max(1, Math.floor(rate / GROUPS_PER_SECOND))
  const spacing = (1000 * group * HEADROOM) / rate
  const waiting: (() => void)[] = []
  let lastGroup = Number.NEGATIVE_INFINITY
  let room = 0
  let timer: NodeJS.Timeout | undefined

  function release(): void {
    timer = undefined
    const now = performance.now()
    if (now - lastGroup >= spacing) {
      lastGroup = now
      room = group
    }
    while (room > 0 && waiting.length > 0) {
      room--
      waiting.shift()?.()
    }
    if (waiting.length > 0) timer = setTimeout(release, Math.ceil(lastGroup + spacing - now))
  }

  return {
    turn() {
      return new Promise(resolve => {
        waiting.push(resolve)
        if (timer === undefined) release()
      })
    },
  }
}
