import { shrinkFailing } from '../../generate/sample.ts'
import { findingKey } from '../../judge/key.ts'
import type { Finding } from '../../model/finding.ts'
import type { Case, GeneratedBody } from '../../model/requirement.ts'
import { attemptBundle } from '../attempt/attempt.ts'
import type { RunState } from '../state.ts'
import { tryBundle } from '../trial.ts'
import { type FamilyPlan, sampleCase } from './family-plan.ts'
import type { Broken } from './family-run.ts'

/** Candidates sent while shrinking one failing sample. */
const SHRINK_BUDGET = 60

/** Each candidate of a hang costs the whole time limit. */
const DISTURBED_SHRINK_BUDGET = 4

/** Shrinks a failing sample while it fails in the same way; gives the case that is left. */
async function shrinkCase(
  state: RunState,
  { requirement, family }: FamilyPlan,
  seed: number,
  { index, disturbed }: Broken,
  key: string,
): Promise<{ probed: Case; path?: string }> {
  const fails = async (body: GeneratedBody): Promise<boolean> => {
    if (state.stopped) return false
    const probed = sampleCase(requirement, family, index, body, state.reception.vendor[family.encoding])
    const bundle = { lead: probed, members: [{ requirement, case: probed }] } as const
    const attempt = await attemptBundle(state.means, bundle, 'wire')
    return (
      attempt.kind === 'judged' && findingKey(requirement.id, attempt.judgements[0]?.mismatches ?? []) === key
    )
  }
  const budget = disturbed ? DISTURBED_SHRINK_BUDGET : SHRINK_BUDGET
  const { body, path } = await shrinkFailing(family, seed, index, fails, budget)
  return {
    probed: sampleCase(requirement, family, index, body, state.reception.vendor[family.encoding]),
    ...(path !== undefined && { path }),
  }
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
  const { probed, path } = await shrinkCase(state, plan, seed, broken, key)
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
  await tryBundle(observing, { lead: probed, members: [{ requirement, case: probed }] }, 'wire')
  const generated = { family: family.name, seed, index: broken.index, ...(path !== undefined && { path }) }
  const confirmed = emitted.find(finding => finding.mismatches.length > 0)
  if (confirmed === undefined) return
  broken.finding = { ...confirmed, generated }
  state.emit(broken.finding)
}
