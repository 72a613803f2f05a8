import { isDisturbed, isEnvironment, isUnreadByPool } from '../../judge/disturbance.ts'
import { findingKey } from '../../judge/key.ts'
import type { GeneratedBody } from '../../model/requirement.ts'
import { judgeAnswers } from '../answers.ts'
import { attemptBundle } from '../attempt/attempt.ts'
import { isAccepted } from '../attempt/controls.ts'
import type { Transport } from '../attempt/courier.ts'
import { type Attempt, GONE } from '../attempt/settle.ts'
import type { Bundle } from '../bundle.ts'
import type { RunState } from '../state.ts'
import { allowsAcceptance } from '../steps.ts'
import { tryBundle } from '../trial.ts'
import { confirmSample } from './confirm-sample.ts'
import { sampleCase } from './family-plan.ts'
import type { Broken, FamilyRun } from './family-run.ts'

/** After so many failures in the same way, further samples of the family tell nothing new. */
const ENOUGH_FAILURES = 10

function hasFailedEnough({ broken }: FamilyRun): boolean {
  for (const { count } of broken.values()) if (count >= ENOUGH_FAILURES) return true
  return false
}

/**
 * Takes for judged what fails a valid sample by itself, though a control met the same: no 401, nothing that speaks of
 * the environment, no disturbance, and no link that may have been dead. A raw connection may well be answered
 * otherwise; mixed results fail.
 */
function judgeRefusal(attempt: Attempt, bundle: Bundle): Attempt {
  if (attempt.kind !== 'unsettled' && attempt.kind !== 'environment') return attempt
  const [probe] = attempt.probes
  const status = probe?.answer?.status
  if (probe === undefined || status === undefined || status === 401 || GONE.has(status)) return attempt
  if (isEnvironment(probe) || isDisturbed(probe) || isUnreadByPool(probe)) return attempt
  const wrong = (attempt.judgements[0]?.mismatches.length ?? 0) > 0
  return wrong && allowsAcceptance(bundle.lead.steps[0]) ? { ...attempt, kind: 'judged' } : attempt
}

/**
 * Sends one sample; the common way is one attempt that conforms. False when it was left out, as the family has
 * failed often enough.
 */
export async function trySample(
  state: RunState,
  run: FamilyRun,
  seed: number,
  index: number,
  sample: GeneratedBody,
  transport: Transport,
): Promise<boolean> {
  const { requirement, family } = run.plan
  if (hasFailedEnough(run)) return false
  const probed = sampleCase(requirement, family, index, sample, state.reception.vendor[family.encoding])
  const bundle = { lead: probed, members: [{ requirement, case: probed }] } as const
  const attempt = judgeRefusal(await attemptBundle(state.means, bundle, transport), bundle)
  if (attempt.kind !== 'judged') {
    if (attempt.kind === 'skipped')
      run.trouble = { cause: attempt.cause, because: attempt.because, count: (run.trouble?.count ?? 0) + 1 }
    else {
      if (attempt.kind === 'unsettled') state.noteGone()
      await tryBundle(state, bundle, 'wire')
    }
    return true
  }
  run.sent += 1
  const mismatches = attempt.judgements[0]?.mismatches ?? []
  const exchanges = attempt.controls.length === 0 ? attempt.probes : [...attempt.probes, ...attempt.controls]
  const answers = judgeAnswers(state.answerRequirements, exchanges)
  const news = answers.some(
    one => one.mismatches.length > 0 && state.answers.isNews(one.requirement, one.mismatches),
  )
  if (news) {
    await tryBundle(state, bundle, 'wire', { attempt })
    return true
  }
  for (const { requirement: each, exchange, mismatches: found } of answers) {
    if (found.length === 0) state.answers.held(each, family.encoding, exchange)
    else state.answers.broken(each, family.encoding, probed.id, found, [exchange], { failed: 1, of: 1 })
  }
  const [probe] = attempt.probes
  const effect =
    probe && !isAccepted(probe) && attempt.controls.length > 0
      ? state.effectRequirements.find(one => one.afterRefusalOf(probe.spec))
      : undefined
  if (probe && effect && state.seesEffects) state.effects.held(effect, family.encoding, probe)
  if (mismatches.length === 0) {
    run.done += 1
    if (attempt.judgements[0]?.elsewhere === false) run.spoken += 1
    run.lastGood = exchanges
    return true
  }
  const key = findingKey(requirement.id, mismatches)
  const known = run.broken.get(key)
  if (known !== undefined) {
    known.count += 1
    return true
  }
  const disturbed = attempt.judgements[0]?.disturbed === true
  const broken: Broken = { first: probed.id, index, mismatches, exchanges, disturbed, count: 1 }
  run.broken.set(key, broken)
  await confirmSample(state, run.plan, broken, key, seed)
  return true
}
