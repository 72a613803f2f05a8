import { describeVerdict } from '../finding-words.ts'
import type { Report } from '../report.ts'
import { showLine } from '../text.ts'
import { formatFindings, type Screen } from './findings.ts'
import { paintVerdict } from './paint.ts'
import { formatFacts, formatNotJudged, formatTotals } from './totals.ts'

export interface SummaryOptions extends Screen {
  /** Nothing but the verdict. */
  readonly isBrief?: boolean
  /** The page to point at. */
  readonly htmlPath?: string
}

/** Ids of fixed cases on the one line that there is for them. */
const MAX_FIXED = 3

function formatVerdict(report: Report, { colors, htmlPath }: SummaryOptions): string {
  const [word = '', ...rest] = describeVerdict(report)
  const line = [paintVerdict(report, word, colors), ...rest].join(' · ')
  return htmlPath === undefined ? line : `${line}     → ${htmlPath}`
}

/** Why a run judged nothing at all: what befell the environment, else what kept most cases from being told or tried. */
function findTrouble({ exit, findings, judged }: Report): string | undefined {
  if (exit.code !== 3 || judged.must.judged > 0) return undefined
  const byCount = findings.toSorted((one, two) => two.count - one.count)
  const told =
    findings.find(({ cause }) => cause === 'environment') ??
    byCount.find(({ verdict }) => verdict === 'inconclusive') ??
    byCount.find(({ cause }) => cause === 'links' || cause === 'budget')
  return told?.because
}

function formatExit(report: Report): readonly string[] {
  const { exit, verdict } = report
  if (exit.code === 0 || (exit.code === 1 && verdict === 'nonconformant')) return []
  const trouble = findTrouble(report)
  const why = trouble === undefined || exit.reason.includes(trouble) ? '' : `; ${showLine(trouble)}`
  const next = exit.code === 4 ? ' → run --check names the layer at fault' : ''
  return [`exit ${exit.code}: ${showLine(exit.reason)}${why}${next}`]
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
