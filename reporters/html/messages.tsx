import type { ComponentChildren, JSX } from 'preact'
import { compareRequests, type Difference, describeToken } from '../compare-requests.ts'
import { markDifference } from '../difference.ts'
import type { ReportAnswer, ReportExchange, ShownBytes } from '../report.ts'
import { cut, formatDuration, formatSize, showBytes, showLine } from '../text.ts'
import { Line } from './parts.tsx'

/** Characters of a body on the page; `report.json` has more, `bodies/` all. */
const SHOWN_CHARACTERS = 1200

const END_WORDS: Readonly<Record<ReportExchange['end'], string>> = {
  complete: 'no answer',
  timeout: 'no answer in time',
  unreachable: 'no connection',
  closed: 'the connection was closed before an answer was complete',
  oversize: 'the answer was too long and was cut off',
  malformed: 'what came is not an HTTP answer',
}

/** Header lines in which a difference outside of the headers shows. */
const SHOWS_IN: Readonly<Record<string, readonly string[]>> = {
  token: ['authorization'],
  framing: ['content-length', 'transfer-encoding'],
}

function Marked({ when, children }: { when: boolean; children: ComponentChildren }): ComponentChildren {
  return when ? <mark>{children}</mark> : children
}

function Body({ body, other }: { body: ShownBytes; other?: ShownBytes | undefined }): JSX.Element | null {
  if (body.length === 0) return null
  const text = cut(showBytes(body), SHOWN_CHARACTERS)
  const { before, changed, after } =
    other === undefined
      ? { before: text, changed: '', after: '' }
      : markDifference(text, cut(showBytes(other), SHOWN_CHARACTERS))
  const isWhole = !body.cut && !text.endsWith('…')
  return (
    <>
      <pre class="body">
        {before}
        {changed !== '' && <mark>{changed}</mark>}
        {after}
      </pre>
      {!isWhole && <p class="quiet small">{formatSize(body.length)} in all</p>}
    </>
  )
}

function isMarked(name: string, differences: readonly Difference[]): boolean {
  const lower = name.toLowerCase()
  return differences.some(({ part }) => part === lower || SHOWS_IN[part]?.includes(lower))
}

function HeaderLine(props: { name: string; value: string; marked?: boolean; note?: string }): JSX.Element {
  const { name, value, marked = false, note } = props
  return (
    <div>
      <Marked when={marked}>
        <b>
          <Line text={name} />:
        </b>{' '}
        <Line text={value} limit={400} />
      </Marked>
      {note !== undefined && <i> {note}</i>}
    </div>
  )
}

/** Parts that the other request has and this one has not. */
function missingParts({ sent }: ReportExchange, differences: readonly Difference[]): readonly Difference[] {
  const names = new Set(sent.headers.map(([name]) => name.toLowerCase()))
  const isShown = (part: string): boolean =>
    part === 'method' || part === 'target' || [part, ...(SHOWS_IN[part] ?? [])].some(name => names.has(name))
  return differences.filter(({ part }) => !isShown(part))
}

interface RequestProps {
  readonly exchange: ReportExchange
  /** The request to compare with. */
  readonly twin?: ReportExchange | undefined
}

/** A request as it was sent; what is not like its twin is marked, its body only when nothing else differs. */
export function Request({ exchange, twin }: RequestProps): JSX.Element {
  const { sent, spec } = exchange
  const differences = twin === undefined ? [] : compareRequests(spec, twin.spec)
  const differsIn = (part: string): boolean => differences.some(difference => difference.part === part)
  return (
    <div class="message">
      <div>
        <Marked when={differsIn('method')}>
          <strong>{showLine(sent.method)}</strong>
        </Marked>{' '}
        <Marked when={differsIn('target')}>
          <Line text={sent.target} limit={2000} />
        </Marked>{' '}
        HTTP/1.1
      </div>
      {sent.headers.map(([name, value]) => (
        <HeaderLine
          name={name}
          value={value}
          marked={isMarked(name, differences)}
          {...(name.toLowerCase() === 'authorization' && spec.token && { note: describeToken(spec.token) })}
        />
      ))}
      {missingParts(exchange, differences).map(({ probe }) => (
        <div>
          <mark class="missing">
            <Line text={probe} />
          </mark>
        </div>
      ))}
      <Body body={sent.body} other={differences.length === 0 ? twin?.sent.body : undefined} />
    </div>
  )
}

function Whole({ received }: { received: ReportAnswer }): JSX.Element {
  return (
    <>
      <div>
        HTTP/{showLine(received.version)}{' '}
        <strong>
          {received.status} <Line text={received.reasonPhrase} />
        </strong>
      </div>
      {received.headers.map(([name, value]) => (
        <HeaderLine name={name} value={value} />
      ))}
      <Body body={received.body} />
    </>
  )
}

/** Things about an answer that its text does not show. */
function describeOddities({
  stray,
  framingFault,
  tokenEchoed,
  interim,
  end,
  error,
}: ReportExchange): readonly string[] {
  return [
    ...(end === 'complete'
      ? []
      : [`${END_WORDS[end]}${error === null || error === end ? '' : ` (${error})`}`]),
    ...(framingFault === null ? [] : [framingFault]),
    ...(interim.length === 0 ? [] : [`interim answers: ${interim.join(', ')}`]),
    ...(tokenEchoed ? ['the token that was sent stands in the answer'] : []),
    ...(stray.length === 0 ? [] : [`${formatSize(stray.length)} after the end of the answer:`]),
  ]
}

/** An answer as it came, or why none did. */
export function Answer({ exchange }: { exchange: ReportExchange }): JSX.Element {
  const { received, stray, durationMs } = exchange
  return (
    <div class="message answer">
      {received !== null && <Whole received={received} />}
      {describeOddities(exchange).map(text => (
        <div>
          <mark>
            <Line text={text} />
          </mark>
        </div>
      ))}
      <Body body={stray} />
      <p class="quiet small">after {formatDuration(durationMs)}</p>
    </div>
  )
}
