import type { MakeSamples } from '../generate/sample-thread.ts'
import type { Finding } from '../model/finding.ts'
import type { Area } from '../model/requirement.ts'
import type { Target } from '../model/target.ts'

/** What a run is asked to do. */
export interface RunOptions {
  readonly areas: readonly Area[]
  readonly target: Target
  /** 32-bit; the same seed gives the same samples. */
  readonly seed: number
  /** Samples of the generated campaign. */
  readonly generated: number
  /** Makes the samples elsewhere, ahead of their turn; without it each is made when its turn comes. */
  readonly makeSamples?: MakeSamples
  /** Which cases are selected, by id; the others are skipped (`selection`). */
  readonly selects: (caseId: string) => boolean
  /** This run's share, counted from 1. */
  readonly shard?: { readonly index: number; readonly of: number }
  /** Interrupts the run; what was found so far stays. */
  readonly signal: AbortSignal
  /** Called at once for each finding; a later one with the same case id and key replaces the earlier. */
  readonly onFinding: (finding: Finding) => void
  readonly onProgress?: (done: number, of: number) => void
}
