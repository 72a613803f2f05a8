import type { Exchange } from '../../engine/model/exchange.ts'
import type { Channel, Sender, Target } from '../../engine/model/target.ts'

/** What a run has used so far. */
export interface Meter {
  /** Links that were taken. */
  readonly links: number
}

/** The target, with every exchange told to `onExchange` and its links counted. */
export function meterTarget(
  target: Target,
  onExchange: (exchange: Exchange) => void,
): { target: Target; meter: Meter } {
  const tell = async (pending: Promise<Exchange>): Promise<Exchange> => {
    const exchange = await pending
    onExchange(exchange)
    return exchange
  }
  const sender: Sender = {
    open: quietMs => {
      const channel = target.sender.open(quietMs)
      const metered: Channel = {
        send: outgoing => tell(channel.send(outgoing)),
        takeLate: () => channel.takeLate(),
        close: () => channel.close(),
      }
      return metered
    },
    sendPooled: outgoing => tell(target.sender.sendPooled(outgoing)),
    noteUnserved: since => target.sender.noteUnserved(since),
    noteDropped: () => target.sender.noteDropped(),
    get answeredAt() {
      return target.sender.answeredAt
    },
    wasStalled: exchange => target.sender.wasStalled(exchange),
    noteBusy: retry => target.sender.noteBusy(retry),
    get narrowed() {
      return target.sender.narrowed
    },
    rest: () => target.sender.rest(),
    get requests() {
      return target.sender.requests
    },
    close: () => target.sender.close(),
  }
  const { links } = target
  const reused = new Set<string>()
  let taken = 0
  return {
    meter: {
      get links() {
        return links.reusable ? reused.size : taken
      },
    },
    target: {
      ...target,
      sender,
      links: {
        ...links,
        remaining: () => links.remaining(),
        take: async want => {
          const link = await links.take(want)
          if (link === null) return null
          taken += 1
          reused.add(link.url.href)
          return link
        },
      },
      close: () => target.close(),
    },
  }
}
