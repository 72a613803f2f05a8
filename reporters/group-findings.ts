import type { Finding } from '../engine/model/finding.ts'
import type { Mismatch } from '../engine/model/mismatch.ts'
import { describeExchange } from './exchange-view.ts'
import { groupBy } from './group-by.ts'
import type { ReportFinding, Ruling } from './report.ts'
import { findControl, findProbe, formatCurl, formatReplay, isOneOfSeveral } from './reproduce.ts'
import { cut } from './text.ts'
import { VERDICTS } from './verdict.ts'

const MAX_CASES = 500

/** What a server's answer may add to a line of the report. */
const MAX_TEXT = 1000

function describeMismatch({ what, expected, received }: Mismatch): Mismatch {
  return { what: cut(what, MAX_TEXT), expected: cut(expected, MAX_TEXT), received: cut(received, MAX_TEXT) }
}

function describeControl(control: ReturnType<typeof findControl>): string | null {
  if (control === undefined) return null
  return control.received === null ? control.end : String(control.received.status)
}

/** Same requirement, verdict and key; a known failure never hides one that is not, nor one observation another. */
function groupKey({ requirement, verdict, cause, key, flags, observation }: Finding): string {
  const seen = verdict === 'observed' ? observation : null
  return JSON.stringify([requirement, verdict, cause, key, flags.known, flags.expired, seen])
}

function describeGroup(
  group: readonly [Finding, ...Finding[]],
  baseUrl: string,
  replayOptions: readonly string[],
): ReportFinding {
  const [first] = group
  const exchanges = first.exchanges.map(describeExchange)
  const probe = findProbe(exchanges, first.mismatches)
  const flaky = group.find(({ flags }) => flags.flaky !== undefined)?.flags.flaky
  return {
    caseId: first.caseId,
    requirement: first.requirement,
    verdict: first.verdict,
    ...(first.cause !== undefined && { cause: first.cause }),
    ...(first.because !== undefined && { because: cut(first.because, MAX_TEXT) }),
    flags: { ...first.flags, ...(flaky !== undefined && { flaky }) },
    key: first.key,
    count: group.reduce((sum, { count }) => sum + count, 0),
    attempts: first.attempts,
    cases: group.slice(0, MAX_CASES).map(({ caseId }) => caseId),
    mismatches: first.mismatches.map(describeMismatch),
    answeredBy: first.answeredBy,
    observation: cut(first.observation, MAX_TEXT),
    control: describeControl(findControl(exchanges, probe)),
    exchanges,
    reproduce: {
      ...(probe &&
        first.verdict !== 'passed' &&
        !isOneOfSeveral(probe, exchanges) && { curl: formatCurl(probe, first.caseId, baseUrl) }),
      replay: formatReplay(first.caseId, replayOptions),
      ...(first.generated && { seed: first.generated.seed }),
      ...(first.generated?.path !== undefined && { path: first.generated.path }),
    },
  }
}

/** Marks findings of requirements that the profile rules on; their verdict stays. */
export function applyRulings(
  findings: readonly Finding[],
  rulings: Readonly<Record<string, Ruling>>,
): readonly Finding[] {
  return findings.map(finding =>
    Object.hasOwn(rulings, finding.requirement)
      ? { ...finding, flags: { ...finding.flags, ruled: true } }
      : finding,
  )
}

/** One finding for each cause, worst first within a requirement; never thousands of rows. */
export function groupFindings(
  findings: readonly Finding[],
  baseUrl: string,
  replayOptions: readonly string[] = [],
): readonly ReportFinding[] {
  return [...groupBy(findings, groupKey).values()]
    .map(group => describeGroup(group, baseUrl, replayOptions))
    .sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict))
}
