import { shrinkFailing } from '../../generate/sample.ts'
import { findingKey } from '../../judge/key.ts'
import type { Finding } from '../../model/finding.ts'
import type { GeneratedBody } from '../../model/requirement.ts'
import { attemptBundle } from '../attempt/attempt.ts'
import type { Bundle } from '../bundle.ts'
import type { RunState } from '../state.ts'
import { tryBundle } from '../try-bundle.ts'
import type { FamilyPlan } from './family-plan.ts'
import type { Broken } from './family-run.ts'
import { bundleSample } from './sample-case.ts'

/** Candidates sent while shrinking one failing sample. */
const SHRINK_BUDGET = 60

/** Each candidate of a hang costs the whole time limit. */
const DISTURBED_SHRINK_BUDGET = 4

/** Shrinks a failing sample while it fails in the same way; gives what is left. */
async function shrinkCase(
  state: RunState,
  plan: FamilyPlan,
  seed: number,
  { index, disturbed }: Broken,
  key: string,
): Promise<{ bundle: Bundle; path?: string }> {
  const bundleOf = (body: GeneratedBody): Bundle => bundleSample(state.reception, plan, index, body)
  const fails = async (body: GeneratedBody): Promise<boolean> => {
    if (state.stopped) return false
    const attempt = await attemptBundle(state.resources, bundleOf(body), 'wire')
    if (attempt.kind !== 'judged') return false
    return findingKey(plan.requirement.id, attempt.judgements[0]?.mismatches ?? []) === key
  }
  const budget = disturbed ? DISTURBED_SHRINK_BUDGET : SHRINK_BUDGET
  const { body, path } = await shrinkFailing(plan.family, seed, index, fails, budget)
  return { bundle: bundleOf(body), ...(path !== undefined && { path }) }
}

/** Shrinks the first sample that failed in some way, and tries what is left like a hand-written case. */
export async function confirmSample(
  state: RunState,
  plan: FamilyPlan,
  broken: Broken,
  key: string,
  seed: number,
): Promise<void> {
  const { requirement, family } = plan
  const { bundle, path } = await shrinkCase(state, plan, seed, broken, key)
  const emitted: Finding[] = []
  const observing: RunState = {
    ...state,
    get stopped() {
      return state.stopped
    },
    emit: finding => {
      if (finding.requirement === requirement.id) emitted.push(finding)
      else state.emit(finding)
    },
    withhold: once => {
      emitted.push(once)
    },
  }
  await tryBundle(observing, bundle, 'wire')
  const generated = { family: family.name, seed, index: broken.index, ...(path !== undefined && { path }) }
  const confirmed = emitted.find(finding => finding.mismatches.length > 0)
  if (confirmed === undefined) {
    broken.repeated = emitted[0]?.attempts.of ?? 0
    return
  }
  broken.finding = { ...confirmed, generated }
  state.emit(broken.finding)
}
