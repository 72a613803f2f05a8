import { describe, expect, it } from 'vitest'
import { createSlowing, type Slowing } from './slowing.ts'

/** Notes a busy answer and a good one in turn until there is a distance between requests; how often that took. */
function meetLimit(slowing: Slowing): void {
  for (let count = 0; count < 8; count += 1) slowing.note(count % 2 === 0)
}

describe('createSlowing', () => {
  it('waits for nothing while the target serves', () => {
    const slowing = createSlowing({ isNarrowed: () => true })
    for (let count = 0; count < 100; count += 1) slowing.note(count % 25 === 0)
    expect(slowing.turn()).toBeUndefined()
  })

  it('does not slow down what is only asked too much at a time', () => {
    const slowing = createSlowing({ isNarrowed: () => false })
    meetLimit(slowing)
    expect(slowing.turn()).toBeUndefined()
  })

  it('spaces the requests to a target that is busy at most of them', async () => {
    let time = 0
    const slowing = createSlowing({ isNarrowed: () => true, now: () => time })
    meetLimit(slowing)
    expect(slowing.turn()).toBeUndefined()
    await expect(slowing.turn()).resolves.toBeUndefined()
    time = 1000
    expect(slowing.turn()).toBeUndefined()
  })

  it('tries half the distance after a calm while, and once it was too little, no more', () => {
    const slowing = createSlowing({ isNarrowed: () => true, now: () => 0 })
    const isSpaced = (): boolean => {
      slowing.turn()
      return slowing.turn() !== undefined
    }
    const stayCalm = (): void => {
      for (let count = 0; count < 200; count += 1) slowing.note(false)
    }
    meetLimit(slowing)
    stayCalm()
    expect(isSpaced()).toBe(false)
    meetLimit(slowing)
    stayCalm()
    expect(isSpaced()).toBe(true)
  })

  it('lets a distance go that is no longer needed, however many requests are under way', () => {
    let narrowed = true
    const slowing = createSlowing({ isNarrowed: () => narrowed, now: () => 0 })
    meetLimit(slowing)
    narrowed = false
    for (let count = 0; count < 200; count += 1) slowing.note(false)
    expect(slowing.slowed).toBe(false)
  })

  it('goes back to full speed where that does not help', () => {
    const slowing = createSlowing({ isNarrowed: () => true, now: () => 0 })
    for (let count = 0; count < 7; count += 1) meetLimit(slowing)
    slowing.turn()
    expect(slowing.turn()).toBeUndefined()
  })
})
