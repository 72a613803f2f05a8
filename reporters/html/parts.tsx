import type { ComponentChildren, JSX } from 'preact'
import type { Verdict } from '../../engine/model/finding.ts'
import type { ReportRequirement } from '../report.ts'
import { cut, showLine } from '../text.ts'

/** Shown beside each verdict's colour, so that none is told by colour alone. */
export const MARKS: Readonly<Record<Verdict, string>> = {
  failed: '✗',
  warned: '!',
  inconclusive: '?',
  passed: '✓',
  observed: '○',
  skipped: '–',
}

export function Badge({ verdict }: { verdict: Verdict }): JSX.Element {
  return (
    <span class={`badge ${verdict}`}>
      <span aria-hidden="true">{MARKS[verdict]}</span> {verdict}
    </span>
  )
}

export function Flag({ children }: { children: ComponentChildren }): JSX.Element {
  return <span class="flag">{children}</span>
}

/** One line from outside, cut, with nothing invisible in it. */
export function Line({ text, limit = 300 }: { text: string; limit?: number }): JSX.Element {
  return <>{cut(showLine(text), limit)}</>
}

/** A sentence of ours: what stands between backticks is code. */
export function Prose({ text }: { text: string }): JSX.Element {
  const parts = showLine(text).split('`')
  return <>{parts.map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part))}</>
}

/** First letter in upper case. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Pages behind a requirement, each linked once. */
export function Sources({ requirement }: { requirement: ReportRequirement }): JSX.Element {
  const bySource = new Map(requirement.sources.map(entry => [entry.source, entry]))
  return (
    <ul class="sources">
      {[...bySource.values()].map(({ fact, says, source, url }) => (
        <li>
          <a href={url} rel="noreferrer">
            {showLine(source)}
          </a>{' '}
          <span class="quiet">
            {fact} · <Prose text={says} />
          </span>
        </li>
      ))}
    </ul>
  )
}
