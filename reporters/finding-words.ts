import type { Header } from '../engine/model/request.ts'
import { compareRequests, hasSameBody } from './compare-requests.ts'
import { markDifference } from './difference.ts'
import type {
  Report,
  ReportExchange,
  ReportFinding,
  ReportRequirement,
  RunVerdict,
  ShownBytes,
} from './report.ts'
import { findControl, findProbe } from './reproduce.ts'
import { countOf, cut, formatSize, showBytes, showLine } from './text.ts'

/** The request of a finding and its control, each in a few words. `controlGot` is what answered the control. */
interface RequestWords {
  readonly sent: readonly string[]
  readonly control: readonly string[] | null
  readonly controlGot: string | null
}

const RUN_VERDICT_WORDS: Readonly<Record<RunVerdict, string>> = {
  conformant: 'CONFORMANT',
  partial: 'PARTIAL',
  nonconformant: 'NOT CONFORMANT',
  inconclusive: 'INCONCLUSIVE',
}

const ANSWERED_BY: Readonly<Record<ReportFinding['answeredBy'], string>> = {
  ucwa: 'answered by UCWA',
  intermediary: 'answered by something on the path, not by UCWA',
  unknown: "not in UCWA's error format",
}

/** Who answered; empty where nobody did. */
export function describeAnswerer({ answeredBy, exchanges, mismatches }: ReportFinding): string {
  const received = findProbe(exchanges, mismatches)?.received
  if (received === undefined || received === null) return ''
  // Error formats are for errors: of a success they say nothing.
  return answeredBy === 'unknown' && received.status < 300 ? '' : ANSWERED_BY[answeredBy]
}

/** From here on a body's size is worth telling. */
const LARGE_BODY = 1024

/** At most `limit` characters: around what `other` has not, else from both ends. */
function excerpt(text: string, limit: number, other: string | undefined): string {
  if (text.length <= limit) return text
  if (other !== undefined && other !== text) {
    const from = Math.max(0, markDifference(text, other).before.length - Math.floor(limit / 2))
    return from === 0 ? cut(text, limit) : `…${cut(text.slice(from), limit - 1)}`
  }
  const head = Math.floor(limit / 2)
  return `${text.slice(0, head)}…${text.slice(head + 1 - limit)}`
}

function describeBody(body: ShownBytes, limit: number, other?: ShownBytes): string {
  if (body.length === 0) return '(no body)'
  const show = (bytes: ShownBytes): string => showLine(showBytes(bytes))
  const text = excerpt(show(body), limit, other && show(other))
  return body.length > LARGE_BODY ? `${text} (${formatSize(body.length)})` : text
}

function findValue(headers: readonly Header[] = [], name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1]
}

/** Every request has the one, and most have the other. */
const USUAL_HEADERS: ReadonlySet<string> = new Set(['content-type', 'accept'])

/** A request by itself: only what is not as usual, and its media type. */
function describeRequest({ spec }: ReportExchange): readonly string[] {
  const type = findValue(spec.headers, 'content-type')
  const usual = (spec.headers ?? []).filter(([name]) => USUAL_HEADERS.has(name.toLowerCase()))
  return [
    ...compareRequests(spec, { headers: usual }).map(({ probe }) => probe),
    ...(type === undefined ? [] : [`Content-Type: ${type}`]),
  ]
}

function describeOutcome(exchange: ReportExchange): string {
  return exchange.received === null ? exchange.end : String(exchange.received.status)
}

/**
 * What was sent, beside its control where there was one: the parts in which they differ, then the body. Safe to
 * print: from one line of text each, cut, nothing invisible.
 */
export function describeRequests(
  { exchanges, mismatches }: ReportFinding,
  bodyLimit = 48,
): RequestWords | null {
  const probe = findProbe(exchanges, mismatches)
  if (probe === undefined) return null
  const control = findControl(exchanges, probe)
  const body = describeBody(probe.sent.body, bodyLimit, control?.sent.body)
  const show = (parts: readonly string[]): readonly string[] => parts.map(part => cut(showLine(part), 120))
  if (control === undefined) {
    return { sent: show([...describeRequest(probe), body]), control: null, controlGot: null }
  }
  const differences = compareRequests(probe.spec, control.spec)
  const isSameBody = hasSameBody(probe.spec, control.spec)
  const common = differences.length === 0 ? describeRequest(probe) : []
  return {
    sent: show([...common, ...differences.map(difference => difference.probe), body]),
    control: show([
      ...(differences.length === 0 ? describeRequest(control) : []),
      ...differences.map(difference => difference.control),
      isSameBody ? 'same body' : describeBody(control.sent.body, bodyLimit, probe.sent.body),
    ]),
    controlGot: describeOutcome(control),
  }
}

/** Cases that were tried, whatever came of it. */
function countTried({ cases }: ReportRequirement): number {
  const all = Object.values(cases).reduce((sum, count) => sum + count, 0)
  return all - (cases.skipped ?? 0)
}

/** `2 of 6 cases`. */
export function describeCount(finding: ReportFinding, requirement: ReportRequirement): string {
  return `${finding.count} of ${countOf(countTried(requirement), 'case')}`
}

/** `known`, `flaky 1/3` …, as far as they apply. */
export function describeFlags({ flags }: Pick<ReportFinding, 'flags'>): readonly string[] {
  return [
    ...(flags.known ? ['known'] : []),
    ...(flags.expired ? ['no longer excused: expired'] : []),
    ...(flags.fixed ? ['fixed'] : []),
    ...(flags.ruled ? ['ruled'] : []),
    ...(flags.flaky === undefined ? [] : [`flaky ${flags.flaky}`]),
  ]
}

/** Pages and headings behind a requirement, each once. */
export function describeSources({ sources }: ReportRequirement): string {
  return [...new Set(sources.map(({ source }) => source))].join('; ')
}

/** `NOT CONFORMANT · 1 failed · 21 of 63 MUST judged`, the denominator always there. */
export function describeVerdict({ verdict, totals, judged, findings }: Report): readonly string[] {
  const { must } = judged
  const failed = totals.MUST.failed ?? 0
  const aside = new Set(
    findings
      .filter(({ verdict, flags }) => verdict === 'failed' && (flags.known || flags.ruled))
      .map(({ requirement }) => requirement),
  ).size
  const inconclusive = totals.MUST.inconclusive ?? 0
  return [
    RUN_VERDICT_WORDS[verdict],
    ...(failed > 0 ? [`${failed} failed${aside > 0 ? ` (${aside} set aside)` : ''}`] : []),
    ...(inconclusive > 0 ? [`${inconclusive} inconclusive`] : []),
    `${must.judged} of ${must.of} MUST judged`,
  ]
}
