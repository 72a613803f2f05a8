import { describe, expect, it } from 'vitest'
import { recordAnswer, recordExchange } from '../../judge/test-exchange.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Outgoing } from '../../model/target.ts'
import { createLane } from './lane.ts'

const accepted = recordExchange(recordAnswer(204))

function closedWith(text: string): Exchange {
  return recordExchange(null, { end: 'closed', reused: true, stray: Buffer.from(text) })
}

/** Sends twice; each connection gives its answers in order. */
async function sendTwice(...connections: readonly (readonly Exchange[])[]): Promise<readonly Exchange[]> {
  const queues = connections.map(answers => [...answers])
  const lane = createLane(() => {
    const queue = queues.shift() ?? []
    return { send: async () => queue.shift() ?? accepted, takeLate: () => undefined, close: () => {} }
  })
  const outgoing = {} as Outgoing
  return [await lane.send(outgoing), await lane.send(outgoing)]
}

describe('createLane', () => {
  it('sends again on a new connection where the kept one was closed', async () => {
    expect(await sendTwice([accepted, closedWith('')], [accepted])).toEqual([accepted, accepted])
  })

  it('takes a 408 with which an idle connection ends for closing', async () => {
    const late = recordExchange(recordAnswer(408, [['Connection', 'close']]), { reused: true })
    expect(await sendTwice([accepted, late], [accepted])).toEqual([accepted, accepted])
  })

  it('keeps a 408 that leaves the connection open', async () => {
    const refused = recordExchange(recordAnswer(408), { reused: true })
    expect(await sendTwice([accepted, refused], [accepted])).toEqual([accepted, refused])
  })

  it('keeps the evidence of a second answer that nobody asked for', async () => {
    const late = closedWith('HTTP/1.1 204 No Content\r\n\r\n')
    expect(await sendTwice([accepted, late], [accepted])).toEqual([accepted, late])
  })
})
