import type { Exchange } from '../../model/exchange.ts'
import type { Channel, Outgoing } from '../../model/target.ts'
import { createLane } from '../attempt/lane.ts'

/** A raw connection that gives an exchange out as soon as the answer is complete, and says later what came behind it. */
export interface PromptLane {
  send(outgoing: Outgoing): Promise<Exchange>
  readonly late: Uint8Array
  /** The last exchange behind which something came, with these bytes; each is told once. */
  takeLate(): Exchange | undefined
  close(): void
}

/**
 * A lane over connections made by `open`, which need not wait for late bytes. A connection with such bytes is given
 * up, so that no other exchange is blamed for them.
 */
export function createPromptLane(open: () => Channel, keeps: () => boolean): PromptLane {
  const lane = createLane(open, keeps)
  let last: Exchange | undefined
  let late: Exchange | undefined

  function lookBack(): void {
    const stray = lane.late
    if (last === undefined || stray.length === 0) return
    late = { ...last, stray }
    lane.close()
  }

  return {
    async send(outgoing) {
      lookBack()
      last = await lane.send(outgoing)
      return last
    },
    get late() {
      return lane.late
    },
    takeLate() {
      lookBack()
      const taken = late
      late = undefined
      return taken
    },
    close: lane.close,
  }
}
