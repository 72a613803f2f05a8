import { describe, expect, test } from 'vitest'
import { applyBaseline, type BaselineEntry } from './baseline.ts'
import { broken, finding, skipped } from './fixtures/run.ts'

const TODAY = '2026-02-01'

function entry(pattern: string, over: Partial<BaselineEntry> = {}): BaselineEntry {
  return { case: pattern, because: 'ticket 7', expires: '2026-12-31', ...over }
}

function apply(findings: Parameters<typeof applyBaseline>[0], ...entries: readonly BaselineEntry[]) {
  const { findings: marked, result } = applyBaseline(findings, { catalogue: '2026.1', entries }, TODAY)
  return { flags: marked.map(({ flags }) => flags), result }
}

test('a failure named by an entry is known, any other is not', () => {
  const { flags, result } = apply([broken('DIS-A-01/x'), broken('DIS-A-02/x')], entry('DIS-A-01'))
  expect(flags).toEqual([{ known: true }, {}])
  expect(result).toEqual({ known: ['DIS-A-01'], expired: [], fixed: [] })
})

test('an entry holds on its last day and has expired on the next', () => {
  expect(apply([broken('DIS-A-01/x')], entry('DIS-A-01', { expires: TODAY })).flags).toEqual([
    { known: true },
  ])
  const late = apply([broken('DIS-A-01/x')], entry('DIS-A-01', { expires: '2026-01-31' }))
  expect(late.flags).toEqual([{ expired: true }])
  expect(late.result.expired).toEqual(['DIS-A-01'])
})

test('an entry for a warning does not excuse a failure', () => {
  const { flags } = apply([broken('DIS-A-01/x')], entry('DIS-A-01', { verdict: 'warned' }))
  expect(flags).toEqual([{}])
})

test('a new failure beside a known one stays unknown', () => {
  const { flags } = apply([broken('DIS-A-01/x'), broken('DIS-A-01/y')], entry('DIS-A-01/x'))
  expect(flags).toEqual([{ known: true }, {}])
})

describe('fixed', () => {
  test('when all cases of the entry pass', () => {
    const { flags, result } = apply([finding('DIS-A-01/x'), finding('DIS-A-01/y')], entry('DIS-A-01'))
    expect(flags).toEqual([{ fixed: true }, { fixed: true }])
    expect(result.fixed).toEqual(['DIS-A-01'])
  })

  test.each([
    ['one of them still fails', broken('DIS-A-01/y')],
    ['one of them was not tried', skipped('DIS-A-01/y')],
  ])('not when %s', (_, other) => {
    expect(apply([finding('DIS-A-01/x'), other], entry('DIS-A-01')).result.fixed).toEqual([])
  })

  test('not when no case of the entry was part of the run', () => {
    expect(apply([finding('DIS-A-02/x')], entry('DIS-A-01')).result.fixed).toEqual([])
  })

  test('a generated case is fixed when its family passes', () => {
    const { result } = apply(
      [finding('DIS-A-01/json/escapes', { count: 200 })],
      entry('DIS-A-01/json/escapes#17'),
    )
    expect(result.fixed).toEqual(['DIS-A-01/json/escapes#17'])
  })
})
