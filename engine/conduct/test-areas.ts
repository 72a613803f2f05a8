import { encodeBody } from '../encode/body.ts'
import { jsonEscapes } from '../generate/json-spelling.ts'
import type { Area, EffectRequirement, Level, ProbeRequirement } from '../model/requirement.ts'
import type { Outgoing } from '../model/target.ts'

const MALFORMED = new TextEncoder().encode('{')

export function isMalformed({ spec }: Outgoing): boolean {
  return Buffer.from(spec.body ?? []).equals(Buffer.from(MALFORMED))
}

/** For tests: a requirement with one JSON case, which posts that body and allows that status. */
export function requirement(id: string, level: Level, status: number, body: Uint8Array): ProbeRequirement {
  const request = { headers: [['Content-Type', 'application/json']] as const, body }
  return {
    id,
    level,
    title: id,
    statement: id,
    sources: [],
    cases: [
      { id: `${id}/json/a`, encoding: 'json', steps: [{ request, expect: { allowed: [{ status }] } }] },
    ],
  }
}

export function area(...requirements: Area['requirements']): readonly Area[] {
  return [{ name: 'test', title: 'test', requirements }]
}

export const refuses = requirement('REFUSES', 'MUST', 400, MALFORMED)
export const accepts = requirement('ACCEPTS', 'MUST', 204, encodeBody('json', 'EncryptionMismatch'))

/** For tests: `accepts` with a generated family in place of its case. */
export const generates: ProbeRequirement = {
  ...accepts,
  cases: [],
  families: [
    {
      name: 'json/escapes',
      encoding: 'json',
      arbitrary: jsonEscapes,
      row: 'valid',
      expect: { allowed: [{ status: 204 }] },
    },
  ],
}

export const noEffect: EffectRequirement = {
  id: 'EFFECT',
  level: 'SHOULD',
  title: 'effect',
  statement: 'effect',
  sources: [],
  afterRefusalOf: () => true,
}

/** For tests: two valid requests, each on a link of its own. */
export function requirePair(id: string, alone?: 'first'): ProbeRequirement {
  const request = {
    headers: [['Content-Type', 'application/json']] as const,
    body: encodeBody('json', 'Conflict'),
  }
  const step = { request, expect: { allowed: [{ status: 204 as const }] } }
  return {
    ...accepts,
    id,
    cases: [
      {
        id: `${id}/json/a`,
        encoding: 'json',
        steps: [
          { ...step, link: 0 },
          { ...step, link: 1 },
        ],
        ...(alone && { alone }),
      },
    ],
  }
}
