import type { Finding } from '../engine/model/finding.ts'
import type { Area } from '../engine/model/requirement.ts'
import type { Baseline } from './baseline.ts'
import type { FailOn, Latency, ReportTarget, Ruling, Run, Selection, Suite } from './report.ts'
import type { Stop } from './verdict.ts'

/** One thing the docs say, `suites/facts.ts`. */
interface Fact {
  readonly says: string
  readonly source: string
  readonly url: string
}

/** All that a report is made of. */
export interface ReportInput {
  readonly suite: Suite
  readonly target: ReportTarget
  readonly areas: readonly Area[]
  readonly facts: Readonly<Record<string, Fact>>
  /**
   * One per case; passed cases of a generated family come as one with their count. Of several with the same case
   * and key the last one counts: the same finding, told again with its final count.
   */
  readonly findings: readonly Finding[]
  /** `startedAt` in milliseconds since the epoch. */
  readonly run: Omit<Run, 'startedAt' | 'requestsPerSecond' | 'failOn'> & { readonly startedAt: number }
  readonly latency?: Latency
  readonly selection?: Selection
  readonly failOn?: FailOn
  /** Why the run ended before its end. */
  readonly stopped?: Stop
  /** How many MUSTs have to be judged at least. */
  readonly expectMust?: number
  readonly baseline?: {
    readonly entries: Baseline
    /** `YYYY-MM-DD` */
    readonly today: string
    readonly strict?: boolean
  }
  readonly rulings?: Readonly<Record<string, Ruling>>
  /** What leads `replay` to this report and its target: `['--profile', 'p.yaml']`. */
  readonly replayOptions?: readonly string[]
}
