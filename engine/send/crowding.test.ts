import { beforeEach, describe, expect, it } from 'vitest'
import { createCrowding } from './crowding.ts'

let time = 0
let underWay = 0
let closed = 0
let slowed = false
beforeEach(() => {
  slowed = false
  time = 1_000_000
  underWay = 0
  closed = 0
})

function create() {
  return createCrowding({
    underWay: () => underWay,
    makeRoom: () => {
      closed += 1
    },
    isSlowed: () => slowed,
    now: () => time,
  })
}

describe('a connection that was never served', () => {
  it('narrows where many are open, and closes those that rest', () => {
    const crowding = create()
    underWay = 4
    expect([crowding.noteUnserved(time), crowding.narrowed, closed]).toEqual([false, false, 0])
    underWay = 5
    expect([crowding.noteUnserved(time), crowding.narrowed, closed]).toEqual([true, true, 1])
  })

  it('is no matter of crowding where it was opened long after, alone', () => {
    const crowding = create()
    underWay = 5
    crowding.noteUnserved(time)
    underWay = 1
    expect(crowding.noteUnserved(time + 30_000)).toBe(true)
    expect([crowding.noteUnserved(time + 30_001), crowding.narrowed]).toEqual([false, false])
    expect(crowding.noteUnserved(time)).toBe(false)
  })
})

describe('a connection that was dropped', () => {
  it('narrows where many are open, until another one is dropped alone', () => {
    const crowding = create()
    underWay = 4
    expect([crowding.noteDropped(), crowding.narrowed]).toEqual([false, false])
    underWay = 5
    expect([crowding.noteDropped(), crowding.narrowed, closed]).toEqual([true, true, 1])
    underWay = 2
    expect([crowding.noteDropped(), crowding.narrowed]).toEqual([true, true])
    underWay = 1
    expect([crowding.noteDropped(), crowding.narrowed]).toEqual([true, true])
    time += 1001
    expect([crowding.noteDropped(), crowding.narrowed]).toEqual([false, false])
    underWay = 5
    expect([crowding.noteDropped(), crowding.narrowed]).toEqual([false, false])
  })
})

describe('many connections dropped at once', () => {
  it('narrow for good, whatever is dropped alone later', () => {
    const crowding = create()
    for (underWay = 20; underWay > 10; underWay -= 1) crowding.noteDropped()
    underWay = 0
    time += 1001
    expect([crowding.noteDropped(), crowding.narrowed]).toEqual([false, true])
  })
})

describe('a target without time', () => {
  it('narrows when it has none for a request sent again, for five seconds', () => {
    const crowding = create()
    crowding.noteBusy(0)
    expect(crowding.narrowed).toBe(false)
    crowding.noteBusy(1)
    time += 4999
    expect(crowding.narrowed).toBe(true)
    time += 1
    expect(crowding.narrowed).toBe(false)
  })

  it('stays narrowed when that comes again', () => {
    const crowding = create()
    crowding.noteBusy(1)
    time += 5000
    crowding.noteBusy(1)
    time += 60_000
    expect(crowding.narrowed).toBe(true)
  })

  it.each([
    { title: 'before the others had their turn', after: 30_000, narrowed: true },
    { title: 'beside another', after: 30_001, beside: 1, narrowed: true },
    {
      title: 'while the distance between requests is being found',
      after: 30_001,
      slow: true,
      narrowed: true,
    },
    { title: 'alone, long after', after: 30_001, narrowed: false },
  ])(
    'that refuses the same request a third time $title: narrowed $narrowed',
    ({ after, beside = 0, slow = false, narrowed }) => {
      const crowding = create()
      crowding.noteBusy(1)
      for (let passed = 0; passed < after; passed += 4000) {
        time = 1_000_000 + passed
        crowding.noteBusy(1)
      }
      time = 1_000_000 + after
      underWay = beside
      slowed = slow
      crowding.noteBusy(2)
      expect(crowding.narrowed).toBe(narrowed)
    },
  )
})
