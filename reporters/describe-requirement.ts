import type { Cause, Flags } from '../engine/model/finding.ts'
import type { Requirement } from '../engine/model/requirement.ts'
import { countBy } from './count-by.ts'
import type { ReportFinding, ReportRequirement } from './report.ts'
import type { ReportInput } from './report-input.ts'
import { worstOf } from './verdict.ts'

/** Flags of the findings that gave the verdict; `known` and `ruled` only where they hold for all of them. */
function joinFlags(findings: readonly ReportFinding[]): Flags {
  const all = (flag: 'known' | 'ruled' | 'fixed'): boolean =>
    findings.length > 0 && findings.every(({ flags }) => flags[flag] === true)
  const flaky = findings.find(({ flags }) => flags.flaky !== undefined)?.flags.flaky
  return {
    ...(all('known') && { known: true }),
    ...(all('ruled') && { ruled: true }),
    ...(all('fixed') && { fixed: true }),
    ...(findings.some(({ flags }) => flags.expired) && { expired: true }),
    ...(flaky !== undefined && { flaky }),
  }
}

/** The cause that most cases have. */
function findMainCause(findings: readonly ReportFinding[]): ReportFinding | undefined {
  return [...findings].sort((a, b) => b.count - a.count)[0]
}

/** A requirement that no finding speaks of: nothing brought an answer to look at, or it was left out. */
function describeUntried(
  requirement: Requirement,
  { run, findings }: ReportInput,
): { cause: Cause; because: string } {
  if (run.interrupted) return { cause: 'budget', because: 'The run was interrupted before it.' }
  if ('cases' in requirement) return { cause: 'selection', because: 'It was not part of this run.' }
  if (findings.length > 0 && findings.every(({ cause }) => cause === 'selection'))
    return { cause: 'selection', because: 'Nothing was selected whose answers it speaks about.' }
  return { cause: 'capability', because: 'No answer came that it speaks about.' }
}

/** A requirement with its verdict: the worst of its findings, and the cause that most of them have. */
export function describeRequirement(
  requirement: Requirement,
  area: string,
  findings: readonly ReportFinding[],
  input: ReportInput,
): ReportRequirement {
  const verdict = worstOf(findings.map(finding => finding.verdict))
  const deciding = findings.filter(finding => finding.verdict === verdict)
  const main = findMainCause(deciding) ?? describeUntried(requirement, input)
  return {
    id: requirement.id,
    level: requirement.level,
    area,
    title: requirement.title,
    statement: requirement.statement,
    sources: requirement.sources.flatMap(fact => {
      const known = input.facts[fact]
      return known === undefined ? [] : [{ fact, says: known.says, source: known.source, url: known.url }]
    }),
    verdict,
    ...(main.cause !== undefined && { cause: main.cause }),
    ...(main.because !== undefined && { because: main.because }),
    flags: joinFlags(deciding),
    cases: countBy(
      findings,
      finding => finding.verdict,
      finding => finding.count,
    ),
    findings: findings.map(({ caseId }) => caseId),
  }
}
