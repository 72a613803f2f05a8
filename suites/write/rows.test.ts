import { describe, expect, it } from 'vitest'
import { accepted } from './expectations.ts'
import { type ProbeRow, requirement } from './rows.ts'

function onlyOf(own: Partial<ProbeRow>, only?: readonly ('2xx' | '4xx')[]): unknown {
  const head = { id: 'DIS-A-01', level: 'MUST', title: 't', statement: 's', sources: ['F-01'] } as const
  const probe: ProbeRow = { id: 'json/a', encoding: 'json', request: {}, ...own }
  const { cases } = requirement({ ...head, allowed: accepted, ...(only && { only }), probes: [probe] })
  return cases[0]?.steps[0].expect?.only
}

describe('a row that is judged by some statuses only', () => {
  it('takes those of its requirement, its own, or what both name', () => {
    expect(onlyOf({}, ['2xx'])).toEqual(['2xx'])
    expect(onlyOf({ only: ['2xx'] })).toEqual(['2xx'])
    expect(onlyOf({ only: ['2xx'] }, ['2xx', '4xx'])).toEqual(['2xx'])
  })

  it('is refused where no status is left', () => {
    expect(() => onlyOf({ only: ['2xx'] }, ['4xx'])).toThrow('DIS-A-01/json/a: no status is judged')
  })
})
