import { describe, expect, it } from 'vitest'
import { isNewer, ruleNewer } from './edition.ts'

describe('isNewer', () => {
  it.each([
    ['2026.2', '2026.1', true],
    ['2026.10', '2026.9', true],
    ['2027.1', '2026.9', true],
    ['2026.1', '2026.1', false],
    ['2025.9', '2026.1', false],
  ])('%s after %s: %s', (one, two, newer) => {
    expect(isNewer(one, two)).toBe(newer)
  })
})

describe('ruleNewer', () => {
  const requirement = { level: 'MUST', title: 't', statement: 's', sources: [], cases: [] } as const
  const old = { ...requirement, id: 'DIS-X-01' }
  const added = { ...requirement, id: 'DIS-X-02', since: '2026.2' }

  it('lets what is newer than the profile only warn', () => {
    expect([...ruleNewer([old, added], '2026.1')]).toEqual([
      ['DIS-X-02', { treatAs: 'should', because: 'new in 2026.2, the profile is for 2026.1' }],
    ])
  })

  it('rules nothing where the profile is as new', () => {
    expect(ruleNewer([old, added], '2026.2').size).toBe(0)
  })
})
