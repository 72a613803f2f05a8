import type { JSX } from 'preact'
import { render } from 'preact-render-to-string'
import type { Report } from '../report.ts'
import { countOf, showLine } from '../text.ts'
import { FindingCard } from './finding-card.tsx'
import { Observations } from './observations.tsx'
import { Overview } from './overview.tsx'
import { Requirements } from './requirements.tsx'
import { RunFacts } from './run-facts.tsx'
import { STYLE } from './style.ts'

/** Cards that stand open; further ones open by a click. */
const OPEN_CARDS = 8

/** No script, nothing fetched: even markup that got through could do nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

const ORDER = ['failed', 'warned', 'inconclusive'] as const

function Findings({ report }: { report: Report }): JSX.Element {
  const requirements = new Map(report.requirements.map(entry => [entry.id, entry]))
  const findings = ORDER.flatMap(verdict => report.findings.filter(finding => finding.verdict === verdict))
  return (
    <section>
      <h2>Findings</h2>
      {findings.length === 0 ? (
        <p class="empty">None: no requirement that was judged is broken.</p>
      ) : (
        <p class="quiet">{countOf(findings.length, 'finding')}; cases with the same cause count as one.</p>
      )}
      {findings.map((finding, index) => {
        const requirement = requirements.get(finding.requirement)
        return (
          requirement && <FindingCard finding={finding} requirement={requirement} open={index < OPEN_CARDS} />
        )
      })}
    </section>
  )
}

function Page({ report }: { report: Report }): JSX.Element {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${showLine(report.target.name)} · UCWA dismiss conformance`}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <main>
          <Overview report={report} />
          <Findings report={report} />
          <Requirements report={report} />
          <Observations report={report} />
          <RunFacts report={report} />
        </main>
      </body>
    </html>
  )
}

/** The report as one page that needs nothing beside itself; all that a server said is escaped and made visible. */
export function renderHtml(report: Report): string {
  return `<!doctype html>\n${render(<Page report={report} />)}\n`
}
