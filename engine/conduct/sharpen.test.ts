import { describe, expect, it } from 'vitest'
import type { Case } from '../model/requirement.ts'
import { sharpen } from './sharpen.ts'
import { presumedReception } from './state.ts'
import { accepts } from './test-areas.ts'

const probed: Case = {
  id: 'X/json/other',
  encoding: 'json',
  sharpens: 'otherAccept',
  steps: [{ request: {}, expect: { allowed: [{ status: 400 }], unless: [406], only: ['2xx', 400] } }],
}

function expectationWhere(json: boolean, given: Case = probed) {
  const reception = { ...presumedReception(), otherAccept: { json, xml: true } }
  const { lead, members } = sharpen(reception, {
    lead: given,
    members: [{ requirement: accepts, case: given }],
  })
  expect(members[0].case).toEqual(lead)
  return lead.steps[0].expect
}

describe('a case that is sharpened', () => {
  it('speaks of every status but those it excepts, where the form is taken', () => {
    expect(expectationWhere(true)).toEqual({ allowed: [{ status: 400 }], unless: [406] })
  })

  it('stays as it is where the form is refused', () => {
    expect(expectationWhere(false)).toEqual(probed.steps[0].expect)
  })

  it('is only one that says so', () => {
    const { sharpens: _, ...plain } = probed
    expect(expectationWhere(true, plain)).toEqual(probed.steps[0].expect)
  })
})
