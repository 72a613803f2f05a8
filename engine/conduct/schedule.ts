import type { Bundle } from './bundle.ts'
import { inParallel } from './in-parallel.ts'
import { bundlesOf, spendLife } from './life/life.ts'
import { planLives } from './life/plan.ts'
import { Postponed } from './life/postponed.ts'
import { refusedAnyway } from './refused-anyway.ts'
import { sharpen } from './sharpen.ts'
import type { RunState } from './state.ts'
import { isSupplyError } from './supply.ts'
import { tryBundle } from './try-bundle.ts'
import { leaveUndecided, skipBundle } from './undecided.ts'

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

/**
 * Spends scarce links one after the other, in the order of MUSTs gained. Once a case has cost a link that it should
 * have left alone, further cases of its kind come last: they would tell the same at the price of what was not seen yet.
 */
export async function spendLinks(
  state: RunState,
  bundles: readonly Bundle[],
  perLink: number,
  advance: (cases: number) => void,
): Promise<void> {
  const spend = async (some: readonly Bundle[], postponed?: Postponed): Promise<void> => {
    for (const life of planLives(some, perLink)) {
      if (state.stopped) break
      const before = postponed?.bundles.length ?? 0
      await guarded(state, life.closer ?? life.refusals[0], () => spendLife(state, life, postponed))
      advance(bundlesOf(life).length - ((postponed?.bundles.length ?? 0) - before))
    }
  }
  const postponed = new Postponed()
  await spend(bundles, postponed)
  await spend(postponed.bundles)
}

/** Tries bundles, each on links of its own, `width` at a time. */
export async function tryBundles(
  state: RunState,
  bundles: readonly Bundle[],
  width: number,
  advance: (cases: number) => void,
): Promise<void> {
  await inParallel(bundles, width, state.resources.target.sender, async bundle => {
    const because = refusedAnyway(state, bundle)
    if (because !== undefined) {
      skipBundle(state, bundle, 'capability', because)
    } else if (!state.stopped) {
      await guarded(state, bundle, () => tryBundle(state, sharpen(state.reception, bundle), 'wire'))
    }
    advance(1)
  })
}
