import { isAccepted } from '../judge/acceptance.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Mismatch } from '../model/mismatch.ts'
import type { RequestSpec } from '../model/request.ts'
import type { AnswerRequirement, Case, EffectRequirement, ProbeRequirement } from '../model/requirement.ts'
import type { Target } from '../model/target.ts'
import { judgeAnswers } from './answers.ts'
import type { Transport } from './attempt/case-sender.ts'
import type { Controls } from './attempt/controls.ts'
import { openRunResources } from './attempt/run-resources.ts'
import type { Bundle } from './bundle.ts'
import { isJudgeable, REPETITIONS } from './reading.ts'
import { describeEffect } from './record-effects.ts'
import { refuseBundle } from './selection.ts'
import { sharpen } from './sharpen.ts'
import { presumedReception, type RunState, type Stop } from './state.ts'
import { createTally } from './tally.ts'
import { repeatAttempt } from './try-bundle.ts'

export interface ReplayOptions {
  /** Its steps hold the requests to be sent: as recorded, state routes included. */
  readonly case: Case
  /** Owns the case. */
  readonly requirement: ProbeRequirement
  /** What the finding was about, where that is not the case itself. */
  readonly aspect?: AnswerRequirement | EffectRequirement
  readonly transport: Transport
  /** The control of the run, to be sent again where there is such a form. */
  readonly control?: RequestSpec
  readonly target: Target
  /** Ends the replay between two rounds, and every wait. */
  readonly signal: AbortSignal
}

/** One time the case was sent; no mismatch: it conforms. */
export type Round =
  | {
      readonly kind: 'judged'
      readonly mismatches: readonly Mismatch[]
      readonly exchanges: readonly Exchange[]
    }
  | { readonly kind: 'unclear'; readonly because: string; readonly exchanges: readonly Exchange[] }

type Judged = Extract<Round, { kind: 'judged' }>

/** What became of a finding. `failing` and `flaky` need one clear failure, `fixed` all rounds. */
export interface Replay {
  readonly verdict: 'fixed' | 'failing' | 'flaky' | 'unclear'
  readonly rounds: readonly Round[]
}

function unclear(because: string, exchanges: readonly Exchange[] = []): Round {
  return { kind: 'unclear', because, exchanges }
}

/** Prefers the form of control that the run used. */
function preferForm(controls: Controls, { case: probed, control }: ReplayOptions): void {
  if (control === undefined) return
  for (const form of controls.forms(probed.encoding)) {
    if (!Buffer.from(form.spec.body ?? []).equals(Buffer.from(control.body ?? []))) controls.demote(form)
  }
}

/** The state of a run that holds one case. */
function createState(options: ReplayOptions): RunState {
  const { target, signal } = options
  // The recorded requests hold already what a declared state adds.
  const resources = openRunResources({ ...target, states: new Map() }, signal)
  preferForm(resources.controls, options)
  let stopped: Stop | undefined
  return {
    resources,
    answerRequirements: [],
    effectRequirements: [],
    answers: createTally(),
    effects: createTally(),
    reception: presumedReception(),
    seesEffects: target.capabilities.has('effects'),
    get stopped() {
      return stopped ?? (signal.aborted ? { exit: 130, because: 'interrupted' } : undefined)
    },
    stop: reason => {
      stopped ??= reason
    },
    emit: () => {},
    withhold: () => {},
    noteGone: () => {},
    noteSilence: () => {},
  }
}

function judgeEveryAnswer(requirement: AnswerRequirement, exchanges: readonly Exchange[]): Round {
  const answers = judgeAnswers([requirement], exchanges)
  if (answers.length === 0) return unclear(`no answer came that ${requirement.id} speaks about`, exchanges)
  return { kind: 'judged', mismatches: answers.flatMap(({ mismatches }) => mismatches), exchanges }
}

function judgeEffect(requirement: EffectRequirement, effect: boolean, exchanges: readonly Exchange[]): Round {
  const probe = exchanges.find(({ role }) => role === 'probe')
  const control = exchanges.findLast(({ role }) => role === 'control')
  if (probe === undefined || isAccepted(probe) || control === undefined) {
    return unclear(`nothing was refused that ${requirement.id} speaks about`, exchanges)
  }
  return { kind: 'judged', mismatches: effect ? [describeEffect(probe, control)] : [], exchanges }
}

async function playOnce(
  state: RunState,
  bundle: Bundle,
  { aspect, transport }: ReplayOptions,
  round: number,
): Promise<Round> {
  const result = await repeatAttempt(state, bundle, transport, round)
  if (!isJudgeable(result)) return unclear(result.because, result.exchanges)
  const { attempt, effect } = result
  const exchanges = [...attempt.probes, ...attempt.controls]
  if (aspect === undefined) {
    return { kind: 'judged', mismatches: attempt.judgements[0]?.mismatches ?? [], exchanges }
  }
  if ('everyAnswer' in aspect) return judgeEveryAnswer(aspect, exchanges)
  return state.seesEffects
    ? judgeEffect(aspect, effect !== undefined, exchanges)
    : unclear('links are reusable: no effect can be seen', exchanges)
}

function computeVerdict(rounds: readonly Round[]): Replay['verdict'] {
  const judged = rounds.filter((round): round is Judged => round.kind === 'judged')
  const failed = judged.filter(({ mismatches }) => mismatches.length > 0)
  if (failed.length > 0) return failed.length === judged.length ? 'failing' : 'flaky'
  return judged.length === REPETITIONS ? 'fixed' : 'unclear'
}

/**
 * Sends a case three times, each time with its control as a run does, and judges it anew. Ends at the first round
 * that tells nothing. Rejects only for faults of the suite itself.
 */
export async function replayCase(options: ReplayOptions): Promise<Replay> {
  const { case: probed, requirement, target } = options
  const plain: Bundle = { lead: probed, members: [{ requirement, case: probed }] }
  const refusal = refuseBundle(plain, target)
  if (refusal !== undefined) return { verdict: 'unclear', rounds: [unclear(refusal.because)] }
  const state = createState(options)
  const bundle = sharpen(state.reception, plain)
  const rounds: Round[] = []
  while (rounds.length < REPETITIONS && rounds.at(-1)?.kind !== 'unclear' && !state.stopped) {
    rounds.push(await playOnce(state, bundle, options, rounds.length))
  }
  return { verdict: computeVerdict(rounds), rounds }
}
