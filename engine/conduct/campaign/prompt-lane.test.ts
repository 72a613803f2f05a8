import { describe, expect, it } from 'vitest'
import { recordAnswer, recordExchange } from '../../judge/test-exchange.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Channel, Outgoing } from '../../model/target.ts'
import { createPromptLane } from './prompt-lane.ts'

const outgoing = {} as Outgoing

/** Connections behind whose answers these bytes come late, one entry for each connection. */
function openings(...late: readonly string[]): { open: () => Channel; answers: Exchange[] } {
  const queue = [...late]
  const answers: Exchange[] = []
  const open = (): Channel => {
    const bytes = Buffer.from(queue.shift() ?? '')
    let last: Exchange | undefined
    return {
      send: async () => {
        last = recordExchange(recordAnswer(204))
        answers.push(last)
        return last
      },
      takeLate: () => {
        const late = bytes.length > 0 ? last && { ...last, stray: bytes } : undefined
        last = undefined
        return late
      },
      close: () => {},
    }
  }
  return { open, answers }
}

describe('createPromptLane', () => {
  it('tells once what came behind the last exchange', async () => {
    const { open, answers } = openings('late')
    const lane = createPromptLane(open, () => true)
    await lane.send(outgoing)
    expect(lane.takeLate()).toEqual({ ...answers[0], stray: Buffer.from('late') })
    expect(lane.takeLate()).toBeUndefined()
  })

  it('blames no later exchange, and keeps the evidence until it is asked for', async () => {
    const { open, answers } = openings('late', '')
    const lane = createPromptLane(open, () => true)
    await lane.send(outgoing)
    expect((await lane.send(outgoing)).stray).toHaveLength(0)
    expect(lane.takeLate()).toEqual({ ...answers[0], stray: Buffer.from('late') })
  })
})
