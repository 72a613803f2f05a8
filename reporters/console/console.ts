import picocolors from 'picocolors'
import type { Finding } from '../../engine/model/finding.ts'
import type { Report } from '../report.ts'
import { cut, formatDuration, formatNumber, showLine } from '../text.ts'
import { wantsColor } from './paint.ts'
import { formatSummary } from './summary.ts'

/** Where lines go: `process.stdout`, or a recorder in tests. */
export interface ConsoleOutput {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  readonly rows?: number | undefined
}

export interface ConsoleOptions {
  readonly output: ConsoleOutput
  /** Verbose: a line for each finding. Quiet: the verdict only. Default normal. */
  readonly mode?: 'quiet' | 'normal' | 'verbose'
  /** For `NO_COLOR`, `FORCE_COLOR` and `TERM`; default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Milliseconds; for tests. */
  readonly now?: () => number
}

/** How far a run is. */
interface Progress {
  readonly done: number
  /** Cases in all; absent where it is not known. */
  readonly of?: number
  readonly requests: number
  readonly failed: number
}

interface ConsoleReporter {
  /** Call it as often as you like; it writes as often as is good to read. */
  progress(progress: Progress): void
  finding(finding: Finding): void
  /** Ends the progress and prints the summary. */
  summary(report: Report, htmlPath?: string): void
}

const CLEAR_LINE = '\r\x1b[2K'

/** Between two redraws of the live line, and between two plain lines where there is no terminal. */
const LIVE_MS = 100
const PLAIN_MS = 5000

const DEFAULT_COLUMNS = 100
const DEFAULT_ROWS = 50

function formatProgress({ done, of, requests, failed }: Progress, elapsedMs: number): string {
  return [
    of === undefined ? `${formatNumber(done)} cases` : `${formatNumber(done)} of ${formatNumber(of)} cases`,
    `${formatNumber(requests)} requests`,
    ...(failed > 0 ? [`${formatNumber(failed)} failed`] : []),
    formatDuration(elapsedMs),
  ].join(' · ')
}

/** Live progress on a terminal, a plain line every five seconds elsewhere, and the summary at the end. */
export function createConsole(options: ConsoleOptions): ConsoleReporter {
  const { output, mode = 'normal', env = process.env, now = Date.now } = options
  const isLive = output.isTTY === true && env.TERM !== 'dumb'
  const colors = picocolors.createColors(wantsColor(output, env))
  const columns = output.columns ?? DEFAULT_COLUMNS
  const startedAt = now()
  let writtenAt = isLive ? Number.NEGATIVE_INFINITY : startedAt
  let isDrawn = false

  const writeLines = (text: string): void => {
    if (isDrawn) output.write(CLEAR_LINE)
    isDrawn = false
    output.write(text)
  }

  return {
    progress(progress) {
      const time = now()
      if (mode === 'quiet' || time - writtenAt < (isLive ? LIVE_MS : PLAIN_MS)) return
      writtenAt = time
      const line = formatProgress(progress, time - startedAt)
      output.write(isLive ? `${CLEAR_LINE}${colors.dim(cut(line, columns - 1))}` : `${line}\n`)
      isDrawn = isLive
    },
    finding({ caseId, verdict, observation, because }) {
      if (mode !== 'verbose') return
      const detail = cut(showLine(because ?? observation), 120)
      writeLines(`${verdict.padEnd(12)} ${caseId}  ${detail}\n`)
    },
    summary(report, htmlPath) {
      const text = formatSummary(report, {
        colors,
        columns,
        rows: output.rows ?? DEFAULT_ROWS,
        isBrief: mode === 'quiet',
        ...(htmlPath !== undefined && { htmlPath }),
      })
      writeLines(mode === 'quiet' ? text : `\n${text}`)
    },
  }
}
