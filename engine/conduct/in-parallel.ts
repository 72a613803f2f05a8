import { setTimeout as sleep } from 'node:timers/promises'
import type { Sender } from '../model/target.ts'
import type { RunResources } from './attempt/run-resources.ts'

/** Exchanges under way at a time: one, where links end each other. */
export function widthOf({ target, oneLink, entangled }: RunResources): number {
  if (oneLink || entangled) return 1
  return Number.isFinite(target.limits.concurrency) ? target.limits.concurrency : 32
}

/** How often a worker that stands back looks whether it may go on. */
const NAP_MS = 100

/** Runs `task` for every item, in order of start: at most `width` at a time, one while the sender is narrowed. */
export async function inParallel<Item>(
  items: Iterable<Item>,
  width: number,
  sender: Pick<Sender, 'narrowed'>,
  task: (item: Item, worker: number) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.iterator]()
  let over = false
  const work = async (worker: number): Promise<void> => {
    while (!over) {
      if (worker > 0 && sender.narrowed) {
        await sleep(NAP_MS)
        continue
      }
      const next = iterator.next()
      over = next.done === true
      if (!next.done) await task(next.value, worker)
    }
  }
  await Promise.all(Array.from({ length: width }, (_, worker) => work(worker)))
}
