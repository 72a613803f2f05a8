import type { Exchange } from '../../model/exchange.ts'
import type { Channel, Outgoing } from '../../model/target.ts'

/** A raw connection that is kept from sample to sample, as clients keep theirs, and opened anew when it was closed. */
export interface Lane {
  send(outgoing: Outgoing): Promise<Exchange>
  close(): void
}

/** A server may close a connection after any answer (RFC 9112 section 9.3): the next request needs a new one. */
function wasClosed(exchange: Exchange): boolean {
  return exchange.reused && exchange.end === 'closed' && exchange.answer === null
}

/** A lane over connections made by `open`. One request at a time. */
export function createLane(open: () => Channel): Lane {
  let channel: Channel | undefined
  const reopen = (): Channel => {
    channel?.close()
    channel = open()
    return channel
  }
  return {
    async send(outgoing) {
      const exchange = await (channel ?? reopen()).send(outgoing)
      return wasClosed(exchange) ? reopen().send(outgoing) : exchange
    },
    close() {
      channel?.close()
      channel = undefined
    },
  }
}
