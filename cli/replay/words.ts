import type { Replay, Round } from '../../engine/conduct/replay.ts'
import { describeObservation } from '../../engine/judge/observation.ts'
import type { Exchange } from '../../engine/model/exchange.ts'
import type { Colors } from '../../reporters/console/paint.ts'
import { showBody } from '../../reporters/exchange-view.ts'
import type { ReportFinding } from '../../reporters/report.ts'
import { cut, formatSize, showBytes, showLine } from '../../reporters/text.ts'

const SHOWN = 160

/** Links are long, and their end says most. */
const SHOWN_TARGET = 400

/** Sent with every request. */
const USUAL_HEADERS = new Set(['host', 'user-agent', 'x-conformance-case', 'content-length'])

function formatBody(bytes: Uint8Array): readonly string[] {
  if (bytes.length === 0) return []
  const text = cut(showLine(showBytes(showBody(bytes))), SHOWN)
  return [text.endsWith('…') ? `${text}  (cut; ${formatSize(bytes.length)})` : text]
}

function label(name: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `  ${(index === 0 ? name : '').padEnd(10)}${line}`)
}

function formatExchange(exchange: Exchange): readonly string[] {
  const { sent, answer, role } = exchange
  const headers = sent.headers
    .filter(([name]) => !USUAL_HEADERS.has(name.toLowerCase()))
    .map(([name, value]) => cut(showLine(`${name}: ${value}`), SHOWN))
  const request = [
    cut(showLine(`${sent.method} ${sent.target}`), SHOWN_TARGET),
    ...(headers.length > 0 ? [headers.join(' · ')] : []),
    ...formatBody(sent.body),
  ]
  return [
    ...label(role === 'probe' ? 'sent' : 'control', request),
    ...label('received', [
      showLine(describeObservation(exchange)),
      ...formatBody(answer?.body ?? new Uint8Array()),
    ]),
  ]
}

function formatMismatches(round: Round): readonly string[] {
  if (round.kind === 'unclear') return []
  return round.mismatches.flatMap(({ what, expected, received }) => [
    ...label('expected', [cut(showLine(`${what} ${expected}`), SHOWN)]),
    ...label('but', [cut(showLine(`${what} ${received}`), SHOWN)]),
  ])
}

function describeRound(round: Round, colors: Colors): string {
  if (round.kind === 'unclear') return colors.yellow(`cannot tell: ${showLine(round.because)}`)
  return round.mismatches.length === 0 ? colors.green('conforms') : colors.red('fails')
}

/** What is equal in two rounds is not told twice. */
function identify(round: Round): string {
  if (round.kind === 'unclear') return round.because
  return JSON.stringify([round.mismatches, round.exchanges.map(describeObservation)])
}

/** One of the rounds with its exchanges; a round like the one `before` in one line. */
export function formatRound(round: Round, number: number, before: Round | undefined, colors: Colors): string {
  const head = `${colors.bold(`${number}.`)} ${describeRound(round, colors)}`
  if (before !== undefined && identify(round) === identify(before)) return `${head}, as before\n`
  return `${[head, ...round.exchanges.flatMap(formatExchange), ...formatMismatches(round)].join('\n')}\n`
}

function describeBefore(finding: ReportFinding | undefined): string {
  if (finding === undefined) return 'the report does not name it'
  const { failed, of } = finding.attempts
  const { verdict, observation } = finding
  const detail =
    verdict === 'observed' ? ` ${showLine(observation)}` : failed > 0 ? ` ${failed} of ${of}` : ''
  return `in the report: ${verdict}${detail}`
}

/** What the server did, each time or each way once. */
function describeSeen(rounds: readonly Round[]): string {
  const seen = rounds.flatMap(({ exchanges }) => {
    const probe = exchanges.findLast(({ role }) => role === 'probe')
    return probe === undefined ? [] : [showLine(describeObservation(probe))]
  })
  return [...new Set(seen)].join(', ')
}

/** The last line: what became of the finding, and what the report said. */
export function formatVerdict(
  { verdict, rounds }: Replay,
  finding: ReportFinding | undefined,
  colors: Colors,
): string {
  const failed = rounds.filter(round => round.kind === 'judged' && round.mismatches.length > 0).length
  const judged = rounds.filter(round => round.kind === 'judged').length
  const before = colors.dim(`(${describeBefore(finding)})`)
  switch (verdict) {
    case 'fixed': {
      if (finding?.verdict === 'observed') return `observed: ${describeSeen(rounds)} ${before}\n`
      const isFix = (finding?.mismatches.length ?? 0) > 0
      return `${colors.bold(colors.green(isFix ? 'fixed' : 'conforms'))}: ${judged} of ${judged} conform ${before}\n`
    }
    case 'failing':
      return `${colors.bold(colors.red('still failing'))}: ${failed} of ${judged} ${before}\n`
    case 'flaky':
      return `${colors.bold(colors.red(`flaky ${failed}/${judged}`))} ${before}\n`
    case 'unclear': {
      const last = rounds.at(-1)
      const because = last?.kind === 'unclear' ? last.because : 'interrupted'
      return `${colors.bold(colors.yellow('cannot tell'))}: ${showLine(because)} ${before}\n`
    }
  }
}
