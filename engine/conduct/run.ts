import type { Cause } from '../model/finding.ts'
import type { Bundle } from './bundle.ts'
import { runCampaign } from './campaign/campaign.ts'
import { planCampaign } from './campaign/family-plan.ts'
import { closeFamily, createFamilyRun, type FamilyRun } from './campaign/family-run.ts'
import { widthOf } from './in-parallel.ts'
import { closeRun, openRun } from './open-run.ts'
import type { RunOptions } from './options.ts'
import { spendLinks, tryBundles } from './schedule.ts'
import { selectBundles } from './selection.ts'
import type { Stop } from './state.ts'
import { warmUp } from './warm-up.ts'

/** How a run ended. */
export interface RunEnd {
  readonly stopped: Stop | undefined
  /** Generated samples that were judged. */
  readonly generated: number
  /** Of them, those that found or left their link dead and were sent again on another. */
  readonly gone: number
}

function leaveFamilies(families: readonly FamilyRun[], cause: Cause, because: string): void {
  for (const family of families) family.trouble ??= { cause, because }
}

/**
 * Conducts a run: every selected case, then the generated campaign; emits a finding for each case, and for
 * every case that was not tried a skipped one with its cause. Where nothing can be tried, nothing is sent. Rejects
 * only for faults of the suite itself.
 */
export async function conductRun(options: RunOptions): Promise<RunEnd> {
  const { areas, target, seed } = options
  const run = openRun(options)
  const bundles = selectBundles(run, options)
  const families = planCampaign(areas, options.generated, options.selects).map(createFamilyRun)
  const { scarce, perLink } = target.links
  const campaign = target.limits.campaign && !scarce
  const samples = families.reduce((sum, { plan }) => sum + plan.samples, 0)
  if (bundles.length + samples === 0) return { stopped: undefined, generated: 0, gone: 0 }
  const total = bundles.length + (campaign ? samples : 0)
  let done = 0
  const advance = (cases: number): void => {
    done += cases
    options.onProgress?.(done, total)
  }
  if (!campaign) {
    const because = scarce
      ? 'links are too few for the generated campaign'
      : 'not sent to this target without --full'
    leaveFamilies(families, scarce ? 'links' : 'safety', because)
  }
  let generated = 0
  if (scarce) await spendLinks(run, bundles, perLink, advance)
  else {
    const having = (alone: Bundle['lead']['alone']): readonly Bundle[] =>
      bundles.filter(({ lead }) => lead.alone === alone)
    await warmUp(run)
    await tryBundles(run, having('first'), 1, advance)
    await tryBundles(run, having(undefined), widthOf(run.resources), advance)
    // Without a control no sample could be judged.
    if (!run.resources.patience.hasLearned)
      leaveFamilies(families, 'link', 'no valid request was ever accepted')
    else if (campaign) generated = await runCampaign(run, families, options, advance)
    await tryBundles(run, having('last'), 1, advance)
  }
  for (const family of families) closeFamily(run, family, seed)
  closeRun(run, bundles)
  return { stopped: run.stopped, generated, gone: run.gone }
}
