import { setTimeout as sleep } from 'node:timers/promises'
import { QUIET_LOOPBACK_MS, QUIET_REMOTE_MS } from '../../send/wire.ts'
import type { Lane } from '../attempt/lane.ts'
import { inParallel } from '../in-parallel.ts'
import type { RunState } from '../state.ts'
import type { Prepared } from './ahead.ts'
import type { Sample } from './family-run.ts'
import { noteLate } from './note-late.ts'

/**
 * Sends samples over kept raw connections, one at a time on each, and closes these. Before a connection carries the
 * next sample, it is looked at for what came behind the answer to the one before; behind the last, no request follows
 * that would show it, and it is waited for as long as is usual.
 */
export async function sendOverLanes(
  state: RunState,
  lanes: readonly Lane[],
  samples: Iterable<Prepared<Sample>>,
  attempt: (sample: Prepared<Sample>, lane: Lane) => Promise<void>,
): Promise<void> {
  const before = new Map<Lane, Prepared<Sample>>()

  async function lookBack(lane: Lane): Promise<void> {
    const late = lane.takeLate()
    const last = before.get(lane)
    if (late === undefined || last === undefined || state.stopped) return
    await noteLate(state, last.entry.run, last.entry.index, await last.sample, late)
  }

  const { remote, sender } = state.resources.target
  await inParallel(samples, lanes.length, sender, async (sample, worker) => {
    const lane = lanes[worker]
    if (lane === undefined) return
    await lookBack(lane)
    before.set(lane, sample)
    await attempt(sample, lane)
  })
  await sleep(remote ? QUIET_REMOTE_MS : QUIET_LOOPBACK_MS)
  for (const lane of lanes) {
    await lookBack(lane)
    lane.close()
  }
}
