import { resolve } from 'node:path'
import type { Finding } from '../engine/model/finding.ts'
import { openTarget } from '../engine/target/open.ts'
import { hostFindings } from '../engine/vitest/host.ts'
import { CATALOGUE_VERSION, catalogue } from '../suites/catalogue.ts'
import type { Io } from './io.ts'
import { readOrCreateBaseline, updateBaseline } from './run/baseline-file.ts'
import { runCheck } from './run/check.ts'
import { chooseTarget } from './run/choose-target.ts'
import { conduct } from './run/conduct.ts'
import { prepareFolder } from './run/folder.ts'
import { formatPlan } from './run/plan.ts'
import { createSelection, refuseEmptyPatterns } from './run/selection.ts'
import { prepareTests, type SuiteTests } from './run/tests.ts'
import type { RunFlags } from './run-options.ts'

/** The areas' findings, for the tests that ask for them. */
function byArea(findings: readonly Finding[], area: string): readonly Finding[] {
  const ids = new Set(catalogue.find(({ name }) => name === area)?.requirements.map(({ id }) => id))
  return findings.filter(({ requirement }) => ids.has(requirement))
}

/**
 * `run`: judges the target and writes the reports; answers the exit code. `signal` ends it early. Throws `UsageError`, `ProfileError`,
 * `SupplyError` or `ReportWriteError` for what the user can mend.
 */
export async function runCommand(
  flags: RunFlags,
  { out }: Pick<Io, 'out'>,
  signal: AbortSignal,
): Promise<number> {
  refuseEmptyPatterns(flags)
  const baseline =
    flags.baseline === undefined
      ? undefined
      : readOrCreateBaseline(flags.baseline, flags.updateBaseline, CATALOGUE_VERSION)
  const { profile, embedded } = await chooseTarget(flags)
  const target = await openTarget(profile, { flags: flags.safety })
  let tests: SuiteTests | undefined
  try {
    if (flags.mode === 'check') return await runCheck(profile, target, out)
    if (flags.mode === 'plan') {
      out.write(formatPlan(catalogue, target, createSelection(flags)))
      return 0
    }
    const findingsFile = prepareFolder(flags.out)
    const conducted = conduct({ flags, profile, target, baseline, findingsFile, out, signal })
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
        const known = updateBaseline(flags.baseline, baseline, report, new Date())
        const from = report.exit.code === 1 ? ', from the next run on: exit 0' : ''
        out.write(`${flags.baseline} now holds ${known} known failing cases${from}\n`)
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
