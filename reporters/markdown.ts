import type { Level } from '../engine/model/requirement.ts'
import {
  describeAnswerer,
  describeCount,
  describeFlags,
  describeRequests,
  describeVerdict,
} from './finding-words.ts'
import type { Report, ReportFinding, ReportRequirement } from './report.ts'
import { countOf, cut, formatDuration, formatNumber, showLine } from './text.ts'
import { VERDICTS } from './verdict.ts'

const MAX_FINDINGS = 10

const MARK: Readonly<Record<Report['verdict'], string>> = {
  conformant: '✅',
  partial: '🟡',
  nonconformant: '❌',
  inconclusive: '❔',
}

/** Text of ours or of the profile, so that none of it is markup. */
function escapeMarkdown(text: string): string {
  return showLine(text).replace(/[\\`*_[\]<>|~&]/g, '\\$&')
}

/** Text from the server as code: its fence is longer than any run of backticks within. */
function code(text: string, limit = 160): string {
  const shown = cut(showLine(text), limit)
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = shown.startsWith('`') || shown.endsWith('`') || shown === '' ? ' ' : ''
  return `${fence}${pad}${shown}${pad}${fence}`
}

/** A sentence of ours: what stands between backticks is code already. */
function prose(text: string): string {
  const parts = text.split('`')
  return parts.map((part, index) => (index % 2 === 1 ? code(part) : escapeMarkdown(part))).join('')
}

function formatTotals({ totals }: Report): readonly string[] {
  const levels: readonly Level[] = ['MUST', 'SHOULD', 'OBSERVE']
  const verdicts = VERDICTS.filter(verdict => levels.some(level => totals[level][verdict] !== undefined))
  return [
    `| | ${verdicts.join(' | ')} |`,
    `|---|${verdicts.map(() => '--:').join('|')}|`,
    ...levels.map(
      level => `| **${level}** | ${verdicts.map(verdict => totals[level][verdict] ?? '').join(' | ')} |`,
    ),
  ]
}

function formatFinding(finding: ReportFinding, requirement: ReportRequirement): readonly string[] {
  const requests = describeRequests(finding)
  const flags = describeFlags(finding)
  const [source] = requirement.sources
  const where = source === undefined ? '' : ` [${escapeMarkdown(source.source)}](${source.url})`
  return [
    '',
    `**${requirement.id}** ${requirement.level} · ${prose(requirement.title)} · ` +
      [describeCount(finding, requirement), ...flags].join(' · '),
    '',
    `> ${prose(requirement.statement)}${where}`,
    '',
    ...(requests === null ? [] : [`- sent ${requests.sent.map(part => code(part)).join(' ')}`]),
    ...(requests === null || requests.control === null
      ? []
      : [
          `- control ${requests.control.map(part => code(part)).join(' ')} → ${code(requests.controlGot ?? '')}`,
        ]),
    ...finding.mismatches.map(
      ({ what, expected, received }) =>
        `- ${escapeMarkdown(what)}: expected ${code(expected)}, received ${code(received)}`,
    ),
    ...(finding.because === undefined ? [] : [`- ${escapeMarkdown(finding.because)}`]),
    ...(describeAnswerer(finding) === '' ? [] : [`- ${describeAnswerer(finding)}`]),
    `- again: ${code(finding.reproduce.replay)}`,
  ]
}

/** A summary for a pull request or a CI step: the verdict, the totals, the first ten findings. */
export function formatMarkdown(report: Report): string {
  const { run, target, suite } = report
  const requirements = new Map(report.requirements.map(entry => [entry.id, entry]))
  const bad = (['failed', 'warned', 'inconclusive'] as const).flatMap(verdict =>
    report.findings.filter(finding => finding.verdict === verdict),
  )
  const shown = bad.slice(0, MAX_FINDINGS).flatMap(finding => {
    const requirement = requirements.get(finding.requirement)
    return requirement === undefined ? [] : formatFinding(finding, requirement)
  })
  const more = bad.length - MAX_FINDINGS
  const lines = [
    `## ${MARK[report.verdict]} UCWA dismiss · ${describeVerdict(report).join(' · ')}`,
    '',
    `${escapeMarkdown(target.name)} · ${countOf(run.requests, 'request')} in ${formatDuration(run.durationMs)} · ` +
      `seed ${formatNumber(run.seed)} · catalogue ${suite.catalogue}`,
    '',
    ...formatTotals(report),
    ...shown,
    ...(more > 0 ? ['', `… and ${more} more in the report.`] : []),
    '',
    '**What this does not prove**',
    '',
    ...report.doesNotProve.map(sentence => `- ${prose(sentence)}`),
  ]
  return `${lines.join('\n')}\n`
}
