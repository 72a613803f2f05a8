import { describe, expect, it } from 'vitest'
import { jsonEscapes } from '../../generate/json-spelling.ts'
import type { Family } from '../../model/requirement.ts'
import { accepts, area } from '../test-areas.ts'
import { planCampaign } from './family-plan.ts'

function familyOf(name: string, portion?: number): Family {
  return {
    name,
    encoding: 'json',
    arbitrary: jsonEscapes,
    row: 'valid',
    expect: { allowed: [{ status: 204 }] },
    ...(portion !== undefined && { portion }),
  }
}

function planned(samples: number, families: readonly Family[], selects = (_: string): boolean => true) {
  const plan = planCampaign(area({ ...accepts, families }), samples, selects)
  return Object.fromEntries(plan.map(({ family, samples: own }) => [family.name, own]))
}

describe('the plan of a campaign', () => {
  it('shares the samples out by portions, to the last', () => {
    expect(planned(90, [familyOf('a'), familyOf('b', 1 / 4), familyOf('c')])).toEqual({ a: 40, b: 10, c: 40 })
    expect(planned(5, [familyOf('a'), familyOf('b'), familyOf('c')])).toEqual({ a: 2, b: 2, c: 1 })
  })

  it('gives all to the families that are selected', () => {
    expect(planned(7, [familyOf('a'), familyOf('b')], id => id === 'ACCEPTS/b')).toEqual({ b: 7 })
  })
})
