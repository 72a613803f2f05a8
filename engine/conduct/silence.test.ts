import { describe, expect, it } from 'vitest'
import { recordAnswer, recordExchange } from '../judge/test-exchange.ts'
import { createSilenceWatch } from './silence.ts'

const refused = recordExchange(null, { end: 'unreachable', error: 'ECONNREFUSED' })
const lost = recordExchange(null, { end: 'closed', error: 'ECONNRESET' })
const hanging = recordExchange(null, { end: 'timeout' })
const answered = recordExchange(recordAnswer(204))

describe('createSilenceWatch', () => {
  it('gives up a target that never answered after three exchanges', () => {
    const note = createSilenceWatch({ answeredAt: undefined })
    expect([note([refused], 'A/json/a'), note([refused], 'A/json/a'), note([refused], 'A/json/a')]).toEqual([
      undefined,
      undefined,
      'the target does not answer (ECONNREFUSED)',
    ])
  })

  it('gives up one that answered before after a minute without any answer', () => {
    let time = 1000
    const note = createSilenceWatch({ answeredAt: 500 }, () => time)
    expect(note([hanging], 'A/json/a')).toBeUndefined()
    time += 59_999
    expect(note([hanging], 'A/json/a')).toBeUndefined()
    time += 1
    expect(note([hanging], 'A/json/a')).toBe('the target does not answer any more (timeout)')
  })

  it('names the cases in which the connection was lost', () => {
    let time = 1000
    const note = createSilenceWatch({ answeredAt: 500 }, () => time)
    note([lost], 'A/json/deep')
    note([refused], 'A/json/b')
    time += 60_000
    expect(note([refused], 'A/json/c')).toBe(
      'the target does not answer any more (ECONNREFUSED); it was lost in A/json/deep',
    )
  })

  it('begins anew with each answer, whoever got it', () => {
    let time = 1000
    const sender = { answeredAt: 500 }
    const note = createSilenceWatch(sender, () => time)
    note([refused], 'A/json/a')
    sender.answeredAt = 50_000
    time = 70_000
    expect(note([refused], 'A/json/a')).toBeUndefined()
    time = 130_000
    expect(note([refused], 'A/json/a')).toBeDefined()
  })

  it('says nothing of exchanges that were answered', () => {
    const note = createSilenceWatch({ answeredAt: undefined })
    for (let times = 0; times < 5; times += 1) expect(note([refused, answered], 'A/json/a')).toBeUndefined()
    expect(note([], 'A/json/a')).toBeUndefined()
  })
})
