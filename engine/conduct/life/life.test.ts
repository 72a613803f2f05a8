import { describe, expect, it } from 'vitest'
import { recordAnswer, recordError, recordExchange } from '../../judge/test-exchange.ts'
import type { ProbeRequirement } from '../../model/requirement.ts'
import { Secret } from '../../model/secret.ts'
import type { TokenSupply } from '../../model/target.ts'
import { accepts, area, isMalformed, noEffect, refuses, requirement } from '../test-areas.ts'
import {
  type Behaviour,
  badRequest,
  conductAreas,
  conforming,
  createTestTarget,
  noContent,
  notFound,
} from '../test-target.ts'

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

  it('are no proof of anything while the target is busy', async () => {
    const busy = recordExchange(recordAnswer(429, [['Retry-After', '0']]))
    const target = createTestTarget(
      (outgoing, live) => (isMalformed(outgoing) ? busy : conforming(outgoing, live)),
      { links: 1, perLink: 20 },
    )
    const { findings } = await conductAreas(area(refuses, accepts), target)
    expect(findings.get('REFUSES/json/a')).toMatchObject({ verdict: 'inconclusive', cause: 'environment' })
    expect(findings.get('ACCEPTS/json/a')?.verdict).toBe('passed')
  })

  it('are not spent on more of what has cost one, while anything else is left', async () => {
    const cases = ['a', 'b', 'c'].flatMap(letter => {
      const { cases: like } = requirement('REFUSES', 'MUST', 400, new TextEncoder().encode(letter))
      return like.map(each => ({ ...each, id: `REFUSES/json/${letter}` }))
    })
    const many = { ...refuses, cases }
    const accepting: Behaviour = (_, live) => (live ? noContent : notFound)
    const verdicts = async (links: number) => {
      const target = createTestTarget(accepting, { links, perLink: 20 })
      const { findings } = await conductAreas(area(many, accepts), target)
      return Object.fromEntries([...findings].map(([id, { verdict, cause }]) => [id, cause ?? verdict]))
    }
    expect(await verdicts(2)).toEqual({
      'REFUSES/json/a': 'failed',
      'REFUSES/json/b': 'links',
      'REFUSES/json/c': 'links',
      'ACCEPTS/json/a': 'passed',
    })
    expect(await verdicts(4)).toMatchObject({ 'REFUSES/json/b': 'failed', 'REFUSES/json/c': 'failed' })
  })

  it('tell a passing outage from a refusal', async () => {
    let outage = 2
    const target = createTestTarget(
      (outgoing, live) => {
        if (isMalformed(outgoing) && outage > 0) {
          outage -= 1
          return recordError(502, 'BadGateway')
        }
        return behave(outgoing, live)
      },
      { links: 1, perLink: 20 },
    )
    const { findings } = await conductAreas(area(refuses, accepts), target)
    expect(findings.get('REFUSES/json/a')).toMatchObject({ verdict: 'passed', observation: '400 BadRequest' })
  })

  it('are not tried for what few links leave unlearned', async () => {
    const target = createTestTarget(behave, { links: 2, perLink: 20 })
    const [probed] = refuses.cases
    if (probed === undefined) throw new Error('no case')
    const presuming = { ...refuses, cases: [{ ...probed, presumes: 'bodiless' as const }] }
    const { findings } = await conductAreas(area(presuming, accepts), target)
    expect(findings.get('REFUSES/json/a')).toMatchObject({ verdict: 'skipped', cause: 'links' })
  })

  it('take a 204 with the type of a web page for a 204', async () => {
    const typed = recordExchange(recordAnswer(204, [['Content-Type', 'text/html']]))
    const target = createTestTarget(
      (outgoing, live) => (isMalformed(outgoing) || !live ? behave(outgoing, live) : typed),
      { links: 1, perLink: 20 },
    )
    const { findings } = await conductAreas(area(refuses, accepts), target)
    expect([...findings.values()].map(({ verdict }) => verdict)).toEqual(['passed', 'passed'])
  })

  it('show nothing where a web page answers', async () => {
    const page = recordExchange(recordAnswer(200, [['Content-Type', 'text/html']], '<p>Sign in'))
    const target = createTestTarget(() => page, { links: 2, perLink: 20 })
    const { findings, exit } = await conductAreas(area(refuses, accepts), target)
    expect(exit).toBe(4)
    expect([...findings.values()].map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive'])
  })

  it('keep the closer apart from the probes that it is the control of', async () => {
    const target = createTestTarget(behave, { links: 1, perLink: 20 })
    const { findings } = await conductAreas(area(refuses, accepts), target)
    const roles = (caseId: string) => findings.get(caseId)?.exchanges.map(({ role }) => role)
    expect(roles('REFUSES/json/a')).toEqual(['probe', 'control'])
    expect(roles('ACCEPTS/json/a')).toEqual(['probe'])
    expect(findings.get('ACCEPTS/json/a')?.observation).toBe('204')
  })

  it('are not shown to be live by what a proxy answers', async () => {
    const options: ProbeRequirement = {
      ...accepts,
      id: 'OPTIONS',
      cases: [
        {
          id: 'OPTIONS/json/a',
          encoding: 'json',
          steps: [
            { request: { method: 'OPTIONS', framing: 'none' }, expect: { allowed: [{ status: 204 }] } },
          ],
        },
      ],
    }
    const target = createTestTarget(
      ({ spec }, live) => (spec.method === 'OPTIONS' ? noContent : live ? badRequest : notFound),
      { links: 1, perLink: 20 },
    )
    const { findings } = await conductAreas(area(refuses, options), target)
    expect(findings.get('REFUSES/json/a')).toMatchObject({ verdict: 'inconclusive', cause: 'link' })
  })

  it('leave out a closer whose token nobody can supply, and judge the rest', async () => {
    const scoped: ProbeRequirement = {
      ...accepts,
      id: 'SCOPED',
      cases: accepts.cases.map(({ steps: [{ request, ...step }] }) => ({
        id: 'SCOPED/json/a',
        encoding: 'json',
        steps: [{ ...step, request: { ...request, token: { kind: 'scopes', scopes: ['A'] } } }],
      })),
    }
    const tokens: TokenSupply = {
      get: async ({ kind }) => (kind === 'default' ? new Secret('a token') : null),
      has: () => true,
      renew: async () => false,
      renewals: 0,
    }
    const target = createTestTarget(behave, { links: 2, perLink: 20, tokens })
    const { findings } = await conductAreas(area(refuses, scoped), target)
    expect(findings.get('SCOPED/json/a')).toMatchObject({ verdict: 'skipped', cause: 'capability' })
    expect(findings.get('REFUSES/json/a')?.verdict).toBe('passed')
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
