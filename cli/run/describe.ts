import type { RunEnd } from '../../engine/conduct/run.ts'
import type { Finding } from '../../engine/model/finding.ts'
import { redactorOf } from '../../engine/send/redact.ts'
import { profileHash } from '../../engine/target/profile.ts'
import { buildReport } from '../../reporters/model.ts'
import type { Latency, Report } from '../../reporters/report.ts'
import { readManifest } from '../../schemas/package-root.ts'
import { CATALOGUE_VERSION, catalogue } from '../../suites/catalogue.ts'
import { facts } from '../../suites/facts.ts'
import { replayOptionsOf } from './replay-options.ts'
import { describeSelection, formatShard } from './selection.ts'
import type { RunSetup } from './setup.ts'

/** What a run has come to. */
export interface Conducted {
  readonly end: RunEnd
  readonly findings: readonly Finding[]
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly links: number
  readonly latency: Latency | null
}

/** `baseUrl` without what the environment put into it. */
function showUrl({ baseUrl, secrets }: RunSetup['profile']): string {
  return secrets.reduce((shown, secret) => redactorOf(secret).redactText(shown), baseUrl.href)
}

/** The report of a run that has just ended. */
export function describeRun(setup: RunSetup, conducted: Conducted): Report {
  const { flags, profile, target, baseline } = setup
  const { end, findings, startedAt, links, latency } = conducted
  const { stopped, generated, gone } = end
  const shard = formatShard(flags)
  const selection = describeSelection(flags)
  return buildReport({
    suite: { ...readManifest(), catalogue: CATALOGUE_VERSION },
    target: { name: profile.name, baseUrl: showUrl(profile), profileHash: profileHash(profile) },
    areas: catalogue,
    facts,
    findings,
    run: {
      seed: flags.seed,
      startedAt,
      durationMs: Date.now() - startedAt,
      requests: target.sender.requests,
      links,
      concurrency: target.limits.concurrency,
      generated,
      ...(gone > 0 && { gone }),
      ...(shard && { shard }),
      interrupted: stopped?.exit === 130,
    },
    ...(latency && { latency }),
    ...(selection && { selection }),
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
}
