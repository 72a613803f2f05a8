import type { Exchange } from '../model/exchange.ts'
import type { Mismatch } from '../model/mismatch.ts'
import type { Case, Expectation, StatusPattern } from '../model/requirement.ts'
import { isDisturbed } from './disturbance.ts'
import { compareOutcome, matchesStatus } from './outcome.ts'

/** What one attempt at a case showed. */
export interface Judgement {
  readonly mismatches: readonly Mismatch[]
  /** The mismatch rests on a time-out, a reset or a 5xx. */
  readonly disturbed: boolean
  /** No step's expectation spoke about what came (`unless`, `only`, `given`, checks that do not apply). */
  readonly unspoken: boolean
}

/** Whether what the expectation rests on came about. */
function isGiven({ given }: Expectation, probes: readonly Exchange[]): boolean {
  const before = given && probes[given.step]
  return given === undefined || (before !== undefined && matchesStatus(before, given.status))
}

function judgeStep(exchange: Exchange, expectation: Expectation): readonly Mismatch[] | undefined {
  const { allowed, unless, only, checks = [] } = expectation
  const isOne = (pattern: StatusPattern): boolean => matchesStatus(exchange, pattern)
  if (unless?.some(isOne) || only?.some(isOne) === false) return undefined
  const outcome = compareOutcome(exchange, allowed)
  if (outcome.length > 0 || checks.length === 0) return outcome
  const looks = checks.map(check => check(exchange)).filter(found => found !== undefined)
  return allowed.length === 0 && looks.length === 0 ? undefined : looks.flat()
}

/**
 * Judges the probes of one attempt, in step order; `probes[i]` answers `steps[i]`. Pure: the same
 * exchanges always give the same judgement. A step that prepares (no `expect`) is not judged.
 */
export function judgeCase(steps: Case['steps'], probes: readonly Exchange[]): Judgement {
  const mismatches: Mismatch[] = []
  let disturbed = false
  let spoke = false
  for (const [index, step] of steps.entries()) {
    const exchange = probes[index]
    if (step.expect === undefined || exchange === undefined || !isGiven(step.expect, probes)) continue
    const found = judgeStep(exchange, step.expect)
    if (found === undefined) continue
    spoke = true
    if (found.length === 0) continue
    disturbed ||= isDisturbed(exchange)
    const label = steps.length > 1 ? `request ${index + 1}: ` : ''
    mismatches.push(...found.map(mismatch => ({ ...mismatch, what: label + mismatch.what })))
  }
  return { mismatches, disturbed, unspoken: !spoke }
}
