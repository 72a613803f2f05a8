import type { Verdict } from '../../engine/model/finding.ts'
import {
  describeAnswerer,
  describeCount,
  describeFlags,
  describeRequests,
  describeSources,
} from '../finding-words.ts'
import { groupBy } from '../group-by.ts'
import type { Report, ReportFinding, ReportRequirement } from '../report.ts'
import { cut, showLine } from '../text.ts'
import { type Colors, paint } from './paint.ts'

/** The terminal that findings are written for. */
export interface Screen {
  readonly colors: Colors
  /** In characters. */
  readonly columns: number
  readonly rows: number
}

const MAX_FINDINGS = 5

/** Lines of one failed finding, and those of all that follows the findings. */
const FINDING_LINES = 7
const CLOSING_LINES = 8

const MARKS: Partial<Readonly<Record<Verdict, string>>> = { failed: '✗', warned: '!', inconclusive: '?' }

const LABEL = 9

function labelled(label: string, text: string, { columns, colors }: Screen): string {
  return `    ${colors.dim(label.padEnd(LABEL))}${cut(text, columns - LABEL - 4)}`
}

/** Two lines of parts, each part below its twin. */
function alignParts(first: readonly string[], second: readonly string[]): readonly [string, string] {
  const widths = first.map((part, index) => Math.max(part.length, second[index]?.length ?? 0))
  const pad = (parts: readonly string[]): string =>
    parts
      .map((part, index) => (index === parts.length - 1 ? part : part.padEnd(widths[index] ?? 0)))
      .join('   ')
  return [pad(first), pad(second)]
}

function formatRequests(finding: ReportFinding, options: Screen): readonly string[] {
  const requests = describeRequests(finding)
  if (requests === null) return []
  if (requests.control === null) return [labelled('sent', requests.sent.join('   '), options)]
  const [sent, control] = alignParts(requests.sent, requests.control)
  const outcome = ` → ${requests.controlGot ?? ''}`
  return [
    labelled('sent', sent, options),
    labelled('control', `${cut(control, options.columns - LABEL - 4 - outcome.length)}${outcome}`, options),
  ]
}

function formatMismatches(finding: ReportFinding, options: Screen): readonly string[] {
  const answerer = describeAnswerer(finding)
  return finding.mismatches.slice(0, 3).map(({ what, expected, received }, index) => {
    const name = showLine(what)
    const isShort = name.length < LABEL
    const text = `expected ${showLine(expected)}, received ${showLine(received)}`
    const line = isShort ? text : `${name}: ${text}`
    const isFirst = index === 0 && answerer !== ''
    return labelled(isShort ? name : '', isFirst ? `${line.padEnd(46)}  ${answerer}` : line, options)
  })
}

function formatHeading(finding: ReportFinding, requirement: ReportRequirement, options: Screen): string {
  const { colors, columns } = options
  const mark = MARKS[finding.verdict] ?? ' '
  const right = [describeCount(finding, requirement), ...describeFlags(finding)].join(', ')
  const left = `${mark} ${requirement.id} ${requirement.level}  `
  const room = Math.min(columns, 100) - left.length - right.length - 2
  const title = cut(showLine(requirement.title), Math.max(room, 20)).padEnd(room)
  return `${colors.bold(paint(finding.verdict, left, colors))}${colors.bold(title)}  ${right}`
}

/** A failure in full; a warning or what was inconclusive in its heading and one line. */
function formatFinding(
  finding: ReportFinding,
  requirement: ReportRequirement,
  options: Screen,
): readonly string[] {
  const heading = formatHeading(finding, requirement, options)
  const { because, verdict, reproduce } = finding
  if (verdict === 'failed') {
    return [
      heading,
      labelled('source', describeSources(requirement), options),
      ...formatRequests(finding, options),
      ...formatMismatches(finding, options),
      // Whole, whatever the width: half a command is none.
      `    ${options.colors.dim('again'.padEnd(LABEL))}${reproduce.replay}`,
      '',
    ]
  }
  const lines = formatMismatches(finding, options).slice(0, 1)
  const reason = because === undefined ? [] : [labelled('because', showLine(because), options)]
  return [heading, ...(verdict === 'inconclusive' && reason.length > 0 ? reason : lines), '']
}

/**
 * Worst first, and of each verdict the first finding of every requirement before second ones. What stayed
 * inconclusive for one reason comes once, before the rest of it.
 */
function findBad(report: Report): readonly ReportFinding[] {
  return (['failed', 'warned', 'inconclusive'] as const).flatMap(verdict => {
    const findings = report.findings.filter(finding => finding.verdict === verdict)
    const alike = ({ requirement, because }: ReportFinding): string =>
      verdict === 'inconclusive' ? (because ?? '') : requirement
    const firsts = new Set([...groupBy(findings, alike).values()].map(([first]) => first))
    return [...firsts, ...findings.filter(finding => !firsts.has(finding))]
  })
}

/** The worst findings, as many as fit, and which others there are. */
export function formatFindings(report: Report, options: Screen): readonly string[] {
  const bad = findBad(report)
  const fitting = Math.floor((options.rows - CLOSING_LINES) / FINDING_LINES)
  const shown = bad.slice(0, Math.min(MAX_FINDINGS, Math.max(1, fitting)))
  const requirements = new Map(report.requirements.map(entry => [entry.id, entry]))
  const lines = shown.flatMap(finding => {
    const requirement = requirements.get(finding.requirement)
    return requirement === undefined ? [] : formatFinding(finding, requirement, options)
  })
  const more = bad.filter(finding => !shown.includes(finding))
  if (more.length === 0) return lines
  const ids = [...new Set(more.map(({ requirement }) => requirement))].join(', ')
  return [...lines, cut(`… and ${more.length} more in the report: ${ids}`, options.columns), '']
}
