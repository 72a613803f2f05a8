import type { SampleId } from '../../generate/sample-thread.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Finding } from '../../model/finding.ts'
import type { Mismatch } from '../../model/mismatch.ts'
import { conforming, deviating, undecided, unspoken } from '../findings.ts'
import type { RunState } from '../state.ts'
import type { FamilyPlan } from './family-plan.ts'

/** One way in which samples of a family failed. */
export interface Broken {
  /** Case id and index of the first sample that failed so, and what it showed. */
  readonly first: string
  readonly index: number
  readonly mismatches: readonly Mismatch[]
  readonly exchanges: readonly Exchange[]
  readonly disturbed: boolean
  /** The smallest sample that fails again and again; absent where none does. */
  finding?: Finding
  /** How often the first sample was tried again without failing. */
  repeated: number
  count: number
}

/** The running count of one family. */
export interface FamilyRun {
  readonly plan: FamilyPlan
  /** Samples that were judged. */
  judged: number
  /** Of those: the ones that conform. */
  done: number
  /** Of those that conform: the answers of which the requirement says something. */
  spoken: number
  readonly broken: Map<string, Broken>
  lastGood: readonly Exchange[]
  trouble: { cause: Finding['cause']; because: string } | undefined
}

/** A sample of a family under way. */
export interface Sample extends SampleId {
  readonly run: FamilyRun
}

/** The count of a family of which nothing was sent yet. */
export function createFamilyRun(plan: FamilyPlan): FamilyRun {
  return { plan, judged: 0, done: 0, spoken: 0, broken: new Map(), lastGood: [], trouble: undefined }
}

/** A family's failures that did not come again when confirmed: flaky, shown by the first of them. */
function unconfirmed(
  { plan: { requirement, family }, judged }: FamilyRun,
  seed: number,
  broken: Broken,
): Finding {
  const { first, index, mismatches, exchanges, count } = broken
  const subject = { requirement, encoding: family.encoding, caseId: first }
  const attempts = { failed: count, of: Math.max(judged, count + 1) }
  return deviating(subject, mismatches, exchanges, {
    count,
    attempts,
    generated: { family: family.name, seed, index },
  })
}

/**
 * Emits the findings of a family at its end: what held, with its count, and each way it was broken, with its
 * count. A single disturbance is withheld until the run has seen another one.
 */
export function closeFamily(state: RunState, run: FamilyRun, seed: number): void {
  const { requirement, family } = run.plan
  const subject = { requirement, encoding: family.encoding, caseId: `${requirement.id}/${family.name}` }
  if (run.spoken > 0) state.emit(conforming(subject, run.lastGood, { count: run.done }))
  else if (run.done > 0) state.emit(unspoken(subject, run.lastGood))
  for (const [key, broken] of run.broken) {
    const { finding, count, disturbed } = broken
    if (finding !== undefined) state.emit({ ...finding, key, count })
    else if (disturbed && count === 1) {
      const whole = conforming({ ...subject, caseId: broken.first }, broken.exchanges, {
        flags: { flaky: `1/${1 + broken.repeated}` },
      })
      state.withhold(unconfirmed(run, seed, broken), whole)
    } else state.emit(unconfirmed(run, seed, broken))
  }
  if (run.done === 0 && run.broken.size === 0 && run.trouble !== undefined) {
    const { cause = 'environment', because } = run.trouble
    const unclear = cause === 'environment' || cause === 'link'
    state.emit(undecided(subject, unclear ? 'inconclusive' : 'skipped', cause, because))
  }
}
