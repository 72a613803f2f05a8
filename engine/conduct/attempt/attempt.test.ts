import { describe, expect, it } from 'vitest'
import { encodeBody } from '../../encode/body.ts'
import { recordAnswer, recordError, recordExchange } from '../../judge/test-exchange.ts'
import { Secret } from '../../model/secret.ts'
import type { Target } from '../../model/target.ts'
import { accepts, area, isMalformed, noEffect, refuses } from '../test-areas.ts'
import {
  type Behaviour,
  badRequest,
  conductAreas,
  conforming,
  createTestTarget,
  notFound,
} from '../test-target.ts'

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

describe('a time-out', () => {
  /** The first probe is not answered. */
  const hangingOnce = (): Target => {
    let probes = 0
    return createTestTarget((outgoing, live) => {
      if (outgoing.role === 'probe') probes += 1
      return outgoing.role === 'probe' && probes === 1
        ? recordExchange(null, { end: 'timeout' })
        : conforming(outgoing, live)
    })
  }

  it('counts where the target answered others meanwhile', async () => {
    const { findings } = await conductAreas(area(accepts), hangingOnce())
    expect([...findings.values()]).toMatchObject([{ attempts: { failed: 1, of: 4 } }])
  })

  it('that the whole target shared is tried again, and forgotten', async () => {
    const target = hangingOnce()
    const stalled: Target = {
      ...target,
      sender: { ...target.sender, wasStalled: ({ end }) => end === 'timeout' },
    }
    const { findings } = await conductAreas(area(accepts), stalled)
    expect([...findings.values()]).toMatchObject([{ verdict: 'passed', attempts: { failed: 0, of: 1 } }])
  })
})

describe('a control that meets 429', () => {
  it('shows no effect of the refusal before it', async () => {
    const refused = new Set<string>()
    const behave: Behaviour = (outgoing, live) => {
      const { href } = outgoing.url
      if (refused.has(href)) return recordExchange(recordAnswer(429, [['Retry-After', '0']]))
      if (isMalformed(outgoing)) refused.add(href)
      return conforming(outgoing, live)
    }
    const { findings } = await conductAreas(area(refuses, noEffect), createTestTarget(behave))
    expect([...findings.values()].map(({ requirement, verdict }) => [requirement, verdict])).toEqual([
      ['REFUSES', 'inconclusive'],
      ['EFFECT', 'skipped'],
    ])
  })

  it('says nothing of the form of control', async () => {
    let probes = 0
    let controls = 0
    const behave: Behaviour = (outgoing, live) => {
      if (isMalformed(outgoing)) {
        probes += 1
        return badRequest
      }
      if (probes === 0) return conforming(outgoing, live)
      controls += 1
      if (controls === 1) return notFound
      return controls <= 5
        ? recordExchange(recordAnswer(503, [['Retry-After', '0']]))
        : conforming(outgoing, live)
    }
    const target = createTestTarget(behave)
    const { findings } = await conductAreas(area(refuses), target)
    expect(findings.get('REFUSES/json/a')).toMatchObject({ verdict: 'passed' })
    expect(target.sent.at(-1)?.spec.body).toEqual(encodeBody('json', 'Conflict'))
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
        has: () => true,
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
