import { describe, expect, it } from 'vitest'
import { type Choices, simplify, unsimplified, type Written } from './simpler.ts'

/** Takes each simpler list that still fails, as a shrinker does; gives the last and how many were asked about. */
function shrink(
  choices: Choices,
  stillFails: (choices: Choices) => boolean,
): { left: Choices; asked: number } {
  let written = unsimplified(choices)
  let asked = 0
  const next = (): Written | undefined => {
    for (const simpler of simplify(written)) {
      asked += 1
      if (stillFails(simpler.choices)) return simpler
    }
    return undefined
  }
  for (let simpler = next(); simpler !== undefined; simpler = next()) written = simpler
  return { left: written.choices, asked }
}

const sum = (choices: Choices): number => choices.reduce((total, choice) => total + choice, 0)

describe('simplify', () => {
  it('makes all plain at first, and leaves them out', () => {
    expect(shrink([3, 1, 4, 1, 5], () => true).left).toEqual([])
  })

  it('leaves what the failure needs, as plain as it can be', () => {
    const needsFive = (choices: Choices): boolean => choices.some(choice => choice >= 5)
    const { left, asked } = shrink(
      Array.from({ length: 12 }, (_, at) => at % 9),
      needsFive,
    )
    expect(left).toEqual([5])
    expect(asked).toBeLessThan(60)
  })

  it('keeps two choices that only fail together', () => {
    const needsBoth = (choices: Choices): boolean => choices.includes(2) && choices.includes(7)
    expect(shrink([1, 2, 3, 4, 5, 6, 7, 8], needsBoth).left).toEqual([2, 7])
  })

  it('gives nothing where nothing can be simpler', () => {
    expect([...simplify(unsimplified([]))]).toEqual([])
  })

  it('never gives a list that is longer, or chosen less plainly', () => {
    const choices = [9, 0, 3, 12]
    for (const simpler of simplify(unsimplified(choices))) {
      expect(simpler.choices.length).toBeLessThanOrEqual(choices.length)
      expect(sum(simpler.choices)).toBeLessThanOrEqual(sum(choices))
    }
  })
})
