import { describe, expect, test } from 'vitest'
import type { Finding } from '../engine/model/finding.ts'
import { broken, finding, input, requirement, skipped } from './fixtures/run.ts'
import { buildReport } from './model.ts'
import type { ReportInput } from './report-input.ts'
import { worstOf } from './verdict.ts'

const inconclusive = (caseId: string, over: Partial<Finding> = {}): Finding =>
  finding(caseId, {
    verdict: 'inconclusive',
    cause: 'environment',
    because: 'No answer.',
    key: 'inc',
    ...over,
  })

const warned = (caseId: string): Finding => broken(caseId, { level: 'SHOULD', verdict: 'warned' })

const REQUIREMENTS = [requirement('DIS-A-01'), requirement('DIS-A-02'), requirement('DIS-A-03', 'SHOULD')]

const GOOD = [
  finding('DIS-A-01/json/one'),
  finding('DIS-A-02/json/one'),
  finding('DIS-A-03/json/one', { level: 'SHOULD' }),
]

/** All good, but for these findings in the place of others of their requirement. */
function report(changed: readonly Finding[], over: Partial<ReportInput> = {}) {
  const replaced = new Set(changed.map(({ requirement }) => requirement))
  const kept = GOOD.filter(({ requirement }) => !replaced.has(requirement))
  return buildReport(input(REQUIREMENTS, [...kept, ...changed], over))
}

const baseline = (pattern: string, expires = '2026-12-31', strict = false): Partial<ReportInput> => ({
  baseline: {
    entries: { catalogue: '2026.1', entries: [{ case: pattern, because: 'ticket 7', expires }] },
    today: '2026-02-01',
    strict,
  },
})

const ruling = (treatAs: 'should' | 'observe'): Partial<ReportInput> => ({
  rulings: { 'DIS-A-01': { treatAs, because: 'ticket 7' } },
})

test('the worst verdict of the cases is the requirement’s; passing beats being skipped', () => {
  expect(worstOf(['passed', 'failed', 'inconclusive'])).toBe('failed')
  expect(worstOf(['passed', 'inconclusive'])).toBe('inconclusive')
  expect(worstOf(['skipped', 'passed'])).toBe('passed')
  expect(worstOf([])).toBe('skipped')
})

describe('the verdict of a run', () => {
  test.each<[string, readonly Finding[], Partial<ReportInput>, string, number]>([
    ['conformant: all good', [], {}, 'conformant', 0],
    ['conformant: a SHOULD is broken', [warned('DIS-A-03/json/one')], {}, 'conformant', 0],
    ['nonconformant: a MUST failed', [broken('DIS-A-01/json/one')], {}, 'nonconformant', 1],
    ['partial: a MUST lacks links', [skipped('DIS-A-01/json/one')], {}, 'partial', 0],
    ['inconclusive: a MUST could not be told', [inconclusive('DIS-A-01/json/one')], {}, 'inconclusive', 3],
    ['partial: the failure is known', [broken('DIS-A-01/json/one')], baseline('DIS-A-01'), 'partial', 0],
    ['partial: the failure is ruled', [broken('DIS-A-01/json/one')], ruling('observe'), 'partial', 0],
    [
      'nonconformant: another failure is not known',
      [broken('DIS-A-01/json/one'), broken('DIS-A-02/json/one')],
      baseline('DIS-A-01'),
      'nonconformant',
      1,
    ],
    [
      'nonconformant wins over inconclusive',
      [broken('DIS-A-01/json/one'), inconclusive('DIS-A-02/json/one')],
      {},
      'nonconformant',
      1,
    ],
    [
      'inconclusive: nothing was run',
      [skipped('DIS-A-01/a'), skipped('DIS-A-02/a'), skipped('DIS-A-03/a', { level: 'SHOULD' })],
      {},
      'inconclusive',
      3,
    ],
  ])('%s', (_, findings, over, verdict, code) => {
    const { verdict: received, exit } = report(findings, over)
    expect([received, exit.code]).toEqual([verdict, code])
  })
})

describe('the exit code is the first that applies', () => {
  const worst = [broken('DIS-A-01/json/one'), inconclusive('DIS-A-02/json/one', { cause: 'suite' })]
  const interrupted = { run: { ...input([], []).run, interrupted: true } }

  test('4 where the target could not be used, before all else', () => {
    const { exit } = report(worst, { ...interrupted, stopped: { exit: 4, because: 'connection refused' } })
    expect(exit).toEqual({ code: 4, reason: 'connection refused' })
  })

  test('130 where interrupted, before a failure', () => {
    expect(report(worst, interrupted).exit.code).toBe(130)
  })

  test('1 for a failure, before a fault of the suite', () => {
    expect(report(worst).exit).toEqual({ code: 1, reason: 'not conformant: DIS-A-01' })
  })

  test('5 for a fault of the suite, before what is inconclusive', () => {
    expect(report(worst.slice(1)).exit.code).toBe(5)
  })

  test('3 where the run stopped before it could tell', () => {
    const { exit } = report([], { stopped: { exit: 3, because: 'no link was live' } })
    expect(exit).toEqual({ code: 3, reason: 'no link was live' })
  })

  test('3 for what could not be told, with the reason where several share one', () => {
    const first = inconclusive('DIS-A-01/json/one')
    const second = inconclusive('DIS-A-02/json/one')
    const unlike = { ...second, because: 'The control failed.' }
    expect(report([first]).exit.reason).toBe('inconclusive: DIS-A-01')
    expect(report([first, second]).exit.reason).toBe('inconclusive: DIS-A-01, DIS-A-02: No answer.')
    expect(report([first, unlike]).exit.reason).toBe('inconclusive: DIS-A-01, DIS-A-02')
  })
})

describe('gates', () => {
  test('SHOULD fails the run only where asked, and a known one does not', () => {
    const findings = [warned('DIS-A-03/json/one')]
    expect(report(findings, { failOn: 'should' }).exit.code).toBe(1)
    expect(report(findings, { failOn: 'should', ...baseline('DIS-A-03') }).exit.code).toBe(0)
  })

  test('a MUST treated as SHOULD fails only where the run fails on SHOULD', () => {
    const findings = [broken('DIS-A-01/json/one')]
    expect(report(findings, ruling('should')).exit.code).toBe(0)
    expect(report(findings, { ...ruling('should'), failOn: 'should' }).exit.code).toBe(1)
    expect(report(findings, { ...ruling('observe'), failOn: 'should' }).exit.code).toBe(0)
  })

  test('an expired entry fails the run', () => {
    const { exit } = report([warned('DIS-A-03/json/one')], baseline('DIS-A-03', '2026-01-31'))
    expect(exit).toEqual({ code: 1, reason: 'a known failure expired: DIS-A-03' })
  })

  test('a fixed entry fails a strict run only', () => {
    expect(report([], baseline('DIS-A-01')).exit.code).toBe(0)
    expect(report([], baseline('DIS-A-01', '2026-12-31', true)).exit.code).toBe(1)
  })

  test('fewer MUSTs than the profile expects', () => {
    const findings = [skipped('DIS-A-01/json/one')]
    expect(report(findings, { expectMust: 1 }).exit.code).toBe(0)
    expect(report(findings, { expectMust: 2 }).exit).toEqual({
      code: 3,
      reason: '1 MUST judged, the profile expects 2',
    })
  })

  test('a MUST that the budget left out was possible and is missing; one not selected is not', () => {
    expect(report([skipped('DIS-A-01/json/one', { cause: 'budget' })]).exit.code).toBe(3)
    expect(report([skipped('DIS-A-01/json/one', { cause: 'selection' })]).exit.code).toBe(0)
    expect(report([skipped('DIS-A-01/json/one', { cause: 'safety' })]).exit.code).toBe(0)
  })
})
