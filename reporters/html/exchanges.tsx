import type { JSX } from 'preact'
import type { ReportExchange, ReportFinding } from '../report.ts'
import { findControl, findProbe } from '../reproduce.ts'
import { countOf } from '../text.ts'
import { Answer, Request } from './messages.tsx'

function Pane(props: {
  title: string
  hint: string
  exchange: ReportExchange
  twin?: ReportExchange | undefined
}) {
  const { title, hint, exchange, twin } = props
  return (
    <section class="pane">
      <h4>
        {title} <span class="quiet">{hint}</span>
      </h4>
      <Request exchange={exchange} twin={twin} />
      <h5>Answer</h5>
      <Answer exchange={exchange} />
    </section>
  )
}

/** A finding's request beside its control, and every other exchange of the case to be opened. */
export function Exchanges({ finding }: { finding: ReportFinding }): JSX.Element | null {
  const { exchanges, mismatches } = finding
  const probe = findProbe(exchanges, mismatches)
  if (probe === undefined) return null
  const control = findControl(exchanges, probe)
  const others = exchanges.filter(exchange => exchange !== probe && exchange !== control)
  return (
    <>
      <div class="panes">
        <Pane title="Sent" hint="" exchange={probe} twin={control} />
        {control !== undefined && (
          <Pane title="Control" hint="a valid request, to be accepted" exchange={control} twin={probe} />
        )}
      </div>
      {others.length > 0 && (
        <details class="more">
          <summary>{countOf(others.length, 'other request')} of this case</summary>
          {others.map(exchange => (
            <Pane
              title={exchange.role === 'control' ? 'Control' : 'Sent'}
              hint={`link ${exchange.link + 1}, connection ${exchange.connection}`}
              exchange={exchange}
            />
          ))}
        </details>
      )}
    </>
  )
}
