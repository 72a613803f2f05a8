import { isAccepted, isGone } from '../judge/acceptance.ts'
import { isDisturbed } from '../judge/disturbance.ts'
import type { Judgement } from '../judge/judge.ts'
import { describeObservation } from '../judge/observation.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import type { Mismatch } from '../model/mismatch.ts'
import type { Case, Step } from '../model/requirement.ts'
import { type AnswerVerdict, judgeAnswers } from './answers.ts'
import type { Attempt } from './attempt/settle.ts'
import type { Bundle, Member } from './bundle.ts'
import { conforming, deviating, undecided, unspoken } from './findings.ts'
import type { RunState } from './state.ts'
import { allowsAcceptance } from './steps.ts'

/** So often a failing case is sent again: one failure in four attempts is flaky, four are not. */
export const REPETITIONS = 3

/** An attempt that can be judged. */
export interface Judgeable {
  readonly attempt: Extract<Attempt, { kind: 'judged' | 'uncontrolled' }>
  /** Present where the refused probe took effect all the same: how often. */
  readonly effect?: Finding['attempts']
}

/** An attempt that can not. */
export interface Unjudgeable {
  readonly verdict: 'inconclusive' | 'skipped'
  readonly cause: Parameters<typeof undecided>[2]
  readonly because: string
  readonly exchanges: readonly Exchange[]
}

/** Whether an attempt can be judged. */
export function isJudgeable(result: Judgeable | Unjudgeable): result is Judgeable {
  return 'attempt' in result
}

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

function memberFails(reading: Reading, index: number): boolean {
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

/** Keeps back what rests on one disturbance alone until the run has seen another. */
function withholdSingle(
  state: RunState,
  subject: Parameters<typeof deviating>[0],
  mismatches: readonly Mismatch[],
  exchanges: readonly Exchange[],
  attempts: Finding['attempts'],
): void {
  const flags = { flaky: `${attempts.failed}/${attempts.of}` }
  state.withhold(
    deviating(subject, mismatches, exchanges, { attempts }),
    conforming(subject, exchanges, { attempts, flags }),
  )
}

/** Records what the answers showed, with how many of the readings showed the same. */
function recordAnswers(state: RunState, bundle: Bundle, readings: readonly Reading[]): void {
  const { encoding, id } = bundle.lead
  const seen = new Set<string>()
  for (const { answers, judgeable } of readings) {
    for (const { requirement, mismatches, exchange } of answers) {
      if (mismatches.length === 0) {
        state.answers.held(requirement, encoding, exchange)
        continue
      }
      if (seen.has(requirement.id)) continue
      seen.add(requirement.id)
      const failed = readings.filter(reading =>
        reading.answers.some(verdict => verdict.requirement === requirement && verdict.mismatches.length > 0),
      ).length
      const shown = [exchange, ...exchangesOf(judgeable.attempt).filter(other => other !== exchange)]
      const attempts = { failed, of: readings.length }
      if (failed === 1 && readings.length > 1 && isDisturbed(exchange)) {
        const subject = { requirement, encoding, caseId: `${requirement.id}/${id}` }
        withholdSingle(state, subject, mismatches, shown, attempts)
        continue
      }
      const finding = state.answers.broken(requirement, encoding, id, mismatches, shown, attempts)
      if (finding !== undefined) state.emit(finding)
    }
  }
}

/** True where a request that may be accepted met a link that was dead already: it has no part in that. */
function cameTooLate(step: Step | undefined, probe: Exchange): boolean {
  return step !== undefined && allowsAcceptance(step) && isGone(probe)
}

/** True where another refusal on the link, whose effect is no MUST, may as well have ended it. */
function sharesBlame(state: RunState, probe: Exchange, probes: readonly Exchange[]): boolean {
  return probes.some(({ link, spec }) => {
    if (link !== probe.link || spec === probe.spec) return false
    const other = state.effectRequirements.find(one => one.afterRefusalOf(spec))
    return other !== undefined && other.level !== 'MUST'
  })
}

/** A refusal that took effect: `control` met a link that was gone. */
export function describeEffect(probe: Exchange, control: Exchange): Mismatch {
  const refusal = `answered ${probe.answer?.status ?? probe.end}`
  const after = control.answer?.status ?? control.end
  return {
    what: 'effect',
    expected: 'none: the link stays live for a valid request',
    received: `${refusal}, and then the link takes no valid request (${after})`,
  }
}

/** Records what the controls showed about the effect of each refusal. */
function recordEffects(state: RunState, bundle: Bundle, readings: readonly Reading[]): void {
  if (bundle.lead.control === false || !state.seesEffects) return
  for (const { judgeable } of readings) {
    const { probes, controls } = judgeable.attempt
    for (const [index, probe] of probes.entries()) {
      // What was accepted was not refused: of GET or `Post` that is judged elsewhere (S-03, S-85).
      if (isAccepted(probe) || probe.answer === null) continue
      if (cameTooLate(bundle.lead.steps[index], probe)) continue
      const control = controls.find(one => one.link === probe.link)
      const requirement = state.effectRequirements.find(one => one.afterRefusalOf(probe.spec))
      if (control === undefined || requirement === undefined) continue
      if (isAccepted(control)) {
        state.effects.held(requirement, bundle.lead.encoding, probe)
      } else if (judgeable.effect !== undefined) {
        if (requirement.level === 'MUST' && sharesBlame(state, probe, probes)) continue
        const finding = state.effects.broken(
          requirement,
          bundle.lead.encoding,
          bundle.lead.id,
          [describeEffect(probe, control)],
          [probe, control],
          judgeable.effect,
        )
        if (finding !== undefined) state.emit(finding)
      }
    }
  }
}

/** What the case asks to be recorded of its last answer, beside status and code. */
function observe({ steps }: Case, probes: readonly Exchange[]): Pick<Finding, 'observation'> | undefined {
  const last = probes.at(-1)
  const words = last?.answer && steps.at(-1)?.expect?.observes?.(last.answer, last)
  return words ? { observation: `${describeObservation(last)}, ${words}` } : undefined
}

/** The finding of one member over all readings. */
function concludeMember(state: RunState, member: Member, index: number, readings: readonly Reading[]): void {
  const subject = { requirement: member.requirement, caseId: member.case.id, encoding: member.case.encoding }
  const failing = readings.filter(reading => memberFails(reading, index))
  const attempts = { failed: failing.length, of: readings.length }
  const shown = failing[0] ?? readings[0]
  if (shown === undefined) return
  const exchanges = exchangesOf(shown.judgeable.attempt)
  if (shown.judgements[index]?.unspoken) {
    state.emit(unspoken(subject, exchanges))
    return
  }
  if (failing.length === 0) {
    const observed = observe(member.case, shown.judgeable.attempt.probes)
    state.emit(conforming(subject, exchanges, { attempts, ...observed }))
    return
  }
  const mismatches = shown.judgements[index]?.mismatches ?? []
  const single = failing.length === 1 && readings.length > 1 && shown.judgements[index]?.disturbed === true
  if (single) withholdSingle(state, subject, mismatches, exchanges, attempts)
  else state.emit(deviating(subject, mismatches, exchanges, { attempts }))
}

/** Turns the readings of a bundle into findings. */
export function concludeBundle(state: RunState, bundle: Bundle, readings: readonly Reading[]): void {
  recordAnswers(state, bundle, readings)
  recordEffects(state, bundle, readings)
  for (const [index, member] of bundle.members.entries()) concludeMember(state, member, index, readings)
}

/** Emits the same undecided finding for every member. */
export function leaveUndecided(state: RunState, bundle: Bundle, result: Unjudgeable): void {
  for (const member of bundle.members) {
    const subject = {
      requirement: member.requirement,
      caseId: member.case.id,
      encoding: member.case.encoding,
    }
    state.emit(undecided(subject, result.verdict, result.cause, result.because, result.exchanges))
  }
}

/** Emits a skipped finding for every member: it was not sent. */
export function skipBundle(
  state: RunState,
  bundle: Bundle,
  cause: Unjudgeable['cause'],
  because: string,
): void {
  leaveUndecided(state, bundle, { verdict: 'skipped', cause, because, exchanges: [] })
}
