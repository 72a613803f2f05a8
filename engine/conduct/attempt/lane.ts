import { wasClosedIdle } from '../../judge/disturbance.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Channel, Outgoing } from '../../model/target.ts'
import { persists } from '../../send/wire.ts'

/** A raw connection that is kept from sample to sample, as clients keep theirs, and opened anew when it was closed. */
export interface Lane {
  send(outgoing: Outgoing): Promise<Exchange>
  /** The last exchange, if bytes came behind it since it was given out; its connection is given up. */
  takeLate(): Exchange | undefined
  close(): void
}

/** A 408 that leaves the connection open is no notice of its end: it answers the request. */
function needsNewConnection(exchange: Exchange): boolean {
  return wasClosedIdle(exchange) && !persists(exchange.answer)
}

/** A lane over connections made by `open`, kept while `keeps` says so. One request at a time. */
export function createLane(open: () => Channel, keeps: () => boolean = () => true): Lane {
  let channel: Channel | undefined
  const reopen = (): Channel => {
    channel?.close()
    channel = open()
    return channel
  }
  const close = (): void => {
    channel?.close()
    channel = undefined
  }
  return {
    async send(outgoing) {
      const exchange = await (channel ?? reopen()).send(outgoing)
      const last = needsNewConnection(exchange) ? await reopen().send(outgoing) : exchange
      if (!keeps()) close()
      return last
    },
    takeLate() {
      const late = channel?.takeLate()
      if (late !== undefined) close()
      return late
    },
    close,
  }
}
