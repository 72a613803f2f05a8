import type { Exchange } from '../../model/exchange.ts'
import type { Channel, Outgoing } from '../../model/target.ts'

/** A raw connection that is kept from sample to sample, as clients keep theirs, and opened anew when it was closed. */
export interface Lane {
  send(outgoing: Outgoing): Promise<Exchange>
  /**
   * The last exchange, if bytes came behind it since it was given out; its connection is given up. The notice of an
   * idle connection is no such bytes.
   */
  takeLate(): Exchange | undefined
  close(): void
}

/** A server may close a connection after any answer (RFC 9112 section 9.3): the next request needs a new one. */
function wasClosed({ reused, end, answer, stray }: Exchange): boolean {
  return reused && end === 'closed' && answer === null && (stray.length === 0 || isIdleNotice(stray))
}

/** Some servers say 408 when they close an idle connection (RFC 9110 section 15.5.9). */
function isIdleNotice(stray: Uint8Array): boolean {
  return /^HTTP\/1\.[01] 408\b/.test(Buffer.from(stray).toString('latin1'))
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
      const last = wasClosed(exchange) ? await reopen().send(outgoing) : exchange
      if (!keeps()) close()
      return last
    },
    takeLate() {
      const late = channel?.takeLate()
      if (late === undefined || isIdleNotice(late.stray)) return undefined
      close()
      return late
    },
    close,
  }
}
