import { isAccepted, isGone } from '../../judge/acceptance.ts'
import { isDisturbed, isEnvironment, isUnreadByPool } from '../../judge/disturbance.ts'
import { findingKey } from '../../judge/key.ts'
import type { Awaitable } from '../../model/awaitable.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Family, GeneratedBody } from '../../model/requirement.ts'
import { judgeAnswers } from '../answers.ts'
import { attemptBundle } from '../attempt/attempt.ts'
import type { Transport } from '../attempt/case-sender.ts'
import type { Attempt } from '../attempt/judge-with-control.ts'
import type { Bundle } from '../bundle.ts'
import type { RunState } from '../state.ts'
import { allowsAcceptance } from '../steps.ts'
import { isSupplyError } from '../supply.ts'
import { tryBundle } from '../try-bundle.ts'
import { confirmSample } from './confirm-sample.ts'
import type { Broken, FamilyRun } from './family-run.ts'
import { bundleSample } from './sample-case.ts'

type Judged = Extract<Attempt, { kind: 'judged' }>

/** What all samples of a campaign share. */
export interface Campaign {
  readonly state: RunState
  readonly seed: number
  readonly advance: (cases: number) => void
}

/** After so many failures in the same way, further samples of the family tell nothing new. */
const ENOUGH_FAILURES = 10

function hasFailedEnough({ broken }: FamilyRun): boolean {
  for (const { count } of broken.values()) if (count >= ENOUGH_FAILURES) return true
  return false
}

/**
 * Takes for judged what fails a valid sample by itself, though a control met the same: no 401, nothing that speaks of
 * the environment, no disturbance, and no link that may have been dead. A raw connection may well be answered
 * otherwise; mixed results fail. Where nothing was ever accepted, no link was shown to be live.
 */
function asJudged({ resources }: RunState, attempt: Attempt, bundle: Bundle): Attempt {
  if (attempt.kind !== 'uncontrolled' && attempt.kind !== 'environment') return attempt
  if (!resources.patience.hasLearned) return attempt
  const [probe] = attempt.probes
  const status = probe?.answer?.status
  if (probe === undefined || status === undefined || status === 401 || isGone(probe)) return attempt
  if (isEnvironment(probe) || isDisturbed(probe) || isUnreadByPool(probe)) return attempt
  const wrong = (attempt.judgements[0]?.mismatches.length ?? 0) > 0
  return wrong && allowsAcceptance(bundle.lead.steps[0]) ? { ...attempt, kind: 'judged' } : attempt
}

/** Holds the answers against what every answer has to be; true, and nothing is noted, where one breaks it in a new way. */
function noteAnswers(
  state: RunState,
  { encoding }: Family,
  caseId: string,
  exchanges: readonly Exchange[],
): boolean {
  const answers = judgeAnswers(state.answerRequirements, exchanges)
  const isNews = answers.some(
    ({ requirement, mismatches }) => mismatches.length > 0 && state.answers.isNews(requirement, mismatches),
  )
  if (isNews) return true
  for (const { requirement, exchange, mismatches } of answers) {
    if (mismatches.length === 0) state.answers.held(requirement, encoding, exchange)
    else state.answers.broken(requirement, encoding, caseId, mismatches, [exchange], { failed: 1, of: 1 })
  }
  return false
}

/** A refusal whose control was accepted had no effect. */
function noteEffect(state: RunState, { encoding }: Family, { probes: [probe], controls }: Judged): void {
  if (probe === undefined || controls.length === 0 || isAccepted(probe) || !state.seesEffects) return
  const effect = state.effectRequirements.find(one => one.afterRefusalOf(probe.spec))
  if (effect) state.effects.held(effect, encoding, probe)
}

/** Holds a judged sample against what the family and every answer say; the promise is of what is tried again. */
function noteJudged(
  { state, seed }: Campaign,
  run: FamilyRun,
  index: number,
  bundle: Bundle,
  attempt: Judged,
): Promise<void> | undefined {
  const { requirement, family } = run.plan
  const { id: caseId } = bundle.lead
  const { probes, controls } = attempt
  const [judgement] = attempt.judgements
  const mismatches = judgement?.mismatches ?? []
  const exchanges = controls.length === 0 ? probes : [...probes, ...controls]
  run.judged += 1
  if (noteAnswers(state, family, caseId, exchanges)) return tryBundle(state, bundle, 'wire', { attempt })
  noteEffect(state, family, attempt)
  if (mismatches.length === 0) {
    run.done += 1
    if (judgement?.unspoken === false) run.spoken += 1
    run.lastGood = exchanges
    return undefined
  }
  const key = findingKey(requirement.id, mismatches)
  const known = run.broken.get(key)
  if (known !== undefined) {
    known.count += 1
    return undefined
  }
  const disturbed = judgement?.disturbed === true
  const broken: Broken = { first: caseId, index, mismatches, exchanges, disturbed, repeated: 0, count: 1 }
  run.broken.set(key, broken)
  return confirmSample(state, run.plan, broken, key, seed)
}

function note(
  campaign: Campaign,
  run: FamilyRun,
  index: number,
  bundle: Bundle,
  attempt: Attempt,
): Promise<void> | undefined {
  const { state } = campaign
  switch (attempt.kind) {
    case 'judged':
      return noteJudged(campaign, run, index, bundle, attempt)
    case 'skipped':
      run.trouble = { cause: attempt.cause, because: attempt.because }
      return undefined
    case 'uncontrolled':
      state.noteGone()
      return tryBundle(state, bundle, 'wire')
    default:
      return tryBundle(state, bundle, 'wire')
  }
}

/**
 * Sends one sample, unless its family has failed often enough; the common way is one attempt that conforms. Never
 * throws for what the target does or cannot supply.
 */
export async function trySample(
  campaign: Campaign,
  run: FamilyRun,
  index: number,
  sample: Awaitable<GeneratedBody>,
  transport: Transport,
): Promise<void> {
  const { state, advance } = campaign
  if (state.stopped) return
  try {
    const made = sample instanceof Promise ? await sample : sample
    if (!hasFailedEnough(run)) {
      const bundle = bundleSample(state.reception, run.plan, index, made)
      const attempt = asJudged(state, await attemptBundle(state.resources, bundle, transport), bundle)
      const again = note(campaign, run, index, bundle, attempt)
      if (again !== undefined) await again
    }
  } catch (error) {
    if (!isSupplyError(error)) throw error
    run.trouble ??= { cause: error.cause, because: error.message }
  }
  advance(1)
}
