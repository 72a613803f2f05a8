import type { Transport } from '../attempt/case-sender.ts'
import { inParallel, widthOf } from '../in-parallel.ts'
import type { RunOptions } from '../options.ts'
import type { RunState } from '../state.ts'
import { type Prepared, prepare } from './ahead.ts'
import type { FamilyRun, Sample } from './family-run.ts'
import { sendOverLanes } from './over-lanes.ts'
import { createPromptLane } from './prompt-lane.ts'
import { trySample } from './try-sample.ts'

/** One sample in so many goes over a raw socket, which keeps the stray bytes that undici hides. */
export const WIRE_EVERY = 20

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
  const width = widthOf(state.resources)
  const { sender } = target
  const lanes = Array.from({ length: Math.ceil(width / CONNECTIONS_PER_LANE) }, () =>
    createPromptLane(
      () => sender.open(0),
      () => !sender.narrowed,
    ),
  )
  const overPool = (): Promise<void> =>
    inParallel(prepared(false), Math.max(1, width - lanes.length), sender, sample => attempt(sample, 'pool'))
  const lanesDone = sendOverLanes(state, lanes, prepared(true), attempt)
  if (width === 1) await lanesDone
  await Promise.all([lanesDone, overPool()])
  sender.rest()
  return runs.reduce((sum, { judged }) => sum + judged, 0)
}
