import { describe, expect, it } from 'vitest'
import { recordError } from '../judge/test-exchange.ts'
import type { Outgoing, Target } from '../model/target.ts'
import { accepts, area, generates, refuses, requirePair } from './test-areas.ts'
import { conductAreas, conforming, createTestTarget, notFound } from './test-target.ts'

/** A target whose links die when the next one is made, as offers in one conversation do. */
function createOneOfferTarget(concurrency: number): Target {
  let newest = ''
  const target = createTestTarget((outgoing, live) =>
    outgoing.url.href === newest ? conforming(outgoing, live) : notFound,
  )
  return {
    ...target,
    limits: { ...target.limits, concurrency },
    links: {
      ...target.links,
      take: async want => {
        const link = await target.links.take(want)
        newest = link?.url.href ?? ''
        return link
      },
    },
  }
}

describe('links of which each new one ends the one before', () => {
  it.each([1, 8])(
    'judge what takes one, and leave out what takes two (concurrency %i)',
    async concurrency => {
      const target = createOneOfferTarget(concurrency)
      const { findings } = await conductAreas(area(accepts, refuses, requirePair('PAIR')), target)
      expect([...findings.values()].map(({ caseId, verdict }) => [caseId, verdict])).toEqual([
        ['ACCEPTS/json/a', 'passed'],
        ['REFUSES/json/a', 'passed'],
        ['PAIR/json/a', 'skipped'],
      ])
      expect(findings.get('PAIR/json/a')).toMatchObject({ cause: 'links' })
    },
  )

  it('are not presumed', async () => {
    const { findings } = await conductAreas(area(requirePair('PAIR')), createTestTarget(conforming))
    expect(findings.get('PAIR/json/a')).toMatchObject({ verdict: 'passed' })
  })
})

describe('an Accept that is not served', () => {
  it('is not sent with samples, whose requirement is about something else', async () => {
    const asksForXml = ({ spec }: Outgoing): boolean =>
      spec.headers?.some(([name, value]) => name === 'Accept' && value === 'application/xml') === true
    const target = createTestTarget((outgoing, live) =>
      asksForXml(outgoing) ? recordError(406, 'NotAcceptable') : conforming(outgoing, live),
    )
    const { findings } = await conductAreas(area(generates), target, 20)
    expect([...findings.values()].filter(({ verdict }) => verdict === 'failed')).toEqual([])
    expect(target.sent.filter(asksForXml)).toHaveLength(1)
  })
})

describe('a target that accepts no valid request', () => {
  it('is sent no generated samples, which nothing could judge', async () => {
    const target = createTestTarget(() => recordError(415, 'UnsupportedMediaType'))
    const { findings } = await conductAreas(area(generates), target, 20)
    expect([...findings.values()]).toMatchObject([{ verdict: 'inconclusive', cause: 'link' }])
    expect(target.sent.filter(({ caseId }) => caseId !== 'warm-up')).toEqual([])
  })

  it('ends the run with what may be the matter', async () => {
    const target = createTestTarget(() => recordError(403, 'Forbidden'))
    const { findings, exit } = await conductAreas(area(accepts), target)
    expect(exit).toBe(3)
    expect(findings.get('ACCEPTS/json/a')?.because).toContain('scopes')
  })
})
