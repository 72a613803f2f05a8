import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodies, pick } from './choices.ts'

const letters = bodies('json', choose =>
  Array.from({ length: 5 }, () => pick(choose, ['a', 'b', 'c'])).join(''),
)
const textOf = (body: Uint8Array): string => new TextDecoder().decode(body)

describe('bodies', () => {
  it('reaches every choice', () => {
    const texts = fc.sample(letters, { numRuns: 500, seed: 1 }).map(({ body }) => textOf(body))
    expect(new Set(texts.join(''))).toEqual(new Set('abc'))
  })

  it('draws no choice that is not asked for', () => {
    const short = bodies('json', choose => String(choose(2)))
    expect(fc.sample(short, { numRuns: 50, seed: 1 }).every(({ body }) => body.length === 1)).toBe(true)
  })

  it('never shrinks to a longer body', () => {
    // The plainest choice is the longest text here.
    const texts = bodies('json', choose => pick(choose, ['aaaa', 'b']))
    const { counterexample } = fc.check(
      fc.property(texts, ({ body }) => !textOf(body).includes('b')),
      { seed: 1 },
    )
    expect(counterexample?.map(({ body }) => textOf(body))).toEqual(['b'])
  })

  it('shrinks to the plainest body that still fails', () => {
    const { counterexample } = fc.check(
      fc.property(letters, ({ body }) => !textOf(body).includes('c')),
      { seed: 1 },
    )
    const [{ body } = { body: new Uint8Array() }] = counterexample ?? []
    expect([...textOf(body)].filter(letter => letter !== 'a')).toEqual(['c'])
  })
})
