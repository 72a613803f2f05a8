import { describe, expect, it } from 'vitest'
import { faults, quirks } from '../reference/catalogue.ts'
import { hang } from '../reference/changes.ts'
import { catalogue } from '../suites/catalogue.ts'
import { proveSubject } from './subject.ts'
import { proveFault, proveQuirks } from './tasks.ts'
import { judgeFault, judgeQuirks } from './verdict.ts'

/** The faster part of `npm run proof`: rows spread over the tables, a few cases of everything, nothing that hangs. */
const everyNth = <Row>(rows: readonly Row[], n: number): readonly Row[] =>
  rows.filter((_, index) => index % n === 0)

describe('the tables', () => {
  const requirements = catalogue.flatMap(area => area.requirements)

  it('break only requirements that there are', () => {
    const known = new Set(requirements.map(({ id }) => id))
    const unknown = [...faults.flatMap(({ breaks }) => breaks), ...quirks.flatMap(({ warns = [] }) => warns)]
    expect(unknown.filter(id => !known.has(id))).toEqual([])
  })

  it('break each MUST and SHOULD at least once', () => {
    const broken = new Set(faults.map(({ breaks }) => breaks[0]))
    const unproven = requirements.filter(({ id, level }) => level !== 'OBSERVE' && !broken.has(id))
    expect(unproven.map(({ id }) => id)).toEqual([])
  })

  it('say the level of what they break', () => {
    const levels = new Map(requirements.map(({ id, level }) => [id, level]))
    expect(faults.filter(({ breaks, level }) => levels.get(breaks[0]) !== level).map(({ id }) => id)).toEqual(
      [],
    )
  })
})

/** An answer that never comes, or never ends, costs a time limit in each case. */
const quick = faults.filter(fault => fault.do !== hang && fault.breaks[0] !== 'DIS-WIRE-03')

describe('a fault is found by the requirement it breaks, and by no case that it did not touch', () => {
  it.each(everyNth(quick, 30).map(fault => [fault.id, fault] as const))('%s', async (_id, fault) => {
    const outcome = await proveSubject(proveFault(fault).task)
    expect(judgeFault([fault], outcome)).toEqual([])
  })
})

describe('with a quirk nothing fails and no MUST stays unjudged', () => {
  it.each(everyNth(quirks, 15).map(quirk => [quirk.id, quirk] as const))('%s', async (_id, quirk) => {
    const outcome = await proveSubject(proveQuirks([quirk], 4).task)
    expect(judgeQuirks([quirk], outcome)).toEqual([])
  })
})
