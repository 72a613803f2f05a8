import type { End } from '../engine/model/exchange.ts'
import type { Cause, Finding, Flags, Verdict } from '../engine/model/finding.ts'
import type { Mismatch } from '../engine/model/mismatch.ts'
import type { Header, RequestSpec } from '../engine/model/request.ts'
import type { Level } from '../engine/model/requirement.ts'

export type RunVerdict = 'conformant' | 'partial' | 'nonconformant' | 'inconclusive'

/** Process exit codes; 2 (usage) never comes with a report. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 130

export type FailOn = 'must' | 'should'

export interface Suite {
  readonly name: string
  readonly version: string
  /** Edition of the requirements, `2026.1`. */
  readonly catalogue: string
}

export interface ReportTarget {
  readonly name: string
  readonly baseUrl: string
  readonly profileHash: string
}

/** Bytes for the eye: the first 8 KiB as text when they are printable UTF-8, else as base64. */
export interface ShownBytes {
  /** Full length in bytes. */
  readonly length: number
  readonly text?: string
  readonly base64?: string
  /** Less is shown than there was. */
  readonly cut: boolean
}

/** A body to the last byte; large ones compressed. */
export interface ExactBytes {
  readonly encoding: 'base64' | 'gzip+base64'
  readonly data: string
}

/** A request as a row wrote it: all that a replay needs besides the profile. */
export interface ReportSpec extends Omit<RequestSpec, 'body'> {
  readonly body?: ExactBytes
}

export interface ReportAnswer {
  readonly version: string
  readonly status: number
  readonly reasonPhrase: string
  readonly headers: readonly Header[]
  readonly framing: 'none' | 'length' | 'chunked' | 'close'
  readonly body: ShownBytes
}

export interface ReportExchange {
  readonly role: 'probe' | 'control'
  readonly link: number
  readonly sent: {
    readonly method: string
    readonly target: string
    /** A credential stands as `$TOKEN`. */
    readonly headers: readonly Header[]
    readonly body: ShownBytes
  }
  readonly end: End
  readonly received: ReportAnswer | null
  readonly interim: readonly number[]
  readonly stray: ShownBytes
  readonly framingFault: string | null
  readonly error: string | null
  readonly tokenEchoed: boolean
  readonly transport: 'wire' | 'pool'
  readonly connection: number
  readonly reused: boolean
  /** RFC 3339, UTC. */
  readonly startedAt: string
  readonly durationMs: number
  readonly spec: ReportSpec
}

/** How to see a finding again. */
export interface Reproduce {
  /** Runs in the report's folder, in any shell; absent where nothing was sent or all passed. */
  readonly curl?: string
  readonly replay: string
  readonly seed?: number
  readonly path?: string
}

/** Cases of one requirement with the same verdict and the same cause, shown by the first of them. */
export interface ReportFinding
  extends Pick<
    Finding,
    'caseId' | 'requirement' | 'verdict' | 'cause' | 'because' | 'flags' | 'key' | 'count' | 'attempts'
  > {
  /** Ids of the cases, the shown one first; at most 500. */
  readonly cases: readonly string[]
  readonly mismatches: readonly Mismatch[]
  readonly answeredBy: 'ucwa' | 'intermediary' | 'unknown'
  readonly observation: string
  /** What the control got, `204`; null where none was sent. */
  readonly control: string | null
  readonly exchanges: readonly ReportExchange[]
  readonly reproduce: Reproduce
}

export interface ReportSource {
  /** Fact id, `F-18`. */
  readonly fact: string
  readonly says: string
  /** Page and heading. */
  readonly source: string
  readonly url: string
}

export interface ReportRequirement {
  readonly id: string
  readonly level: Level
  readonly area: string
  readonly title: string
  readonly statement: string
  readonly sources: readonly ReportSource[]
  readonly verdict: Verdict
  readonly cause?: Cause
  readonly because?: string
  readonly flags: Flags
  readonly cases: Partial<Readonly<Record<Verdict, number>>>
  /** `caseId`s of its findings, worst first. */
  readonly findings: readonly string[]
}

/** What stands between a requirement and its verdict. */
export type Obstacle =
  | 'links'
  | 'tokens'
  | 'states'
  | 'effects'
  | 'deployment'
  | 'answers'
  | 'selection'
  | 'safety'
  | 'budget'
  | 'interrupted'
  | 'inconclusive'

export interface NotJudged {
  readonly obstacle: Obstacle
  /** Ends the sentence "12 MUSTs were not judged: …". */
  readonly words: string
  readonly must: number
  readonly should: number
  readonly requirements: readonly string[]
}

export interface Judged {
  readonly judged: number
  readonly of: number
}

/** Round-trip times of all exchanges, in milliseconds. */
export interface Latency {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** Ascending; the last `upToMs` is the slowest seen. */
  readonly histogram: readonly { readonly upToMs: number; readonly count: number }[]
}

export interface Run {
  readonly seed: number
  /** RFC 3339, UTC. */
  readonly startedAt: string
  readonly durationMs: number
  readonly requests: number
  readonly requestsPerSecond: number
  /** Dismiss links used. */
  readonly links: number
  readonly concurrency: number
  /** Generated requests sent. */
  readonly generated: number
  /** Of them, those whose link was dead afterwards: sent again on another. */
  readonly gone?: number
  /** `2/4`. */
  readonly shard?: string
  readonly interrupted: boolean
  readonly failOn: FailOn
}

/** What was chosen; everything outside counts as not judged. */
export interface Selection {
  readonly only?: readonly string[]
  readonly skip?: readonly string[]
  readonly safe?: boolean
  readonly shard?: string
}

/** How the run stands to its baseline: entries by their `case`. */
export interface BaselineResult {
  readonly known: readonly string[]
  readonly expired: readonly string[]
  /** All their cases pass now: to be pruned. */
  readonly fixed: readonly string[]
}

/** A requirement that counts for less on this target: a deviation only warns, or is only recorded. */
export interface Ruling {
  readonly treatAs: 'should' | 'observe'
  readonly because: string
}

/** `report.json`; every other format is derived from it. Shape: `schemas/report.schema.json`. */
export interface Report {
  readonly schemaVersion: 1
  readonly suite: Suite
  readonly target: ReportTarget
  readonly run: Run
  readonly verdict: RunVerdict
  readonly exit: { readonly code: ExitCode; readonly reason: string }
  readonly selection?: Selection
  readonly judged: { readonly must: Judged; readonly should: Judged }
  readonly notJudged: readonly NotJudged[]
  readonly doesNotProve: readonly string[]
  readonly totals: Readonly<Record<Level, Partial<Readonly<Record<Verdict, number>>>>>
  /** In catalogue order. */
  readonly areas: readonly { readonly name: string; readonly title: string }[]
  readonly requirements: readonly ReportRequirement[]
  /** In catalogue order, worst first within a requirement. */
  readonly findings: readonly ReportFinding[]
  /** What the server did, by id of each written case that was tried. */
  readonly observations: Readonly<Record<string, string>>
  readonly latency: Latency | null
  readonly baseline?: BaselineResult
  readonly rulings?: Readonly<Record<string, Ruling>>
}
