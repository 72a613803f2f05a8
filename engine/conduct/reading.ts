import type { Judgement } from '../judge/judge.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import { type AnswerVerdict, judgeAnswers } from './answers.ts'
import type { Attempt } from './attempt/judge-with-control.ts'
import type { Bundle } from './bundle.ts'
import type { RunState } from './state.ts'
import type { Unjudgeable } from './undecided.ts'

/** So often a failing case is sent again: one failure in four attempts is flaky, four are not. */
export const REPETITIONS = 3

/** An attempt that can be judged. */
export interface Judgeable {
  readonly attempt: Extract<Attempt, { kind: 'judged' | 'uncontrolled' }>
  /** Present where the refused probe took effect all the same: how often. */
  readonly effect?: Finding['attempts']
}

/** Whether an attempt can be judged. */
export function isJudgeable(result: Judgeable | Unjudgeable): result is Judgeable {
  return 'attempt' in result
}

/** What was sent for the case, then its controls. */
export function exchangesOf(attempt: Judgeable['attempt']): readonly Exchange[] {
  return [...attempt.probes, ...attempt.controls]
}

/** What one judgeable attempt says against the requirements: of each member, and of every answer. */
export interface Reading {
  readonly judgeable: Judgeable
  readonly judgements: readonly Judgement[]
  readonly answers: readonly AnswerVerdict[]
}

/** Reads a judgeable attempt. */
export function readAttempt(state: RunState, judgeable: Judgeable): Reading {
  return {
    judgeable,
    judgements: judgeable.attempt.judgements,
    answers: judgeAnswers(state.answerRequirements, exchangesOf(judgeable.attempt)),
  }
}

/** Whether an attempt broke what this member of the bundle asks for. */
export function memberFails(reading: Reading, index: number): boolean {
  return (reading.judgements[index]?.mismatches.length ?? 0) > 0
}

/** True when a MUST or SHOULD failed, or an answer broke a requirement in a new way. */
export function needsRepetition(state: RunState, bundle: Bundle, reading: Reading): boolean {
  const member = bundle.members.some(
    ({ requirement }, index) => requirement.level !== 'OBSERVE' && memberFails(reading, index),
  )
  const answer = reading.answers.some(
    ({ requirement, mismatches }) => mismatches.length > 0 && state.answers.isNews(requirement, mismatches),
  )
  return member || answer
}
