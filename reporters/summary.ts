import type picocolors from 'picocolors'
import type { Verdict } from '../engine/model/finding.ts'
import type { Level } from '../engine/model/requirement.ts'
import {
  describeAnswerer,
  describeCount,
  describeFlags,
  describeRequests,
  describeSources,
  describeVerdict,
} from './finding-words.ts'
import { groupBy } from './group-by.ts'
import type { NotJudged, Obstacle, Report, ReportFinding, ReportRequirement } from './report.ts'
import { countOf, cut, formatDuration, showLine } from './text.ts'
import { VERDICTS } from './verdict.ts'

export type Colors = ReturnType<typeof picocolors.createColors>

export interface SummaryOptions {
  readonly colors: Colors
  /** Of the terminal, in characters. */
  readonly columns: number
  readonly rows: number
  /** Nothing but the verdict. */
  readonly isBrief?: boolean
  /** The page to point at. */
  readonly htmlPath?: string
}

const MAX_FINDINGS = 5

/** Ids of fixed cases on the one line that there is for them. */
const MAX_FIXED = 3

/** Lines of one failed finding, and those of all that follows the findings. */
const FINDING_LINES = 7
const CLOSING_LINES = 8

const MARKS: Partial<Readonly<Record<Verdict, string>>> = { failed: '✗', warned: '!', inconclusive: '?' }

const LABEL = 9

function paint(verdict: Verdict, text: string, colors: Colors): string {
  switch (verdict) {
    case 'failed':
      return colors.red(text)
    case 'warned':
    case 'inconclusive':
      return colors.yellow(text)
    case 'passed':
      return colors.green(text)
    case 'observed':
      return colors.cyan(text)
    case 'skipped':
      return colors.dim(text)
  }
}

function labelled(label: string, text: string, { columns, colors }: SummaryOptions): string {
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

function formatRequests(finding: ReportFinding, options: SummaryOptions): readonly string[] {
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

function formatMismatches(finding: ReportFinding, options: SummaryOptions): readonly string[] {
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

function formatHeading(
  finding: ReportFinding,
  requirement: ReportRequirement,
  options: SummaryOptions,
): string {
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
  options: SummaryOptions,
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

function formatFindings(report: Report, options: SummaryOptions): readonly string[] {
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

/** The encodings that were used, from the case ids. */
function describeEncodings({ observations }: Report): string {
  const ids = Object.keys(observations)
  const used = (['json', 'xml'] as const).filter(name => ids.some(id => id.split('/').includes(name)))
  return used.map(name => name.toUpperCase()).join(' + ')
}

function formatFacts(report: Report): string {
  const { run, requirements } = report
  const encodings = describeEncodings(report)
  return [
    countOf(requirements.length, 'requirement'),
    ...(encodings === '' ? [] : [encodings]),
    countOf(run.requests, 'request'),
    formatDuration(run.durationMs),
    `seed ${run.seed}`,
    ...(run.shard === undefined ? [] : [`shard ${run.shard}`]),
  ].join(' · ')
}

function formatTotals({ totals }: Report, colors: Colors): string {
  return (['MUST', 'SHOULD', 'OBSERVE'] as const satisfies readonly Level[])
    .map(level => {
      const counts = VERDICTS.flatMap(verdict => {
        const count = totals[level][verdict]
        return count === undefined ? [] : [paint(verdict, `${count} ${verdict}`, colors)]
      })
      return `${level} ${counts.length === 0 ? 'none' : counts.join(', ')}`
    })
    .join('   ')
}

function paintVerdict({ verdict }: Report, text: string, colors: Colors): string {
  switch (verdict) {
    case 'conformant':
      return colors.bold(colors.green(text))
    case 'nonconformant':
      return colors.bold(colors.red(text))
    case 'partial':
    case 'inconclusive':
      return colors.bold(colors.yellow(text))
  }
}

function formatVerdict(report: Report, { colors, htmlPath }: SummaryOptions): string {
  const [word = '', ...rest] = describeVerdict(report)
  const line = [paintVerdict(report, word, colors), ...rest].join(' · ')
  return htmlPath === undefined ? line : `${line}     → ${htmlPath}`
}

/** What the target would have to offer, to one requirement and to several. */
const NEEDED: Partial<Readonly<Record<Obstacle, readonly [one: string, several: string]>>> = {
  links: ['another link', 'more links'],
  tokens: ['a token', 'tokens'],
  states: ['a state', 'states'],
  effects: ['links that die', 'links that die'],
  deployment: ['an on-premises pool', 'an on-premises pool'],
}

const OTHER: Partial<Readonly<Record<Obstacle, string>>> = {
  inconclusive: 'inconclusive',
  answers: 'saw no such answer',
  selection: 'not selected',
  safety: 'not sent without leave',
  budget: 'out of budget',
  interrupted: 'interrupted',
}

/** `42 not judged: 30 need more links, 8 tokens → run --check`. */
function formatNotJudged(notJudged: readonly NotJudged[]): readonly string[] {
  const musts = notJudged.filter(({ must }) => must > 0)
  if (musts.length === 0) return []
  const total = musts.reduce((sum, { must }) => sum + must, 0)
  const needed = musts.filter(({ obstacle }) => obstacle in NEEDED)
  const words = [
    ...needed.map(
      ({ obstacle, must }, index) =>
        `${must} ${index > 0 ? '' : must === 1 ? 'needs ' : 'need '}${NEEDED[obstacle]?.[must === 1 ? 0 : 1]}`,
    ),
    ...musts
      .filter(entry => !needed.includes(entry))
      .map(({ obstacle, must }) => `${must} ${OTHER[obstacle]}`),
  ]
  return [`${total} not judged: ${words.join(', ')}${needed.length > 0 ? ' → run --check' : ''}`]
}

function formatExit({ exit, verdict }: Report): readonly string[] {
  if (exit.code === 0 || (exit.code === 1 && verdict === 'nonconformant')) return []
  const next = exit.code === 4 ? ' → run --check names the layer at fault' : ''
  return [`exit ${exit.code}: ${showLine(exit.reason)}${next}`]
}

function formatFixed({ baseline }: Report): readonly string[] {
  if (baseline === undefined || baseline.fixed.length === 0) return []
  const { fixed } = baseline
  const more = fixed.length > MAX_FIXED ? ` and ${fixed.length - MAX_FIXED} more` : ''
  return [`fixed: ${fixed.slice(0, MAX_FIXED).join(', ')}${more} → add --update-baseline to drop them`]
}

/** The end of a run on one screen: the worst findings, the totals, the verdict with its denominator. */
export function formatSummary(report: Report, options: SummaryOptions): string {
  const lines = [
    ...(options.isBrief
      ? []
      : [...formatFindings(report, options), formatFacts(report), formatTotals(report, options.colors)]),
    formatVerdict(report, options),
    ...formatNotJudged(report.notJudged),
    ...formatFixed(report),
    ...formatExit(report),
  ]
  return `${lines.join('\n')}\n`
}
