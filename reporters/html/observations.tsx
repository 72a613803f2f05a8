import type { JSX } from 'preact'
import { groupBy } from '../group-by.ts'
import type { Report } from '../report.ts'
import { capitalise, Line, Prose } from './parts.tsx'

/** Cases of one requirement that had the same outcome. */
interface Row {
  readonly requirement: string
  readonly title: string
  readonly outcome: string
  readonly cases: readonly string[]
}

const MAX_NAMES = 6

function listObserved({ requirements, observations }: Report): readonly Row[] {
  const observed = requirements.filter(({ level }) => level === 'OBSERVE')
  return observed.flatMap(({ id, title }) => {
    const entries = Object.entries(observations).filter(([caseId]) => caseId.split('/', 1)[0] === id)
    return [...groupBy(entries, ([, outcome]) => outcome)].map(([outcome, group]) => ({
      requirement: id,
      title,
      outcome,
      cases: group.map(([caseId]) => caseId.slice(caseId.indexOf('/') + 1)),
    }))
  })
}

function describeCases(cases: readonly string[]): string {
  const names = cases.slice(0, MAX_NAMES).join(', ')
  return cases.length > MAX_NAMES ? `${names} and ${cases.length - MAX_NAMES} more` : names
}

/** What the server does where the docs leave it open. */
export function Observations({ report }: { report: Report }): JSX.Element | null {
  const rows = listObserved(report)
  if (rows.length === 0) return null
  return (
    <section>
      <h2>Observations</h2>
      <p class="quiet">Where the docs are silent, nothing is judged. This is what the server does.</p>
      <div class="scroll">
        <table class="observations">
          <thead>
            <tr>
              <th scope="col">Question</th>
              <th scope="col">The server</th>
              <th scope="col">Cases</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ requirement, title, outcome, cases }, index) => (
              <tr>
                <td>
                  {rows[index - 1]?.requirement !== requirement && (
                    <>
                      <Prose text={capitalise(title)} />{' '}
                      <a class="id" href={`#${requirement}`}>
                        {requirement}
                      </a>
                    </>
                  )}
                </td>
                <td>
                  <code>
                    <Line text={outcome} limit={120} />
                  </code>
                </td>
                <td class="quiet">
                  <Line text={describeCases(cases)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
