import { describe, expect, it } from 'vitest'
import { encodeBody } from '../encode/body.ts'
import { recordAnswer, recordError, recordExchange } from '../judge/test-exchange.ts'
import type { AnswerRequirement } from '../model/requirement.ts'
import { BudgetSpent } from '../send/budget.ts'
import { accepts, area, generates, isMalformed, noEffect, refuses, requirement } from './test-areas.ts'
import {
  type Behaviour,
  badRequest,
  conductAreas,
  conforming,
  createTestTarget,
  noContent,
  notFound,
} from './test-target.ts'

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

describe('a selection that leaves nothing', () => {
  it('sends nothing', async () => {
    const sent: string[] = []
    const target = createTestTarget(outgoing => {
      sent.push(outgoing.caseId)
      return noContent
    })
    const { findings } = await conductAreas(area(accepts, noEffect), target, 0, () => false)
    expect([...findings.values()].map(({ caseId, cause }) => [caseId, cause])).toEqual([
      ['ACCEPTS/json/a', 'selection'],
    ])
    expect(sent).toEqual([])
  })
})

describe('progress', () => {
  it.each([
    ['links as needed', {}, 22],
    ['scarce links, which get no campaign', { links: 3 }, 2],
  ])('is told to its end: %s', async (_, options, cases) => {
    const target = createTestTarget(conforming, options)
    const { progress } = await conductAreas(area(refuses, accepts, generates), target, 20)
    expect(progress).toEqual([cases, cases])
  })

  it('counts a refusal that no other case closes as one', async () => {
    const { progress } = await conductAreas(area(refuses), createTestTarget(conforming, { links: 3 }))
    expect(progress).toEqual([1, 1])
  })
})

describe('requests that are spent before the first case', () => {
  it('leave every case out for the budget', async () => {
    const target = createTestTarget(() => {
      throw new BudgetSpent(0)
    })
    const { findings, exit } = await conductAreas(area(refuses, accepts), target)
    expect(exit).toBe('budget')
    expect([...findings.values()].map(({ verdict, cause }) => [verdict, cause])).toEqual([
      ['skipped', 'budget'],
      ['skipped', 'budget'],
    ])
  })
})

describe('a method of which nobody says anything', () => {
  it('has no effect to be blamed for where it is accepted (S-03)', async () => {
    const post = requirement('POST', 'OBSERVE', 204, encodeBody('json', 'Conflict'))
    const [step] = post.cases[0]?.steps ?? []
    if (step === undefined) throw new Error('no step')
    const request = { ...step.request, method: 'Post' }
    const odd = {
      ...post,
      cases: [{ id: 'POST/json/a', encoding: 'json' as const, steps: [{ ...step, request }] as const }],
    }
    const { findings } = await conductAreas(area(odd, noEffect), createTestTarget(conforming))
    expect([...findings.values()].map(({ verdict }) => verdict)).not.toContain('warned')
    expect(findings.get('POST/json/a')).toMatchObject({ verdict: 'observed' })
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

describe('a balancer with one broken server of two', () => {
  it.each([0, 1])('is not taken for a server that always fails (turn %i)', async turn => {
    let count = turn
    const target = createTestTarget((outgoing, live) => {
      count += 1
      return count % 2 === 0 ? notFound : conforming(outgoing, live)
    })
    const finding = (await conductAreas(area(accepts), target)).findings.get('ACCEPTS/json/a')
    const { failed, of } = finding?.attempts ?? { failed: 0, of: 0 }
    expect(of).toBeGreaterThan(failed)
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
      attempts: { failed: 4, of: 4 },
    })
  })

  it('is one also where a repetition goes well', async () => {
    const used = new Set<string>()
    let refused = 0
    const target = createTestTarget((outgoing, live) => {
      if (used.has(outgoing.url.href)) return notFound
      if (isMalformed(outgoing)) {
        refused += 1
        if (refused !== 3) used.add(outgoing.url.href)
      }
      return conforming(outgoing, live)
    })
    const { findings } = await conductAreas(area(refuses, noEffect), target)
    expect(findings.get('EFFECT/REFUSES/json/a')).toMatchObject({
      verdict: 'warned',
      attempts: { failed: 3, of: 4 },
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

  const disturbing = (ids: readonly string[], apart = 1000): Behaviour => {
    const left = new Set(ids)
    return (outgoing, live) =>
      outgoing.role === 'probe' && left.delete(outgoing.caseId)
        ? recordExchange(null, { end: 'closed', startedAt: apart * left.size })
        : conforming(outgoing, live)
  }

  it('proves nothing by a single disturbance, and something by two', async () => {
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

  it.each([
    { apart: 250, verdict: 'passed' },
    { apart: 251, verdict: 'failed' },
  ])('takes for a single one what ended $apart ms apart: $verdict', async ({ apart, verdict }) => {
    const { findings } = await conductAreas(
      area(refuses, accepts),
      createTestTarget(disturbing(['ACCEPTS/json/a', 'REFUSES/json/a'], apart)),
    )
    expect(findings.get('ACCEPTS/json/a')).toMatchObject({ verdict, flags: { flaky: '1/4' } })
  })

  it('proves nothing by one answer that was cut off, and something by two', async () => {
    const whole: AnswerRequirement = {
      id: 'WHOLE',
      level: 'MUST',
      title: 'whole',
      statement: 'whole',
      sources: [],
      everyAnswer: ({ end }) =>
        end === 'closed' ? [{ what: 'end', expected: 'one', received: 'none' }] : [],
    }
    const cutting = (ids: readonly string[]): Behaviour => {
      const left = new Set(ids)
      return (outgoing, live) =>
        outgoing.role === 'probe' && left.delete(outgoing.caseId)
          ? recordExchange(recordAnswer(204), { end: 'closed', startedAt: 1000 * left.size })
          : conforming(outgoing, live)
    }
    const open = requirement('OPEN', 'OBSERVE', 204, encodeBody('json', 'Unknown'))
    const once = await conductAreas(area(accepts, whole), createTestTarget(cutting(['ACCEPTS/json/a'])))
    expect(once.findings.get('WHOLE/ACCEPTS/json/a')).toMatchObject({
      verdict: 'passed',
      flags: { flaky: '1/4' },
    })
    const twice = await conductAreas(
      area(accepts, open, whole),
      createTestTarget(cutting(['ACCEPTS/json/a', 'OPEN/json/a'])),
    )
    expect(twice.findings.get('WHOLE/ACCEPTS/json/a')).toMatchObject({
      verdict: 'failed',
      flags: { flaky: '1/4' },
    })
  })

  it('ends the run when the target never answers', async () => {
    const target = createTestTarget(() => recordExchange(null, { end: 'unreachable', error: 'ECONNREFUSED' }))
    const { findings, exit } = await conductAreas(area(refuses), target)
    expect(exit).toBe(4)
    expect(findings.get('REFUSES/json/a')?.because).toMatch(/ECONNREFUSED/)
  })
})
