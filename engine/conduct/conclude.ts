import { isDisturbed } from '../judge/disturbance.ts'
import { describeObservation } from '../judge/observation.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import type { Mismatch } from '../model/mismatch.ts'
import type { Case } from '../model/requirement.ts'
import type { Bundle, Member } from './bundle.ts'
import { conforming, deviating, type Subject, unspoken } from './findings.ts'
import { exchangesOf, memberFails, type Reading } from './reading.ts'
import { recordEffects } from './record-effects.ts'
import type { RunState } from './state.ts'

/** Keeps back what rests on one disturbance alone until the run has seen another. */
function withholdSingle(
  state: RunState,
  subject: Subject,
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
