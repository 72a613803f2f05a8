import type { Exchange } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import type { AnswerRequirement, EffectRequirement } from '../model/requirement.ts'
import type { RunResources } from './attempt/run-resources.ts'
import type { Tally } from './tally.ts'

/**
 * Why a run cannot go on: not to be told (3), unreachable or not authenticated (4), interrupted (130), or its
 * time is over (`budget`).
 */
export interface Stop {
  readonly exit: 3 | 4 | 130 | 'budget'
  readonly because: string
}

/** Which further forms of a valid request this server takes; presumed until the warm-up shows otherwise. */
export interface Reception {
  /** The vendor media type of each format (S-17). */
  readonly vendor: { json: boolean; xml: boolean }
  /** A demand for version 1 (S-32). */
  readonly version: { json: boolean; xml: boolean }
  /** Header names in lower, and in upper case. */
  readonly headerCase: { lower: boolean; upper: boolean }
  /** `Accept` with the other format (S-37). */
  readonly otherAccept: { json: boolean; xml: boolean }
  /** Input in the query (S-25). */
  query: boolean
  /** A request without a body (S-11). */
  bodiless: boolean
  /** A body of 8,000 bytes. */
  readonly large: { json: boolean; xml: boolean }
  /** A dismiss by another user of a link of theirs. */
  otherUsersLinks: boolean
}

/** What is presumed of a server. */
export function presumedReception(): Reception {
  return {
    vendor: { json: true, xml: true },
    version: { json: true, xml: true },
    headerCase: { lower: true, upper: true },
    otherAccept: { json: true, xml: true },
    query: true,
    bodiless: true,
    large: { json: true, xml: true },
    otherUsersLinks: true,
  }
}

/** What all trials of a run share. */
export interface RunState {
  readonly resources: RunResources
  readonly answerRequirements: readonly AnswerRequirement[]
  readonly effectRequirements: readonly EffectRequirement[]
  readonly answers: Tally
  readonly effects: Tally
  readonly reception: Reception
  /** False on reusable links. */
  readonly seesEffects: boolean
  readonly stopped: Stop | undefined
  stop(stop: Stop): void
  emit(finding: Finding): void
  /** A single disturbance proves nothing: `broken` counts if the run sees another one, else `whole`. */
  withhold(broken: Finding, whole: Finding): void
  /** Notes a generated sample whose link was dead afterwards, though the sample may not have been the cause. */
  noteGone(): void
  /** Notes exchanges without any answer; a target that never answered, or no longer does, stops the run. */
  noteSilence(probes: readonly Exchange[], caseId: string): void
}
