import type { Exchange } from './exchange.ts'
import type { Mismatch } from './mismatch.ts'
import type { Encoding, Level } from './requirement.ts'

export type Verdict = 'passed' | 'failed' | 'warned' | 'observed' | 'inconclusive' | 'skipped'

export type Cause =
  // of `inconclusive`
  | 'control'
  | 'link'
  | 'environment'
  | 'suite'
  // of `skipped`
  | 'capability'
  | 'links'
  | 'selection'
  | 'budget'
  | 'safety'

/** Marks beside a verdict; they never change it. */
export interface Flags {
  readonly known?: boolean
  readonly expired?: boolean
  readonly fixed?: boolean
  readonly ruled?: boolean
  /** `k/n`: k of n attempts broke the requirement. */
  readonly flaky?: string
}

/** A case's verdict with all that backs it. */
export interface Finding {
  readonly caseId: string
  readonly requirement: string
  readonly level: Level
  readonly encoding: Encoding
  readonly verdict: Verdict
  readonly cause?: Cause
  /** Why, in one sentence; always present beside a cause. */
  readonly because?: string
  /** Skipped because no answer came that the requirement speaks about, whatever the target declares. */
  readonly unspoken?: true
  readonly flags: Flags
  /** Equal for findings with the same cause. */
  readonly key: string
  /** How many cases (or samples) stand behind this finding. */
  readonly count: number
  readonly attempts: { readonly failed: number; readonly of: number }
  readonly mismatches: readonly Mismatch[]
  readonly answeredBy: 'ucwa' | 'intermediary' | 'unknown'
  /** What the server did: `204`, `409 Conflict/AlreadyExists`, `timeout`, `closed`. */
  readonly observation: string
  /** Of the attempt that is shown, in order sent; controls are marked by their role. */
  readonly exchanges: readonly Exchange[]
  /** Present for a generated sample: seed and index bring the same sample again. */
  readonly generated?: {
    readonly family: string
    readonly seed: number
    readonly index: number
    readonly path?: string
  }
}
