import type { JSX } from 'preact'
import type { Verdict } from '../../engine/model/finding.ts'
import { describeFlags } from '../finding-words.ts'
import type { Report, ReportFinding, ReportRequirement } from '../report.ts'
import { countOf, formatNumber } from '../text.ts'
import { VERDICTS } from '../verdict.ts'
import { Exchanges } from './exchanges.tsx'
import { Badge, capitalise, Flag, Line, MARKS, Prose, Sources } from './parts.tsx'

/** Rows of a requirement's table of cases. */
const MAX_CASES = 100

interface CaseRow {
  readonly caseId: string
  readonly verdict: Verdict
  readonly text: string
}

/** What the server did in a case; for one that stands for many, how many there were. */
function describeCase(finding: ReportFinding, caseId: string, observed: string | undefined): string {
  const { cases, count, because, observation } = finding
  if (observed !== undefined) return observed
  if (because !== undefined) return because
  return caseId === cases[0] && count > cases.length ? `${formatNumber(count)} times` : observation
}

function listCases(
  findings: readonly ReportFinding[],
  observations: Report['observations'],
): readonly CaseRow[] {
  return findings.flatMap(finding =>
    finding.cases.map(caseId => ({
      caseId,
      verdict: finding.verdict,
      text: describeCase(finding, caseId, observations[caseId]),
    })),
  )
}

function CaseTable({ rows }: { rows: readonly CaseRow[] }): JSX.Element | null {
  if (rows.length === 0) return null
  return (
    <table class="cases">
      <thead>
        <tr>
          <th scope="col">Case</th>
          <th scope="col">Verdict</th>
          <th scope="col">The server</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, MAX_CASES).map(({ caseId, verdict, text }) => (
          <tr>
            <td>
              <code>{caseId.slice(caseId.indexOf('/') + 1)}</code>
            </td>
            <td>
              <Badge verdict={verdict} />
            </td>
            <td>
              <Line text={text} limit={160} />
            </td>
          </tr>
        ))}
      </tbody>
      {rows.length > MAX_CASES && (
        <tfoot>
          <tr>
            <td colSpan={3}>… and {formatNumber(rows.length - MAX_CASES)} more in report.json</td>
          </tr>
        </tfoot>
      )}
    </table>
  )
}

/** Findings that have a card of their own. */
function hasCard({ verdict }: ReportFinding): boolean {
  return verdict === 'failed' || verdict === 'warned' || verdict === 'inconclusive'
}

function RequirementRow(props: { requirement: ReportRequirement; report: Report }): JSX.Element {
  const { requirement, report } = props
  const findings = report.findings.filter(finding => finding.requirement === requirement.id)
  const example = findings.find(finding => !hasCard(finding) && finding.exchanges.length > 0)
  const total = Object.values(requirement.cases).reduce((sum, count) => sum + count, 0)
  return (
    <details class="requirement" id={requirement.id}>
      <summary>
        <Badge verdict={requirement.verdict} />
        <code class="id">{requirement.id}</code>
        <span class="level">{requirement.level}</span>
        <span class="title">
          <Prose text={capitalise(requirement.title)} />
        </span>
        {describeFlags(requirement).map(flag => (
          <Flag>{flag}</Flag>
        ))}
        <span class="quiet count">{total > 0 && countOf(total, 'case')}</span>
      </summary>
      <div class="inside">
        <p class="statement">
          <Prose text={requirement.statement} />
        </p>
        <Sources requirement={requirement} />
        {requirement.because !== undefined && (
          <p class="because">
            <Line text={requirement.because} />
          </p>
        )}
        {findings.filter(hasCard).map(({ caseId }) => (
          <p>
            <a href={`#${caseId}`}>Finding {caseId}</a>
          </p>
        ))}
        <CaseTable rows={listCases(findings, report.observations)} />
        {example !== undefined && (
          <details class="more">
            <summary>
              Example: <code>{example.caseId}</code>
            </summary>
            <Exchanges finding={example} />
          </details>
        )}
      </div>
    </details>
  )
}

function AreaCounts({ requirements }: { requirements: readonly ReportRequirement[] }): JSX.Element {
  return (
    <span class="chips">
      {VERDICTS.map(verdict => {
        const count = requirements.filter(requirement => requirement.verdict === verdict).length
        return (
          count > 0 && (
            <span class={`chip ${verdict}`}>
              {MARKS[verdict]} {count} {verdict}
            </span>
          )
        )
      })}
    </span>
  )
}

/** All requirements by area, each with its cases; areas in which something is broken stand open. */
export function Requirements({ report }: { report: Report }): JSX.Element {
  return (
    <section>
      <h2 id="requirements">Requirements</h2>
      {report.areas.map(({ name, title }) => {
        const requirements = report.requirements.filter(({ area }) => area === name)
        return (
          <details class="area" open={requirements.some(({ verdict }) => verdict === 'failed')}>
            <summary>
              <span class="area-title">{title}</span>
              <AreaCounts requirements={requirements} />
            </summary>
            {requirements.map(requirement => (
              <RequirementRow requirement={requirement} report={report} />
            ))}
          </details>
        )
      })}
    </section>
  )
}
