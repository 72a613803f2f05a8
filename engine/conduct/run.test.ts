import { describe, expect, it } from 'vitest'
import { encodeBody } from '../encode/body.ts'
import { recordAnswer, recordError, recordExchange } from '../judge/test-exchange.ts'
import type { Area, EffectRequirement, Level, ProbeRequirement } from '../model/requirement.ts'
import { Secret } from '../model/secret.ts'
import type { Outgoing } from '../model/target.ts'
import {
  type Behaviour,
  badRequest,
  conductAreas,
  createTestTarget,
  noContent,
  notFound,
} from './test-target.ts'

const MALFORMED = new TextEncoder().encode('{')

function isMalformed({ spec }: Outgoing): boolean {
  return Buffer.from(spec.body ?? []).equals(Buffer.from(MALFORMED))
}

function requirement(id: string, level: Level, status: number, body: Uint8Array): ProbeRequirement {
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

const noEffect: EffectRequirement = {
  id: 'EFFECT',
  level: 'SHOULD',
  title: 'effect',
  statement: 'effect',
  sources: [],
  afterRefusalOf: () => true,
}

function area(...requirements: Area['requirements']): readonly Area[] {
  return [{ name: 'test', title: 'test', requirements }]
}

const refuses = requirement('REFUSES', 'MUST', 400, MALFORMED)
const accepts = requirement('ACCEPTS', 'MUST', 204, encodeBody('json', 'EncryptionMismatch'))

/** A server that conforms: malformed is 400, a live link 204, a spent one 404. */
const conforming: Behaviour = (outgoing, live) => {
  if (!live) return notFound
  return isMalformed(outgoing) ? badRequest : noContent
}

describe('a server that conforms', () => {
  it('passes, each refusal with its control on the same link', async () => {
    const target = createTestTarget(conforming)
    const { findings } = await conductAreas(area(refuses, accepts, noEffect), target)
    expect([...findings.values()].map(({ caseId, verdict }) => `${caseId} ${verdict}`)).toEqual([
      'REFUSES/json/a passed',
      'ACCEPTS/json/a passed',
      'EFFECT/json passed',
    ])
    const probe = findings.get('REFUSES/json/a')?.exchanges
    expect(probe?.map(({ role, answer }) => [role, answer?.status])).toEqual([
      ['probe', 400],
      ['control', 204],
    ])
  })
})

describe('a server that accepts what it has to refuse', () => {
  it('fails, four times out of four', async () => {
    const target = createTestTarget((_outgoing, live) => (live ? noContent : notFound))
    const finding = (await conductAreas(area(refuses), target)).findings.get('REFUSES/json/a')
    expect(finding).toMatchObject({ verdict: 'failed', attempts: { failed: 4, of: 4 }, flags: {} })
    expect(finding?.mismatches).toEqual([{ what: 'status', expected: '400', received: '204' }])
  })

  it('is flaky, and fails, when it does so once', async () => {
    let seen = 0
    const target = createTestTarget((outgoing, live) => {
      if (isMalformed(outgoing)) seen += 1
      return isMalformed(outgoing) && seen === 1 ? noContent : conforming(outgoing, live)
    })
    const finding = (await conductAreas(area(refuses), target)).findings.get('REFUSES/json/a')
    expect(finding).toMatchObject({
      verdict: 'failed',
      attempts: { failed: 1, of: 4 },
      flags: { flaky: '1/4' },
    })
  })
})

describe('a refusal that took effect', () => {
  it('is a finding of its own, and the refusal still stands', async () => {
    const used = new Set<string>()
    const target = createTestTarget((outgoing, live) => {
      if (used.has(outgoing.url.href)) return notFound
      if (isMalformed(outgoing)) used.add(outgoing.url.href)
      return conforming(outgoing, live)
    })
    const { findings } = await conductAreas(area(refuses, noEffect), target)
    expect(findings.get('REFUSES/json/a')).toMatchObject({ verdict: 'passed' })
    expect(findings.get('EFFECT/REFUSES/json/a')).toMatchObject({
      verdict: 'warned',
      attempts: { failed: 3, of: 3 },
    })
  })
})

describe('controls', () => {
  it('that a server refuses for their form give way to another form', async () => {
    const target = createTestTarget((outgoing, live) => {
      const json = outgoing.spec.headers?.some(([, value]) => value === 'application/json')
      return json ? badRequest : conforming(outgoing, live)
    })
    const { findings } = await conductAreas(area(refuses, accepts), target)
    expect(findings.get('REFUSES/json/a')).toMatchObject({ verdict: 'passed' })
    expect(findings.get('ACCEPTS/json/a')).toMatchObject({ verdict: 'failed' })
  })

  it('that no link accepts make nothing fail', async () => {
    const { findings, exit } = await conductAreas(
      area(refuses, accepts),
      createTestTarget(() => notFound),
    )
    expect([...findings.values()].map(({ verdict, cause }) => `${verdict} ${cause}`)).toEqual([
      'inconclusive link',
      'inconclusive link',
    ])
    expect(exit).toBe(3)
  })

  it('answered 401 end the run', async () => {
    const target = createTestTarget(() => recordExchange(recordAnswer(401)))
    const { findings, exit } = await conductAreas(area(refuses), target)
    expect(exit).toBe(4)
    expect(findings.get('REFUSES/json/a')?.verdict).toBe('inconclusive')
  })
})

describe('a valid request that is carried out and then answered wrongly', () => {
  /** The first probe of the case spends its link all the same. */
  const failingOnce = (status: number): Behaviour => {
    const gone = new Set<string>()
    return (outgoing, live) => {
      if (gone.has(outgoing.url.href)) return notFound
      if (outgoing.role === 'control' || gone.size > 0) return conforming(outgoing, live)
      gone.add(outgoing.url.href)
      return recordError(status, 'BadRequest')
    }
  }

  it.each([400, 403])('fails with %i, though the link is gone', async status => {
    const { findings } = await conductAreas(area(accepts), createTestTarget(failingOnce(status)))
    expect(findings.get('ACCEPTS/json/a')).toMatchObject({ verdict: 'failed', flags: { flaky: '1/4' } })
  })

  it.each([404, 409, 410])('says nothing with %i: the link may have been dead before', async status => {
    const { findings } = await conductAreas(area(accepts), createTestTarget(failingOnce(status)))
    expect(findings.get('ACCEPTS/json/a')).toMatchObject({ verdict: 'passed' })
  })
})

describe('a token that expires under way', () => {
  const cases = Array.from({ length: 8 }, (_, index) => ({
    id: `ACCEPTS/json/${index}`,
    encoding: 'json' as const,
    control: index % 2 === 0,
    steps: [
      {
        request: {
          headers: [['Content-Type', 'application/json']] as const,
          body: encodeBody('json', 'Conflict'),
        },
        expect: { allowed: [{ status: 204 }] },
      },
    ] as const,
  }))

  /** Each token is good for five requests. */
  function createExpiring(renewable: boolean) {
    let uses = 0
    let renewals = 0
    const behave: Behaviour = (outgoing, live) => {
      if (outgoing.authorization?.token.reveal() !== `token ${renewals}` || uses >= 5)
        return recordExchange(recordAnswer(401))
      uses += 1
      return conforming(outgoing, live)
    }
    return createTestTarget(behave, {
      tokens: {
        get: async () => new Secret(`token ${renewals}`),
        renew: async () => {
          if (!renewable) return false
          renewals += 1
          uses = 0
          return true
        },
        get renewals() {
          return renewals
        },
      },
    })
  }

  it('is renewed, and what it was refused for is tried again', async () => {
    const { findings, exit } = await conductAreas(area({ ...accepts, cases }), createExpiring(true))
    expect(exit).toBeUndefined()
    expect([...findings.values()].map(({ verdict, flags }) => [verdict, flags])).toEqual(
      cases.map(() => ['passed', {}]),
    )
  })

  it('ends the run where it cannot be renewed, and fails nothing', async () => {
    const { findings, exit } = await conductAreas(area({ ...accepts, cases }), createExpiring(false))
    expect(exit).toBe(4)
    expect([...findings.values()].filter(({ verdict }) => verdict === 'failed')).toEqual([])
  })
})

describe('the environment', () => {
  it('is waited for: 429 with Retry-After, then the real answer', async () => {
    let busy = 3
    const throttled = recordExchange(recordAnswer(429, [['Retry-After', '0']]))
    const target = createTestTarget((outgoing, live) => {
      if (!isMalformed(outgoing) || busy === 0) return conforming(outgoing, live)
      busy -= 1
      return throttled
    })
    const { findings } = await conductAreas(area(refuses), target)
    expect(findings.get('REFUSES/json/a')).toMatchObject({ verdict: 'passed' })
  })

  it('leaves a case inconclusive when a valid request beside it is disturbed too', async () => {
    let warm = 2
    const target = createTestTarget(() => {
      warm -= 1
      return warm >= 0 ? noContent : recordError(502, 'ServiceFailure')
    })
    const { findings } = await conductAreas(area(refuses), target)
    expect(findings.get('REFUSES/json/a')).toMatchObject({ verdict: 'inconclusive', cause: 'environment' })
  })

  it('is no excuse when only the probe is disturbed', async () => {
    const target = createTestTarget((outgoing, live) =>
      isMalformed(outgoing) ? recordError(500, 'ServiceFailure') : conforming(outgoing, live),
    )
    const { findings } = await conductAreas(area(refuses), target)
    expect(findings.get('REFUSES/json/a')).toMatchObject({
      verdict: 'failed',
      attempts: { failed: 4, of: 4 },
    })
  })

  it('proves nothing by a single disturbance, and something by two', async () => {
    const disturbing = (ids: readonly string[]): Behaviour => {
      const left = new Set(ids)
      return (outgoing, live) =>
        outgoing.role === 'probe' && left.delete(outgoing.caseId)
          ? recordExchange(null, { end: 'closed' })
          : conforming(outgoing, live)
    }
    const single = await conductAreas(
      area(refuses, accepts),
      createTestTarget(disturbing(['ACCEPTS/json/a'])),
    )
    expect(single.findings.get('ACCEPTS/json/a')).toMatchObject({
      verdict: 'passed',
      flags: { flaky: '1/4' },
    })
    const both = await conductAreas(
      area(refuses, accepts),
      createTestTarget(disturbing(['ACCEPTS/json/a', 'REFUSES/json/a'])),
    )
    expect(both.findings.get('ACCEPTS/json/a')).toMatchObject({ verdict: 'failed', flags: { flaky: '1/4' } })
  })

  it('ends the run when the target never answers', async () => {
    const target = createTestTarget(() => recordExchange(null, { end: 'unreachable', error: 'ECONNREFUSED' }))
    const { findings, exit } = await conductAreas(area(refuses), target)
    expect(exit).toBe(4)
    expect(findings.get('REFUSES/json/a')?.because).toMatch(/ECONNREFUSED/)
  })
})

describe('scarce links', () => {
  const other = requirement('OTHER', 'SHOULD', 400, new TextEncoder().encode('['))
  const behave: Behaviour = (outgoing, live) => {
    if (!live) return notFound
    return (outgoing.spec.body?.length ?? 0) === 1 ? badRequest : noContent
  }

  it('carry several refusals and one accepted request', async () => {
    const target = createTestTarget(behave, { links: 1, perLink: 20 })
    const { findings } = await conductAreas(area(refuses, other, accepts), target)
    expect([...findings.values()].map(({ verdict }) => verdict)).toEqual(['passed', 'passed', 'passed'])
    expect(target.sent).toHaveLength(3)
  })

  it('leave all inconclusive when the link was not live', async () => {
    const target = createTestTarget(() => notFound, { links: 1, perLink: 20 })
    const { findings } = await conductAreas(area(refuses, other, accepts), target)
    expect(new Set([...findings.values()].map(({ verdict }) => verdict))).toEqual(new Set(['inconclusive']))
  })

  it('split a group whose control is refused, to find the probe that took effect', async () => {
    const used = new Set<string>()
    const target = createTestTarget(
      (outgoing, live) => {
        if (used.has(outgoing.url.href)) return notFound
        if (isMalformed(outgoing)) used.add(outgoing.url.href)
        return behave(outgoing, live)
      },
      { links: 40, perLink: 20 },
    )
    const { findings } = await conductAreas(area(refuses, other, accepts, noEffect), target)
    expect(findings.get('OTHER/json/a')?.verdict).toBe('passed')
    expect(findings.get('ACCEPTS/json/a')?.verdict).toBe('passed')
    expect(findings.get('EFFECT/REFUSES/json/a')?.verdict).toBe('warned')
  })

  it('are skipped with their cause when they run out', async () => {
    const target = createTestTarget(behave, { links: 0, perLink: 20 })
    const { findings } = await conductAreas(area(refuses, accepts), target)
    expect([...findings.values()].map(({ verdict, cause }) => `${verdict} ${cause}`)).toEqual([
      'skipped links',
      'skipped links',
    ])
  })
})
