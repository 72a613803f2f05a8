import { expect, it } from 'vitest'
import type { Case, ProbeRequirement } from '../model/requirement.ts'
import { bundleCases } from './bundle.ts'
import { accepts, area } from './test-areas.ts'

const request = {}

function asking(id: string, differences: Partial<Case> = {}): ProbeRequirement {
  const steps = [{ request, expect: { allowed: [{ status: 204 }] } }] as const
  return { ...accepts, id, cases: [{ id: `${id}/none/a`, encoding: 'none', steps, ...differences }] }
}

it('sends a request once for all that ask for it, and again for a link in another state', () => {
  const bundles = bundleCases(
    area(
      asking('ONE'),
      asking('TWO'),
      asking('STATE', { state: 'AlreadyExists' }),
      asking('OTHER', { state: 'None' }),
    ),
    () => true,
  )
  expect(bundles.map(({ members }) => members.map(({ requirement }) => requirement.id))).toEqual([
    ['ONE', 'TWO'],
    ['STATE'],
    ['OTHER'],
  ])
})

it('knows the same request again wherever it is written, but not under other conditions', () => {
  const written = (body: string): Partial<Case> => ({
    steps: [{ request: { body: Buffer.from(body) }, expect: { allowed: [] } }],
  })
  const bundles = bundleCases(
    area(
      asking('ONE', written('x')),
      asking('TWO', written('x')),
      asking('BODY', written('y')),
      asking('REST', { ...written('x'), rest: true }),
      asking('ENCODING', { ...written('x'), encoding: 'xml' }),
    ),
    () => true,
  )
  expect(bundles.map(({ members }) => members.map(({ requirement }) => requirement.id))).toEqual([
    ['ONE', 'TWO'],
    ['BODY'],
    ['REST'],
    ['ENCODING'],
  ])
})
