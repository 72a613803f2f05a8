import { type Command, Option } from 'commander'
import type { SafetyFlags } from '../engine/target/limits.ts'
import type { FailOn } from '../reporters/report.ts'
import { UsageError } from './errors.ts'
import { addTargetOptions, readTargetFlags, type TargetFlags, type TargetOptions } from './target-options.ts'
import {
  collectText,
  readDuration,
  readInteger,
  readPositive,
  readSeed,
  readShard,
  readText,
  readWord,
  readWords,
  type Shard,
} from './values.ts'

/** What `--report` can name; `findings.ndjson` is written in any case. */
const REPORT_NAMES = ['console', 'html', 'json', 'junit', 'markdown', 'allure'] as const

type ReportName = (typeof REPORT_NAMES)[number]

/** Folder of the reports where `--out` names none. */
export const DEFAULT_FOLDER = 'conformance-report'

/** The options of `run`, checked. */
export interface RunFlags extends TargetFlags {
  /** `check` and `plan` send no case; `run` does. */
  readonly mode: 'run' | 'check' | 'plan'
  readonly out: string
  /** `random` is drawn already. */
  readonly seed: number
  readonly generated: number
  readonly only: readonly string[]
  readonly skip: readonly string[]
  readonly failOn: FailOn
  readonly baseline?: string
  readonly updateBaseline: boolean
  readonly strictBaseline: boolean
  /** Each once, in the order given. */
  readonly reports: readonly ReportName[]
  readonly record: boolean
  readonly safety: SafetyFlags
  readonly shard?: Shard
  readonly verbosity: 'quiet' | 'normal' | 'verbose'
}

/** Option values as commander hands them over: each is read already, none is compared with another. */
interface RunOptions extends TargetOptions {
  readonly check?: true
  readonly plan?: true
  readonly out: string
  readonly seed: number
  readonly generated: number
  readonly only?: readonly string[]
  readonly skip?: readonly string[]
  readonly failOn: FailOn
  readonly baseline?: string
  readonly updateBaseline?: true
  readonly strictBaseline?: true
  readonly report: readonly ReportName[]
  readonly record?: true
  readonly concurrency?: number
  readonly rate?: number
  readonly maxRequests?: number
  readonly maxTime?: number
  readonly shard?: Shard
  readonly safe?: true
  readonly full?: true
  readonly quiet?: true
  readonly verbose?: true
}

/** Options that cannot stand together, with the reason. */
const CONTRADICTIONS: readonly (readonly [keyof RunOptions, keyof RunOptions, string])[] = [
  ['check', 'plan', 'ask for one at a time'],
  ['check', 'record', 'a check sends no case'],
  ['check', 'updateBaseline', 'a check finds no failure'],
  ['plan', 'record', 'a plan sends nothing'],
  ['plan', 'updateBaseline', 'a plan finds no failure'],
  ['safe', 'full', 'one lowers the limits, the other lifts them'],
  ['quiet', 'verbose', 'ask for less or for more'],
]

function spell(name: string): string {
  return `--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`
}

/** Adds the options of `run`, in groups. */
export function addRunOptions(command: Command): Command {
  return addTargetOptions(command)
    .optionsGroup('What to do')
    .option('--check', 'test the way to the target, layer by layer, and stop')
    .option('--plan', 'print what can be judged with how many links, and stop')
    .option('--only <glob>', 'run these cases only; repeatable', collectText('--only'))
    .option('--skip <glob>', 'leave these cases out; repeatable', collectText('--skip'))
    .addOption(
      new Option('--seed <n|random>', 'seed of the generated requests')
        .argParser(readSeed('--seed'))
        .default(1),
    )
    .option(
      '--generated <n>',
      'how many requests to generate',
      readInteger('--generated', 0, 10_000_000),
      2000,
    )
    .option('--shard <i/n>', 'run this share of the cases, such as 1/4', readShard('--shard'))
    .optionsGroup('What comes out')
    .option('--out <dir>', 'folder of the reports', readText('--out'), DEFAULT_FOLDER)
    .addOption(
      new Option('--report <list>', 'which reports to write')
        .argParser(readWords('--report', REPORT_NAMES))
        .default(REPORT_NAMES, REPORT_NAMES.join(',')),
    )
    .option('--record', 'keep all exchanges in recording.ndjson')
    .option('--quiet', 'print the verdict only')
    .option('--verbose', 'print a line for each case')
    .optionsGroup('What fails')
    .option('--fail-on <level>', 'must or should', readWord('--fail-on', ['must', 'should']), 'must')
    .option('--baseline <file>', 'known failures, each with an expiry', readText('--baseline'))
    .option('--update-baseline', 'write what fails now into the baseline')
    .option('--strict-baseline', 'fail when a known failure is fixed but still listed')
    .optionsGroup('How gently (the stricter of option and profile wins)')
    .option('--safe', 'treat a local target as gently as a remote one')
    .option('--full', 'lift the defaults for a remote target: you answer for the load')
    .option('--concurrency <n>', 'connections at once', readInteger('--concurrency', 1, 1000))
    .option('--rate <n>', 'requests a second', readPositive('--rate', 1_000_000))
    .option('--max-requests <n>', 'requests in all', readInteger('--max-requests', 1, 1_000_000_000))
    .option('--max-time <time>', 'such as 90, 90s, 5m or 1h', readDuration('--max-time'))
    .optionsGroup('Options')
}

function readSafety({ rate, concurrency, maxRequests, maxTime, safe, full }: RunOptions): SafetyFlags {
  return {
    ...(rate !== undefined && { rate }),
    ...(concurrency !== undefined && { concurrency }),
    ...(maxRequests !== undefined && { maxRequests }),
    ...(maxTime !== undefined && { maxTime }),
    ...(safe && { safe }),
    ...(full && { full }),
  }
}

/** Checks the parsed options of `run` against each other. Throws a `UsageError` that names them. */
export function readRunFlags(options: RunOptions): RunFlags {
  for (const [one, other, because] of CONTRADICTIONS) {
    if (options[one] && options[other]) {
      throw new UsageError(`${spell(one)} and ${spell(other)} contradict each other: ${because}`)
    }
  }
  const { baseline, updateBaseline = false, strictBaseline = false, shard } = options
  if (baseline === undefined && (updateBaseline || strictBaseline)) {
    throw new UsageError(
      `${updateBaseline ? '--update-baseline' : '--strict-baseline'} needs --baseline FILE`,
    )
  }
  return {
    ...readTargetFlags(options),
    mode: options.check ? 'check' : options.plan ? 'plan' : 'run',
    out: options.out,
    seed: options.seed,
    generated: options.generated,
    only: options.only ?? [],
    skip: options.skip ?? [],
    failOn: options.failOn,
    ...(baseline !== undefined && { baseline }),
    updateBaseline,
    strictBaseline,
    reports: options.report,
    record: options.record ?? false,
    safety: readSafety(options),
    ...(shard && { shard }),
    verbosity: options.quiet ? 'quiet' : options.verbose ? 'verbose' : 'normal',
  }
}
