import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { conductRun, type RunEnd } from '../engine/conduct/run.ts'
import type { Finding } from '../engine/model/finding.ts'
import type { Target } from '../engine/model/target.ts'
import { openTarget } from '../engine/target/open.ts'
import { profileHash } from '../engine/target/profile.ts'
import type { Profile } from '../engine/target/profile-model.ts'
import { hostFindings } from '../engine/vitest/host.ts'
import type { Baseline } from '../reporters/baseline.ts'
import { createConsole } from '../reporters/console.ts'
import { matchesCase } from '../reporters/glob.ts'
import { createLatencyMeter } from '../reporters/latency.ts'
import { buildReport } from '../reporters/model.ts'
import { appendExchange, appendFinding } from '../reporters/ndjson.ts'
import type { Report } from '../reporters/report.ts'
import { REPORT_FORMATS, writeReports } from '../reporters/write.ts'
import { packageRoot } from '../schemas/package-root.ts'
import { CATALOGUE_VERSION, catalogue } from '../suites/catalogue.ts'
import { facts } from '../suites/facts.ts'
import { openSamples } from '../suites/samples.ts'
import { UsageError } from './errors.ts'
import { suggest } from './near.ts'
import { readOrCreateBaseline, updateBaseline } from './run/baseline-file.ts'
import { runCheck } from './run/check.ts'
import { chooseTarget } from './run/choose-target.ts'
import { prepareFolder } from './run/folder.ts'
import { listenForInterrupt } from './run/interrupt.ts'
import { meterTarget } from './run/metered.ts'
import { formatPlan } from './run/plan.ts'
import { replayOptionsOf } from './run/replay-options.ts'
import { prepareTests, type SuiteTests } from './run/tests.ts'
import type { RunFlags } from './run-options.ts'

function suiteVersion(): string {
  return JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')).version
}

/** `--only` and `--skip`: a case is selected by any of the one, and dropped by any of the other. */
function createSelection({ only, skip }: RunFlags): (caseId: string) => boolean {
  return caseId =>
    (only.length === 0 || only.some(pattern => matchesCase(pattern, caseId))) &&
    !skip.some(pattern => matchesCase(pattern, caseId))
}

/** A pattern that names nothing is a slip: running nothing would look like success. */
function refuseEmptyPatterns({ only, skip }: RunFlags): void {
  const ids = catalogue
    .flatMap(area => area.requirements)
    .flatMap(requirement => [
      requirement.id,
      ...('cases' in requirement ? requirement.cases.map(({ id }) => id) : []),
      ...('families' in requirement
        ? (requirement.families ?? []).map(({ name }) => `${requirement.id}/${name}`)
        : []),
    ])
  for (const [option, patterns] of Object.entries({ '--only': only, '--skip': skip })) {
    const empty = patterns.find(pattern => !ids.some(id => matchesCase(pattern, id)))
    if (empty !== undefined) throw new UsageError(`${option} ${empty} names no case${suggest(empty, ids)}`)
  }
}

interface Conducted {
  readonly end: RunEnd
  readonly findings: readonly Finding[]
  readonly report: Report
}

/** Conducts the run while vitest waits for its findings, and builds the report of both. */
async function conduct(
  flags: RunFlags,
  profile: Profile,
  opened: Target,
  baseline: Baseline | undefined,
  file: string,
  signal: AbortSignal,
): Promise<Conducted> {
  const startedAt = Date.now()
  const latency = createLatencyMeter()
  const recording = flags.record ? join(flags.out, 'recording.ndjson') : undefined
  if (recording !== undefined) writeFileSync(recording, '')
  const { target, meter } = meterTarget(opened, exchange => {
    latency.add(exchange.durationMs)
    if (recording !== undefined) appendExchange(recording, exchange)
  })
  const screen = createConsole({
    output: process.stdout,
    mode: flags.reports.includes('console') ? flags.verbosity : 'quiet',
  })
  const findings: Finding[] = []
  let failed = 0
  const samples = openSamples(flags.generated)
  const end = await conductRun({
    areas: catalogue,
    target,
    seed: flags.seed,
    generated: flags.generated,
    ...(samples && { makeSamples: samples.make }),
    selects: createSelection(flags),
    ...(flags.shard && { shard: flags.shard }),
    signal,
    onFinding: finding => {
      findings.push(finding)
      // A run dies with the evidence of what it found; what passed needs none.
      appendFinding(file, finding.mismatches.length > 0 ? finding : { ...finding, exchanges: [] })
      if (finding.verdict === 'failed') failed += 1
      screen.finding(finding)
    },
    onProgress: (done, of) => screen.progress({ done, of, requests: target.sender.requests, failed }),
  }).finally(() => samples?.close())
  const { stopped } = end
  const selected =
    flags.only.length > 0 || flags.skip.length > 0 || flags.shard !== undefined || flags.safety.safe === true
  const report = buildReport({
    suite: { name: 'ucwa-dismiss-conformance', version: suiteVersion(), catalogue: CATALOGUE_VERSION },
    target: { name: profile.name, baseUrl: profile.baseUrl.href, profileHash: profileHash(profile) },
    areas: catalogue,
    facts,
    findings,
    run: {
      seed: flags.seed,
      startedAt,
      durationMs: Date.now() - startedAt,
      requests: target.sender.requests,
      links: meter.links,
      concurrency: target.limits.concurrency,
      generated: end.generated,
      ...(end.gone > 0 && { gone: end.gone }),
      ...(flags.shard && { shard: `${flags.shard.index}/${flags.shard.of}` }),
      interrupted: stopped?.exit === 130,
    },
    ...(summary => summary && { latency: summary })(latency.summary()),
    ...(selected && {
      selection: {
        ...(flags.only.length > 0 && { only: flags.only }),
        ...(flags.skip.length > 0 && { skip: flags.skip }),
        ...(flags.safety.safe === true && { safe: true }),
        ...(flags.shard && { shard: `${flags.shard.index}/${flags.shard.of}` }),
      },
    }),
    failOn: flags.failOn,
    replayOptions: replayOptionsOf(flags),
    ...(stopped &&
      stopped.exit !== 'budget' && { stopped: { exit: stopped.exit, because: stopped.because } }),
    ...(profile.expect && { expectMust: profile.expect.must }),
    ...(baseline && {
      baseline: {
        entries: baseline,
        today: new Date(startedAt).toISOString().slice(0, 10),
        strict: flags.strictBaseline,
      },
    }),
    rulings: Object.fromEntries(profile.rulings),
  })
  const formats = REPORT_FORMATS.filter(format => flags.reports.includes(format))
  const written = writeReports(report, flags.out, formats)
  screen.summary(
    report,
    written.find(path => path.endsWith('.html')),
  )
  return { end, findings, report }
}

/** The areas' findings, for the tests that ask for them. */
function byArea(findings: readonly Finding[], area: string): readonly Finding[] {
  const ids = new Set(catalogue.find(({ name }) => name === area)?.requirements.map(({ id }) => id))
  return findings.filter(({ requirement }) => ids.has(requirement))
}

/**
 * `run`: judges the target and writes the reports; answers the exit code. Throws `UsageError`, `ProfileError`,
 * `SupplyError` or `ReportWriteError` for what the user can mend.
 */
export async function runCommand(flags: RunFlags): Promise<number> {
  refuseEmptyPatterns(flags)
  const baseline =
    flags.baseline === undefined
      ? undefined
      : readOrCreateBaseline(flags.baseline, flags.updateBaseline, CATALOGUE_VERSION)
  const interrupt = listenForInterrupt()
  try {
    return await runInterruptibly(flags, baseline, interrupt.signal)
  } finally {
    interrupt.release()
  }
}

async function runInterruptibly(
  flags: RunFlags,
  baseline: Baseline | undefined,
  signal: AbortSignal,
): Promise<number> {
  const { profile, embedded } = await chooseTarget(flags)
  const target = await openTarget(profile, { flags: flags.safety })
  let tests: SuiteTests | undefined
  try {
    if (flags.mode === 'check') return await runCheck(profile, target, text => process.stdout.write(text))
    if (flags.mode === 'plan') {
      process.stdout.write(formatPlan(catalogue, target, createSelection(flags)))
      return 0
    }
    const file = prepareFolder(flags.out)
    const conducted = conduct(flags, profile, target, baseline, file, signal)
    // Awaited below; until then its error is not one that nobody handles.
    conducted.catch(() => undefined)
    const host = hostFindings(async area => byArea((await conducted).findings, area))
    try {
      if (flags.reports.includes('allure')) {
        tests = await prepareTests(resolve(flags.out, 'allure-results'))
        await Promise.all([conducted, tests.run()])
      }
      const { report } = await conducted
      if (flags.updateBaseline && flags.baseline !== undefined && baseline !== undefined) {
        updateBaseline(flags.baseline, baseline, report, new Date())
        // What failed is known from now on.
        if (report.exit.code === 1) return 0
      }
      return report.exit.code
    } finally {
      host.close()
    }
  } finally {
    await tests?.close()
    await target.close()
    await embedded?.close()
  }
}
