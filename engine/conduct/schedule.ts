import { setTimeout as sleep } from 'node:timers/promises'
import { vendorMediaTypes } from '../encode/media-types.ts'
import type { Sender } from '../model/target.ts'
import type { Bundle } from './bundle.ts'
import { leaveUndecided } from './conclude.ts'
import { spendLife } from './life.ts'
import type { RunOptions } from './options.ts'
import { planLives } from './plan.ts'
import type { RunState } from './state.ts'
import { isSupplyError } from './supply.ts'
import { tryBundle } from './trial.ts'

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

/** A fault of our own, or of the supply, leaves one bundle undecided, not the run. */
async function guarded(
  state: RunState,
  bundle: Bundle | undefined,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (bundle === undefined) throw error
    const because = error instanceof Error ? error.message : String(error)
    const cause = isSupplyError(error) ? error.cause : 'suite'
    const verdict = cause === 'suite' || cause === 'environment' ? 'inconclusive' : 'skipped'
    leaveUndecided(state, bundle, { verdict, cause, because, exchanges: [] })
  }
}

/** Exchanges under way at a time. */
export function widthOf({ target }: RunOptions): number {
  return Number.isFinite(target.limits.concurrency) ? target.limits.concurrency : 32
}

/** Spends scarce links one after the other, in the order of MUSTs gained. */
export async function spendLinks(
  state: RunState,
  bundles: readonly Bundle[],
  perLink: number,
  advance: (cases: number) => void,
): Promise<void> {
  for (const life of planLives(bundles, perLink)) {
    if (state.stopped) break
    await guarded(state, life.closer ?? life.refusals[0], () => spendLife(state, life))
    advance(life.refusals.length + 1)
  }
}

/**
 * Why a case would tell nothing: the refusal of a token, an address or a state, where this form of request is
 * refused anyway.
 */
function refusedAnyway({ reception }: RunState, { lead }: Bundle): string | undefined {
  const { encoding, state, steps } = lead
  const { token, target, headers = [] } = steps[0].request
  if (token === undefined && target?.forge === undefined && state === undefined) return undefined
  if (encoding === 'query' && !reception.query)
    return 'the server takes no input from the query, whoever asks'
  if (encoding !== 'json' && encoding !== 'xml') return undefined
  const vendor = headers.some(([, value]) => value === vendorMediaTypes[encoding])
  return vendor && !reception.vendor[encoding] ? 'the server does not take this media type at all' : undefined
}

/** Tries bundles, each on links of its own, `width` at a time. */
export async function tryBundles(
  state: RunState,
  bundles: readonly Bundle[],
  width: number,
  advance: (cases: number) => void,
): Promise<void> {
  await inParallel(bundles, width, state.means.target.sender, async bundle => {
    const because = refusedAnyway(state, bundle)
    if (because !== undefined) {
      leaveUndecided(state, bundle, { verdict: 'skipped', cause: 'capability', because, exchanges: [] })
    } else if (!state.stopped) await guarded(state, bundle, () => tryBundle(state, bundle, 'wire'))
    advance(1)
  })
}
