import { describe, expect, it } from 'vitest'
import { encodeBody } from '../encode/body.ts'
import { vendorMediaTypes } from '../encode/media-types.ts'
import { recordAnswer, recordExchange } from '../judge/test-exchange.ts'
import type { RequestSpec } from '../model/request.ts'
import type { Case, ProbeRequirement } from '../model/requirement.ts'
import type { Outgoing } from '../model/target.ts'
import { accepts, area } from './test-areas.ts'
import { badRequest, conductAreas, conforming, createTestTarget, notFound } from './test-target.ts'

const json = encodeBody('json', 'Conflict')
const query: RequestSpec = { target: { query: [['reason', 'Conflict']] } }
const vendor: RequestSpec = { headers: [['Content-Type', vendorMediaTypes.json]], body: json }
const plain: RequestSpec = { headers: [['Content-Type', 'application/json']], body: json }

function asking(name: string, encoding: Case['encoding'], request: RequestSpec): Case {
  const steps = [{ request, expect: { allowed: [{ status: 401 }] } }] as const
  return { id: `TOKEN/${encoding}/${name}`, encoding, control: false, steps }
}

function demanding(version: string): RequestSpec {
  return { headers: [...(plain.headers ?? []), ['X-MS-RequiresMinResourceVersion', version]], body: json }
}

const large: RequestSpec = { ...plain, body: Buffer.concat([json, Buffer.alloc(2048, ' ')]) }

const unauthorized = recordExchange(recordAnswer(401))

const withoutToken = [
  asking('query', 'query', { ...query, token: { kind: 'none' } }),
  asking('vendor', 'json', { ...vendor, token: { kind: 'none' } }),
  asking('vendor-in-capitals', 'json', {
    headers: [['Content-Type', `${vendorMediaTypes.json.toUpperCase()}; charset=utf-8`]],
    body: json,
    token: { kind: 'none' },
  }),
  {
    ...asking('about-vendor', 'json', { ...vendor, token: { kind: 'none' } }),
    about: 'vendor type',
  } as const,
  asking('version-1', 'json', { ...demanding('1'), token: { kind: 'none' } }),
  {
    ...asking('about-version-1', 'json', { ...demanding('1'), token: { kind: 'none' } }),
    about: 'version 1',
  } as const,
  asking('version-2', 'json', { ...demanding('2'), token: { kind: 'none' } }),
  asking('lower', 'json', { ...plain, headerCase: 'lower', token: { kind: 'none' } }),
  asking('upper', 'json', { ...plain, headerCase: 'upper', token: { kind: 'none' } }),
  {
    ...asking('about-upper', 'json', { ...plain, headerCase: 'upper', token: { kind: 'none' } }),
    about: 'header case',
  } as const,
  asking('plain', 'json', { ...plain, token: { kind: 'none' } }),
  asking('large', 'json', { ...large, token: { kind: 'none' } }),
  { ...asking('bodiless', 'none', { token: { kind: 'none' } }), presumes: 'bodiless' } as const,
]

async function verdictsWhere(
  refuses: (outgoing: Outgoing) => boolean,
  refusal = badRequest,
): Promise<Record<string, string>> {
  const target = createTestTarget((outgoing, live) => {
    if (refuses(outgoing)) return refusal
    return outgoing.authorization === null ? unauthorized : conforming(outgoing, live)
  })
  const requirement: ProbeRequirement = { ...accepts, id: 'TOKEN', cases: withoutToken }
  const { findings } = await conductAreas(area(requirement), target)
  return Object.fromEntries(
    withoutToken.map(({ id }) => {
      const { verdict, cause } = findings.get(id) ?? {}
      return [id.replace('TOKEN/', ''), cause === undefined ? `${verdict}` : `${verdict} ${cause}`]
    }),
  )
}

describe('a refused token', () => {
  it('is tried in every form that the server takes', async () => {
    expect(await verdictsWhere(() => false)).toEqual({
      'query/query': 'passed',
      'json/vendor': 'passed',
      'json/vendor-in-capitals': 'passed',
      'json/about-vendor': 'passed',
      'json/version-1': 'passed',
      'json/about-version-1': 'passed',
      'json/version-2': 'passed',
      'json/lower': 'passed',
      'json/upper': 'passed',
      'json/about-upper': 'passed',
      'json/plain': 'passed',
      'json/large': 'passed',
      'none/bodiless': 'passed',
    })
  })

  it('is not tried beside a demand for version 1 where that is refused as a resource that is not there', async () => {
    const refused = await verdictsWhere(
      ({ spec }) => spec.headers?.some(([name]) => name.startsWith('X-MS-')) === true,
      notFound,
    )
    expect(refused).toMatchObject({
      'json/version-1': 'skipped capability',
      'json/about-version-1': 'failed',
      'json/version-2': 'failed',
      'json/plain': 'passed',
    })
  })

  it('is not tried with header names that the server does not know', async () => {
    expect(await verdictsWhere(({ spec }) => spec.headerCase === 'upper', unauthorized)).toMatchObject({
      'json/lower': 'passed',
      'json/upper': 'skipped capability',
      'json/about-upper': 'passed',
    })
  })

  it('is not tried in a form that the server refuses from everybody', async () => {
    const refused = await verdictsWhere(
      ({ spec }) =>
        spec.target?.query !== undefined ||
        (spec.body?.length ?? 0) === 0 ||
        (spec.body?.length ?? 0) > 1024 ||
        spec.headers?.some(([, value]) => value.toLowerCase().startsWith(vendorMediaTypes.json)) === true,
    )
    expect(refused).toEqual({
      'query/query': 'skipped capability',
      'json/vendor': 'skipped capability',
      'json/vendor-in-capitals': 'skipped capability',
      'json/about-vendor': 'failed',
      'json/version-1': 'passed',
      'json/about-version-1': 'passed',
      'json/version-2': 'passed',
      'json/lower': 'passed',
      'json/upper': 'passed',
      'json/about-upper': 'passed',
      'json/plain': 'passed',
      'json/large': 'skipped capability',
      'none/bodiless': 'skipped capability',
    })
  })
})
