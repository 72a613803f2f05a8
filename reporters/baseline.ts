import type { Finding, Flags, Verdict } from '../engine/model/finding.ts'
import { matchesCase } from './glob.ts'
import type { BaselineResult } from './report.ts'

export interface BaselineEntry {
  /** A case id, a requirement id, or a glob over them. */
  readonly case: string
  /** The verdict that is known; any bad one where absent. */
  readonly verdict?: 'failed' | 'warned' | 'inconclusive'
  readonly because: string
  /** The last day on which the entry holds, `YYYY-MM-DD`. */
  readonly expires: string
}

/** Known failures; shape: `schemas/baseline.schema.json`. */
export interface Baseline {
  readonly catalogue: string
  readonly entries: readonly BaselineEntry[]
}

interface Applied {
  /** The findings, those that an entry speaks of with their flags. */
  readonly findings: readonly Finding[]
  readonly result: BaselineResult
}

const BAD: ReadonlySet<Verdict> = new Set(['failed', 'warned', 'inconclusive'])

const GOOD: ReadonlySet<Verdict> = new Set(['passed', 'observed'])

/** A generated case that passes is part of its family's finding: `…/escapes#17` of `…/escapes`. */
function speaksOf(entry: BaselineEntry, finding: Finding): boolean {
  const family = entry.case.split('#', 1)[0] ?? entry.case
  return matchesCase(entry.case, finding.caseId) || (finding.caseId === family && GOOD.has(finding.verdict))
}

function covers(entry: BaselineEntry, finding: Finding): boolean {
  if (!BAD.has(finding.verdict) || !speaksOf(entry, finding)) return false
  return entry.verdict === undefined || entry.verdict === finding.verdict
}

/** Fixed once every case it names was tried and none is bad any more. */
function isFixed(entry: BaselineEntry, findings: readonly Finding[]): boolean {
  const spoken = findings.filter(finding => speaksOf(entry, finding))
  return spoken.length > 0 && spoken.every(finding => GOOD.has(finding.verdict))
}

/**
 * Marks findings by the baseline: `known` while an entry holds, `expired` after its last day, `fixed` where all
 * cases of an entry pass. `today` is `YYYY-MM-DD`. Verdicts stay.
 */
export function applyBaseline(findings: readonly Finding[], baseline: Baseline, today: string): Applied {
  const holds = baseline.entries.filter(entry => entry.expires >= today)
  const lapsed = baseline.entries.filter(entry => entry.expires < today)
  const fixed = baseline.entries.filter(entry => isFixed(entry, findings))

  const flagsOf = (finding: Finding): Flags => {
    if (holds.some(entry => covers(entry, finding))) return { known: true }
    if (lapsed.some(entry => covers(entry, finding))) return { expired: true }
    return fixed.some(entry => speaksOf(entry, finding)) ? { fixed: true } : {}
  }
  const namesOf = (entries: readonly BaselineEntry[]): readonly string[] =>
    entries.filter(entry => findings.some(finding => covers(entry, finding))).map(entry => entry.case)

  return {
    findings: findings.map(finding => ({ ...finding, flags: { ...finding.flags, ...flagsOf(finding) } })),
    result: { known: namesOf(holds), expired: namesOf(lapsed), fixed: fixed.map(entry => entry.case) },
  }
}
