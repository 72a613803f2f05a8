import type { JSX } from 'preact'
import { describeAnswerer, describeCount, describeFlags } from '../finding-words.ts'
import type { ReportFinding, ReportRequirement } from '../report.ts'
import { countOf, formatNumber, showLine } from '../text.ts'
import { Exchanges } from './exchanges.tsx'
import { Badge, capitalise, Flag, Line, Prose, Sources } from './parts.tsx'

function Mismatches({ finding }: { finding: ReportFinding }): JSX.Element | null {
  if (finding.mismatches.length === 0) return null
  return (
    <table class="mismatches">
      <thead>
        <tr>
          <th scope="col"></th>
          <th scope="col">Expected</th>
          <th scope="col">Received</th>
        </tr>
      </thead>
      <tbody>
        {finding.mismatches.map(({ what, expected, received }) => (
          <tr>
            <th scope="row">
              <Line text={what} />
            </th>
            <td class="expected">
              <Line text={expected} />
            </td>
            <td class="received">
              <Line text={received} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function describeAttempts({ attempts }: ReportFinding): string {
  return attempts.of > 1 ? `so in ${attempts.failed} of ${attempts.of} attempts` : ''
}

function Reproduce({ finding }: { finding: ReportFinding }): JSX.Element {
  const { replay, curl, seed, path } = finding.reproduce
  return (
    <div class="reproduce">
      <h4>See it again</h4>
      <pre>{showLine(replay)}</pre>
      {seed !== undefined && (
        <p class="quiet small">
          generated with seed {seed}
          {path !== undefined && `, path ${showLine(path)}`}
        </p>
      )}
      {curl !== undefined && (
        <details>
          <summary>with curl, in the folder of this report</summary>
          <pre>{showLine(curl)}</pre>
        </details>
      )}
    </div>
  )
}

function Cases({ finding }: { finding: ReportFinding }): JSX.Element | null {
  const { cases, count } = finding
  if (cases.length < 2) return null
  return (
    <details class="more">
      <summary>{countOf(count, 'case')} with this cause</summary>
      <ul class="ids">
        {cases.map(caseId => (
          <li>
            <code>{caseId}</code>
          </li>
        ))}
        {count > cases.length && <li class="quiet">and {formatNumber(count - cases.length)} more</li>}
      </ul>
    </details>
  )
}

interface CardProps {
  readonly finding: ReportFinding
  readonly requirement: ReportRequirement
  readonly open: boolean
}

/** One finding: the rule, what is wrong, the evidence, the way to see it again. */
export function FindingCard({ finding, requirement, open }: CardProps): JSX.Element {
  const { verdict, because } = finding
  const facts = [describeAnswerer(finding), describeAttempts(finding)].filter(text => text !== '')
  return (
    <details class={`card ${verdict}`} open={open} id={finding.caseId}>
      <summary>
        <div class="kicker">
          <Badge verdict={verdict} />
          <b>{requirement.level}</b>
          <a class="id" href={`#${requirement.id}`}>
            {requirement.id}
          </a>
          <span class="quiet">{describeCount(finding, requirement)}</span>
          {describeFlags(finding).map(flag => (
            <Flag>{flag}</Flag>
          ))}
        </div>
        <h3>
          <Prose text={capitalise(requirement.title)} />
        </h3>
      </summary>
      <Mismatches finding={finding} />
      {because !== undefined && (
        <p class="because">
          <Line text={because} />
        </p>
      )}
      {facts.length > 0 && <p class="quiet facts-line">{facts.join(' · ')}</p>}
      <p class="statement">
        <Prose text={requirement.statement} />
      </p>
      <Sources requirement={requirement} />
      <Exchanges finding={finding} />
      <Reproduce finding={finding} />
      <Cases finding={finding} />
    </details>
  )
}
