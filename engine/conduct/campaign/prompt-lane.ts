import type { Exchange } from '../../model/exchange.ts'
import type { Channel } from '../../model/target.ts'
import { createLane, type Lane } from '../attempt/lane.ts'

/**
 * A lane over connections made by `open`, which need not wait for bytes behind an answer: those that come later are
 * kept with their exchange until `takeLate` asks, so that no other exchange is blamed for them.
 */
export function createPromptLane(open: () => Channel, keeps: () => boolean): Lane {
  const lane = createLane(open, keeps)
  let late: Exchange | undefined
  return {
    send(outgoing) {
      late ??= lane.takeLate()
      return lane.send(outgoing)
    },
    takeLate() {
      const taken = late ?? lane.takeLate()
      late = undefined
      return taken
    },
    close: lane.close,
  }
}
