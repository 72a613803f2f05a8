import type { ComponentChildren, JSX } from 'preact'
import type { Latency, Report } from '../report.ts'
import { formatDuration, formatNumber, showLine } from '../text.ts'

function Fact({ name, children }: { name: string; children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Histogram({ p50, p95, p99, histogram }: Latency): JSX.Element {
  const highest = Math.max(1, ...histogram.map(({ count }) => count))
  return (
    <figure class="latency">
      <figcaption>
        Response times: <b>{formatDuration(p50)}</b> median, <b>{formatDuration(p95)}</b> 95th and{' '}
        <b>{formatDuration(p99)}</b> 99th percentile
      </figcaption>
      <div class="columns-chart" aria-hidden="true">
        {histogram.map(({ upToMs, count }) => (
          <div>
            <span class="tick">{count > 0 && formatNumber(count)}</span>
            <span class="column" style={`height:${((100 * count) / highest).toFixed(1)}%`}></span>
            <span class="tick">≤ {formatDuration(upToMs)}</span>
          </div>
        ))}
      </div>
    </figure>
  )
}

function describeSelection({ selection, run }: Report): string {
  return [
    ...(selection?.only ? [`only ${selection.only.join(' ')}`] : []),
    ...(selection?.skip ? [`without ${selection.skip.join(' ')}`] : []),
    ...(selection?.safe ? ['safe requests only'] : []),
    ...(run.shard === undefined ? [] : [`shard ${run.shard}`]),
  ].join(', ')
}

/** Circumstances of the run: enough to repeat it. */
export function RunFacts({ report }: { report: Report }): JSX.Element {
  const { run, suite, target, latency, baseline, rulings = {} } = report
  const selection = describeSelection(report)
  return (
    <section>
      <h2>The run</h2>
      <dl class="facts">
        <Fact name="Suite">
          {suite.name} {suite.version}, catalogue {suite.catalogue}
        </Fact>
        <Fact name="Started">{run.startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</Fact>
        <Fact name="Duration">{formatDuration(run.durationMs)}</Fact>
        <Fact name="Requests">
          {formatNumber(run.requests)}, of them {formatNumber(run.generated)} generated
        </Fact>
        <Fact name="Rate">
          {formatNumber(run.requestsPerSecond)} a second, {run.concurrency} at once
        </Fact>
        <Fact name="Dismiss links used">{formatNumber(run.links)}</Fact>
        <Fact name="Seed">{run.seed}</Fact>
        <Fact name="Profile">
          <code>{showLine(target.profileHash)}</code>
        </Fact>
        {selection !== '' && <Fact name="Selection">{showLine(selection)}</Fact>}
        {baseline && (
          <Fact name="Baseline">
            {baseline.known.length} known, {baseline.expired.length} expired, {baseline.fixed.length} fixed
          </Fact>
        )}
        {Object.entries(rulings).map(([id, { treatAs, because }]) => (
          <Fact name={`Ruling on ${id}`}>
            treated as {treatAs}: {showLine(because)}
          </Fact>
        ))}
      </dl>
      {latency !== null && <Histogram {...latency} />}
    </section>
  )
}
