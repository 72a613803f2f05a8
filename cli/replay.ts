import { replayCase } from '../engine/conduct/replay.ts'
import { ComposeError } from '../engine/send/compose.ts'
import { isRemote } from '../engine/target/limits.ts'
import { openTarget } from '../engine/target/open.ts'
import { parseProfile } from '../engine/target/profile.ts'
import type { Report } from '../reporters/report.ts'
import { showLine } from '../reporters/text.ts'
import { catalogue } from '../suites/catalogue.ts'
import { UsageError } from './errors.ts'
import { colorsFor, type Io } from './io.ts'
import { findNamed, listCases } from './lookup.ts'
import { suggest } from './near.ts'
import { findRecorded, type Recorded, type Replayable } from './replay/recorded.ts'
import { formatRound, formatVerdict } from './replay/words.ts'
import { readReport } from './report-file.ts'
import { type Chosen, chooseTarget } from './run/choose-target.ts'
import { startEmbedded } from './run/embedded.ts'
import type { TargetFlags } from './target-options.ts'

/** The options of `replay`. */
export interface ReplayFlags {
  /** A `report.json`, or its folder. */
  readonly report: string
  readonly target: TargetFlags
  /** Lifts the defaults of a remote target. */
  readonly full?: true
}

/** The first part of the name that an embedded server's profile has; its faults and quirks follow. */
const EMBEDDED = 'Reference server'

const EXIT_CODES = { fixed: 0, failing: 1, flaky: 1, unclear: 3 } as const

function findReplayable(report: Report, id: string): Replayable {
  const named = findNamed(catalogue, id)
  if (named === undefined) {
    const counted = findNamed(catalogue, id.split('/', 1)[0] ?? '')
    if (counted?.kind === 'requirement' && !('cases' in counted.requirement)) {
      const { id: requirement } = counted.requirement
      throw new UsageError(
        `${requirement} speaks of the answers to all cases and sends none: name one of them`,
      )
    }
    const shown = report.findings
      .flatMap(({ cases }) => cases)
      .filter(one => findNamed(catalogue, one) !== undefined)
    const known = new Set([...shown, ...listCases(catalogue)])
    throw new UsageError(`unknown case ${id}${suggest(id, [...known])}`)
  }
  if (named.kind === 'requirement') {
    const { id: requirement } = named.requirement
    const example = report.findings.find(finding => finding.requirement === requirement)?.caseId
    throw new UsageError(
      `${requirement} is a requirement; name a case of it${example ? `, such as ${example}` : ''}`,
    )
  }
  if (named.kind === 'family' && named.index === undefined) {
    throw new UsageError(`${id} is a family of generated cases; name one of them, such as ${id}#0`)
  }
  return named
}

/** The target that the options name; without any, the embedded server of the run with its faults and quirks. */
async function chooseAgain({ target: { name, baseUrl } }: Report, flags: TargetFlags): Promise<Chosen> {
  if (flags.profile !== undefined || flags.urls.length > 0) return chooseTarget(flags)
  const [first, ...ids] = name.split(' + ')
  if (first !== EMBEDDED || isRemote(new URL(baseUrl))) {
    throw new UsageError(
      `the report is about ${name}: say how to reach it with --profile FILE, or --url and --token`,
    )
  }
  const embedded = await startEmbedded(ids)
  return { profile: parseProfile(JSON.stringify(embedded.profile), 'embedded.json'), embedded }
}

function describeSource({ from, finding }: Recorded, id: string, file: string): string {
  if (from === 'report') return `as recorded in ${file}`
  if (finding === undefined) return 'as the catalogue has it: the report does not name this case'
  return finding.caseId === id
    ? 'as the catalogue has it: that run did not send it'
    : `as the catalogue has it: of this cause the report shows ${finding.caseId}`
}

/**
 * `replay CASE`: sends the recorded requests three times and says what became of the finding. Request target, Host
 * and Authorization come fresh from the profile, User-Agent names this version. Answers 0 fixed, 1 still failing or
 * flaky, 3 cannot tell. Throws `UsageError`, `ProfileError`.
 */
export async function replay(
  id: string,
  flags: ReplayFlags,
  { out }: Io,
  signal: AbortSignal,
): Promise<number> {
  const colors = colorsFor(out)
  const report = readReport(flags.report)
  const named = findReplayable(report, id)
  const recorded = findRecorded(report, id, named)
  const { profile, embedded } = await chooseAgain(report, flags.target)
  const target = await openTarget(profile, { flags: flags.full ? { full: true } : {} })
  try {
    const { level, title } = named.requirement
    out.write(`${colors.bold(id)}  ${level}  ${title}\n`)
    out.write(`${describeSource(recorded, id, flags.report)}, sent to ${showLine(profile.name)}\n\n`)
    const result = await replayCase({ ...recorded, target, signal })
    for (const [index, round] of result.rounds.entries()) {
      out.write(formatRound(round, index + 1, result.rounds[index - 1], colors))
    }
    out.write(`\n${formatVerdict(result, recorded.finding, colors)}`)
    return signal.aborted ? 130 : EXIT_CODES[result.verdict]
  } catch (error) {
    if (error instanceof ComposeError) throw new UsageError(`${flags.report}: ${error.message}`)
    throw error
  } finally {
    await target.close()
    await embedded?.close()
  }
}
