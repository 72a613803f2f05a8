import { describe, expect, it } from 'vitest'
import type { Link, Target } from '../model/target.ts'
import { accepts, area, noEffect, refuses, requirePair } from './test-areas.ts'
import { conductAreas, conforming, createTestTarget, notFound } from './test-target.ts'

/** Links made ahead. */
const STOCK = 10

/** A target on which a dismiss ends all links that there are, those made ahead included. */
function createEntangledTarget(): Target {
  const ended = new Set<string>()
  let made: string[] = []
  const stock: Link[] = []
  const target = createTestTarget((outgoing, live) => {
    if (ended.has(outgoing.url.href)) return notFound
    const exchange = conforming(outgoing, live)
    if (exchange.answer?.status === 204) {
      for (const href of made) ended.add(href)
      made = []
    }
    return exchange
  })
  return {
    ...target,
    limits: { ...target.limits, concurrency: 8 },
    links: {
      ...target.links,
      take: async want => {
        if (want?.fresh) stock.length = 0
        while (stock.length < STOCK) {
          const link = await target.links.take()
          if (link === null) break
          stock.push(link)
          made.push(link.url.href)
        }
        return stock.shift() ?? null
      },
    },
  }
}

describe('links that a dismiss ends beside its own', () => {
  it('fail what is about that, and leave all else that takes one link to be judged', async () => {
    const areas = area(requirePair('ALONE', 'first'), accepts, refuses, requirePair('PAIR'), noEffect)
    const { findings } = await conductAreas(areas, createEntangledTarget())
    expect(Object.fromEntries([...findings].map(([id, { verdict }]) => [id, verdict]))).toEqual({
      'ALONE/json/a': 'failed',
      'ACCEPTS/json/a': 'passed',
      'REFUSES/json/a': 'passed',
      'PAIR/json/a': 'skipped',
      'EFFECT/json': 'passed',
    })
    expect(findings.get('ALONE/json/a')?.mismatches[0]?.what).toBe('request 2: status')
  })
})
