import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { conductRun } from '../../engine/conduct/run.ts'
import type { Exchange } from '../../engine/model/exchange.ts'
import type { Finding } from '../../engine/model/finding.ts'
import { createConsole } from '../../reporters/console/console.ts'
import { createLatencyMeter } from '../../reporters/latency.ts'
import { appendExchange, appendFinding } from '../../reporters/ndjson.ts'
import type { Report } from '../../reporters/report.ts'
import { REPORT_FORMATS, writeReports } from '../../reporters/write.ts'
import { catalogue } from '../../suites/catalogue.ts'
import { openSamples } from '../../suites/samples.ts'
import type { RunFlags } from '../run-options.ts'
import { type Conducted, describeRun } from './describe.ts'
import { RECORDING } from './folder.ts'
import { meterTarget } from './metered.ts'
import { createSelection } from './selection.ts'
import type { RunSetup } from './setup.ts'

/** Writes exchanges down where `--record` asks for it. */
function openRecording({ record, out }: RunFlags): (exchange: Exchange) => void {
  if (!record) return () => {}
  const file = join(out, RECORDING)
  writeFileSync(file, '')
  return exchange => appendExchange(file, exchange)
}

/** Conducts the run, tells its findings as they come, writes the reports, and shows the summary. */
export async function conduct(setup: RunSetup): Promise<{ findings: readonly Finding[]; report: Report }> {
  const { flags, findingsFile, out, signal } = setup
  const startedAt = Date.now()
  const latency = createLatencyMeter()
  const record = openRecording(flags)
  const { target, meter } = meterTarget(setup.target, exchange => {
    latency.add(exchange.durationMs)
    record(exchange)
  })
  const screen = createConsole({
    output: out,
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
      appendFinding(findingsFile, finding.mismatches.length > 0 ? finding : { ...finding, exchanges: [] })
      if (finding.verdict === 'failed') failed += 1
      screen.finding(finding)
    },
    onProgress: (done, of) => screen.progress({ done, of, requests: target.sender.requests, failed }),
  }).finally(() => samples?.close())
  const conducted: Conducted = { end, findings, startedAt, links: meter.links, latency: latency.summary() }
  const report = describeRun({ ...setup, target }, conducted)
  const formats = REPORT_FORMATS.filter(format => flags.reports.includes(format))
  const written = writeReports(report, flags.out, formats)
  screen.summary(
    report,
    written.find(path => path.endsWith('.html')),
  )
  return { findings, report }
}
