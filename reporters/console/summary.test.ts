import picocolors from 'picocolors'
import { describe, expect, test } from 'vitest'
import { broken, finding, input, requirement, skipped } from '../fixtures/run.ts'
import { conforming, failing, HOSTILE, hostile } from '../fixtures/samples.ts'
import { buildReport } from '../model.ts'
import type { Report } from '../report.ts'
import { formatSummary, type SummaryOptions } from './summary.ts'

const colors = picocolors.createColors(false)

function summarise(report: Report, over: Partial<SummaryOptions> = {}): string {
  return formatSummary(report, { colors, columns: 100, rows: 50, ...over })
}

test('a conforming run takes three lines', () => {
  expect(summarise(conforming, { htmlPath: 'conformance-report/index.html' })).toBe(
    `3 requirements · JSON + XML · 5,214 requests · 4.1 s · seed 1
MUST 1 passed   SHOULD 1 passed   OBSERVE 1 observed
CONFORMANT · 1 of 1 MUST judged     → conformance-report/index.html
`,
  )
})

test('a failing run shows each cause once, with request, control and replay', () => {
  expect(summarise(failing, { columns: 90 })).toBe(
    `✗ DIS-MEDIA-02 MUST  refuses an unsupported media type with 415               2 of 6 cases
    source   Generic synchronous errors § intro
    sent     Content-Type: text/plain         {"reason":"Conflict"}
    control  Content-Type: application/json   same body → 204
    status   expected 415, received 500                      answered by UCWA
    again    npx dismiss-conformance replay DIS-MEDIA-02/json/text-plain

! DIS-MEDIA-03 SHOULD  refuses an unsupported media type with 415              1 of 1 case
    Allow    expected present, received absent               answered by UCWA

? DIS-MEDIA-04 MUST  refuses an unsupported media type with 415                1 of 1 case
    because  No answer, three times.

6 requirements · JSON + XML · 5,214 requests · 4.1 s · seed 1
MUST 1 failed, 1 inconclusive, 2 skipped   SHOULD 1 warned   OBSERVE 1 observed
NOT CONFORMANT · 1 failed · 1 inconclusive · 1 of 4 MUST judged
3 not judged: 1 needs another link, 1 a token, 1 inconclusive → run --check
`,
  )
})

test('quiet leaves the verdict', () => {
  expect(summarise(failing, { isBrief: true }).split('\n')).toHaveLength(3)
})

describe('it fits one screen', () => {
  const requirements = Array.from({ length: 12 }, (_, index) => requirement(`DIS-A-${String(index + 10)}`))
  const many = buildReport(
    input(
      requirements,
      requirements.map(({ id }) => broken(`${id}/json/one`)),
    ),
  )

  test.each([
    [50, 5, 7],
    [24, 2, 10],
    [10, 1, 11],
  ])('%i rows show %i findings', (rows, shown, more) => {
    const text = summarise(many, { rows })
    expect(text.split('\n').filter(line => line.startsWith('✗'))).toHaveLength(shown)
    expect(text).toContain(`… and ${more} more in the report`)
    if (rows >= 24) expect(text.split('\n').length).toBeLessThanOrEqual(rows)
  })

  test('no line of a finding is longer than the terminal', () => {
    const lines = summarise(many, { columns: 80 }).split('\n')
    expect(
      Math.max(...lines.filter(line => line.startsWith('    ')).map(line => line.length)),
    ).toBeLessThanOrEqual(80)
  })
})

test('each broken requirement is shown before a second cause of the same', () => {
  const findings = [broken('DIS-A-01/x'), broken('DIS-A-01/y', { key: 'other' }), broken('DIS-A-02/x')]
  const text = summarise(buildReport(input([requirement('DIS-A-01'), requirement('DIS-A-02')], findings)))
  expect([...text.matchAll(/replay (.*)/g)].map(([, caseId]) => caseId)).toEqual([
    'DIS-A-01/x',
    'DIS-A-02/x',
    'DIS-A-01/y',
  ])
})

test('a server cannot move the cursor or turn the text around', () => {
  const text = summarise(hostile)
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  expect(text).not.toContain(HOSTILE)
})

test('a run that judged nothing says what it lacked', () => {
  const lacking = (cause: 'links' | 'budget' | 'environment', because: string, count: number) =>
    skipped(`DIS-A-01/${because}`, { cause, because, count, key: because })
  const some = [lacking('links', 'few', 1), lacking('links', 'the caller hung up', 9)]
  const last = (findings: Parameters<typeof input>[1]) =>
    summarise(buildReport(input([requirement('DIS-A-01')], findings)))
      .trimEnd()
      .split('\n')
      .at(-1)
  expect(last(some)).toBe('exit 3: nothing was judged; the caller hung up')
  expect(last([lacking('budget', 'all 1 requests are spent', 9)])).toMatch(/; all 1 requests are spent$/)
  const dead = finding('DIS-A-01/a', { verdict: 'inconclusive', cause: 'link', because: 'met 404', key: 'd' })
  expect(last([...some, dead])).toMatch(/^exit 3: nothing was judged; met 404/)
  expect(last([...some, lacking('environment', 'no program', 1)])).toBe(
    'exit 3: nothing was judged; no program',
  )
})

test('what needs doing is told: an exit code that the verdict does not explain, a baseline to prune', () => {
  const baseline = (expires: string) => ({
    entries: { catalogue: '2026.1', entries: [{ case: 'DIS-A-01', because: 'ticket', expires }] },
    today: '2026-02-01',
  })
  const run = (findings: Parameters<typeof input>[1], expires: string): string =>
    summarise(
      buildReport(
        input([requirement('DIS-A-01', 'SHOULD'), requirement('DIS-A-02')], findings, {
          baseline: baseline(expires),
        }),
      ),
    )
  const warned = broken('DIS-A-01/x', { level: 'SHOULD', verdict: 'warned' })
  const good = { ...broken('DIS-A-02/x'), verdict: 'passed' as const, mismatches: [] }
  expect(run([warned, good], '2026-01-01')).toContain('exit 1: a known failure expired: DIS-A-01')
  expect(run([{ ...warned, verdict: 'passed', mismatches: [] }, good], '2027-01-01')).toContain(
    'fixed: DIS-A-01 → add --update-baseline to drop them',
  )
})

test('a failure that is set aside is counted as such', () => {
  const rulings = { 'DIS-A-01': { treatAs: 'observe', because: 'ticket' } } as const
  const report = buildReport(input([requirement('DIS-A-01')], [broken('DIS-A-01/x')], { rulings }))
  expect(summarise(report)).toContain('PARTIAL · 1 failed (1 set aside) · 1 of 1 MUST judged')
})
