import { setTimeout as sleep } from 'node:timers/promises'
import type { SampleId } from '../../generate/sample-thread.ts'
import type { Transport } from '../attempt/courier.ts'
import type { Lane } from '../attempt/lane.ts'
import { inParallel, widthOf } from '../in-parallel.ts'
import type { RunOptions } from '../options.ts'
import type { RunState } from '../state.ts'
import { type Prepared, prepare } from './ahead.ts'
import type { FamilyRun } from './family-run.ts'
import { noteLate } from './note-late.ts'
import { createPromptLane } from './prompt-lane.ts'
import { trySample } from './try-sample.ts'

/** "with a seeded share (5 % or more) over raw sockets" (design, Two ways to the wire). */
export const WIRE_EVERY = 20

interface Sample extends SampleId {
  readonly run: FamilyRun
}

/** The samples of all families in turn that this shard sends: those that go over raw connections, or all others. */
function* interleave(
  runs: readonly FamilyRun[],
  wired: boolean,
  shard: RunOptions['shard'],
): Generator<Sample> {
  const longest = Math.max(0, ...runs.map(run => run.plan.samples))
  for (let index = 0; index < longest; index += 1) {
    if ((index % WIRE_EVERY === 0) !== wired) continue
    if (shard !== undefined && index % shard.of !== shard.index - 1) continue
    for (const run of runs) if (index < run.plan.samples) yield { run, family: run.plan.family, index }
  }
}

/** Behind the last answers of a campaign no request follows that would show what came late. */
const LAST_LOOK_MS = 25

/** One raw connection beside seven of the pool: it keeps up with its share of the samples. */
const CONNECTIONS_PER_LANE = 8

/**
 * Sends the generated campaign: most of it over the pool, a share over kept raw connections at the same time.
 * Gives the number of samples that were judged.
 */
export async function runCampaign(
  state: RunState,
  runs: readonly FamilyRun[],
  options: RunOptions,
  advance: (cases: number) => void,
): Promise<number> {
  const { shard, seed, target, makeSamples } = options
  const prepared = (wired: boolean) => prepare(interleave(runs, wired, shard), seed, makeSamples)
  const campaign = { state, seed, advance }
  const attempt = ({ entry, sample }: Prepared<Sample>, transport: Transport): Promise<void> =>
    trySample(campaign, entry.run, entry.index, sample, transport)
  const width = widthOf(state.means)
  const { sender } = target
  const lanes = Array.from({ length: Math.ceil(width / CONNECTIONS_PER_LANE) }, () =>
    createPromptLane(
      () => sender.open(0),
      () => !sender.narrowed,
    ),
  )
  const overPool = (): Promise<void> =>
    inParallel(prepared(false), Math.max(1, width - lanes.length), sender, sample => attempt(sample, 'pool'))
  const overLanes = async (): Promise<void> => {
    const sent = new Map<Lane, Prepared<Sample>>()
    const lookBack = async (lane: Lane): Promise<void> => {
      const late = lane.takeLate()
      const last = sent.get(lane)
      if (late === undefined || last === undefined || state.stopped) return
      await noteLate(state, last.entry.run, last.entry.index, await last.sample, late)
    }
    await inParallel(prepared(true), lanes.length, sender, async (sample, worker) => {
      const lane = lanes[worker]
      if (lane === undefined) return
      await lookBack(lane)
      sent.set(lane, sample)
      await attempt(sample, lane)
    })
    await sleep(LAST_LOOK_MS)
    for (const lane of lanes) {
      await lookBack(lane)
      lane.close()
    }
  }
  const lanesDone = overLanes()
  if (width === 1) await lanesDone
  await Promise.all([lanesDone, overPool()])
  sender.rest()
  return runs.reduce((sum, { judged }) => sum + judged, 0)
}
