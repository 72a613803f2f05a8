import type { Exchange } from '../model/exchange.ts'
import type { Secret } from '../model/secret.ts'
import type { Channel, Limits, Outgoing, Sender } from '../model/target.ts'
import { BudgetSpent } from './budget.ts'
import { type Crowding, createCrowding } from './crowding.ts'
import { createPace } from './pace.ts'
import { createPool, fitsPool } from './pool.ts'
import { createSecretKeeper } from './secret-keeper.ts'
import { Slots } from './slots.ts'
import { createSlowing, type Slowing } from './slowing.ts'
import { createStallWatch } from './stall.ts'
import type { TlsOptions } from './tls-options.ts'
import { openChannel, QUIET_LOOPBACK_MS, QUIET_REMOTE_MS } from './wire.ts'

export interface SenderOptions {
  readonly tls: TlsOptions
  readonly limits: Pick<Limits, 'rate' | 'concurrency' | 'maxRequests'>
  readonly remote: boolean
  /** Milliseconds that a raw connection is listened to behind a complete answer. */
  readonly quietMs?: number
  /** Of the links: they stand in no exchange. */
  readonly secrets?: readonly Secret[]
}

/** A sender that other requests to the same origin, such as admin calls, can ask for their turn. */
export interface ThrottledSender extends Sender {
  /** Waits for a turn and counts as a request; rejects with `BudgetSpent`. */
  throttle(): Promise<void>
}

/**
 * Creates the ways to the wire of one target, with its limits in force over both: at most `concurrency`
 * exchanges at a time, `rate` starts in any second, `maxRequests` in all. Idle connections of the pool make room
 * for others. Towards a remote target `concurrency` also bounds the open connections: a raw channel holds its slot
 * until it is closed. What the pool cannot carry as it stands goes over a raw channel of its own.
 */
export function createSender(options: SenderOptions): ThrottledSender {
  const {
    tls,
    limits,
    remote,
    quietMs = remote ? QUIET_REMOTE_MS : QUIET_LOOPBACK_MS,
    secrets = [],
  } = options
  const pace = createPace(limits.rate)
  const slots = new Slots(limits.concurrency)
  const channels = new Set<Channel>()
  let connections = 0
  let requests = 0
  const nextConnection = () => ++connections
  const pool = createPool({ tls, nextConnection })
  const slowing: Slowing = createSlowing({ isNarrowed: () => crowding.narrowed })
  const crowding: Crowding = createCrowding({
    underWay: () => slots.taken,
    makeRoom: () => pool.keepIdle(0),
    isSlowed: () => slowing.slowed,
  })

  const stalls = createStallWatch({ underWay: () => slots.underWay })

  const hideSecrets = createSecretKeeper(secrets)

  /** What there is to learn from every exchange, whichever way it went; it comes back without secrets. */
  function noteExchange(exchange: Exchange, outgoing: Outgoing): Exchange {
    const status = exchange.answer?.status
    slowing.note(status === 429 || status === 503)
    return stalls.note(hideSecrets(exchange, outgoing), outgoing.timeoutMs)
  }

  /** By the rate that is allowed, and the one that was found; `undefined` where nothing has to be waited for. */
  function waitForTurn(): Promise<void> | undefined {
    const paced = pace.turn()
    return paced === undefined ? slowing.turn() : paced.then(() => slowing.turn())
  }

  function spend(): void {
    if (requests >= limits.maxRequests) throw new BudgetSpent(limits.maxRequests)
    requests++
  }

  function open(quiet = quietMs): Channel {
    const wire = openChannel({ tls, quietMs: quiet, nextConnection })
    let holdsSlot = false
    let last: Outgoing | undefined

    function letGo(): void {
      if (holdsSlot) slots.release()
      holdsSlot = false
    }

    const channel: Channel = {
      async send(outgoing) {
        spend()
        last = outgoing
        if (!holdsSlot) {
          // Before the wait, so that closing meanwhile gives back what is then still to come.
          holdsSlot = true
          await slots.acquire()
          pool.keepIdle(slots.free)
        }
        try {
          await waitForTurn()
          slots.beginExchange()
          try {
            return noteExchange(await wire.send(outgoing), outgoing)
          } finally {
            slots.endExchange()
          }
        } finally {
          if (!remote || !wire.connected) letGo()
        }
      },
      takeLate() {
        const late = wire.takeLate()
        return late && last && hideSecrets(late, last)
      },
      close() {
        wire.close()
        channels.delete(channel)
        letGo()
      },
    }
    channels.add(channel)
    return channel
  }

  async function sendAlone(outgoing: Outgoing) {
    const channel = open()
    try {
      return await channel.send(outgoing)
    } finally {
      channel.close()
    }
  }

  return {
    open,
    async sendPooled(outgoing) {
      if (!fitsPool(outgoing.spec)) return sendAlone(outgoing)
      spend()
      const slot = slots.acquire()
      if (slot !== undefined) await slot
      const turn = waitForTurn()
      if (turn !== undefined) await turn
      slots.beginExchange()
      try {
        const sending = pool.send(outgoing)
        pool.keepIdle(slots.free)
        return noteExchange(await sending, outgoing)
      } finally {
        slots.endExchange()
        slots.release()
      }
    },
    noteUnserved: crowding.noteUnserved,
    noteDropped: crowding.noteDropped,
    noteBusy: crowding.noteBusy,
    get answeredAt() {
      return stalls.answeredAt
    },
    wasStalled: stalls.wasStalled,
    get narrowed() {
      return crowding.narrowed
    },
    rest: () => pool.keepIdle(0),
    async throttle() {
      spend()
      await pace.turn()
    },
    get requests() {
      return requests
    },
    async close() {
      for (const channel of channels) channel.close()
      await pool.close()
    },
  }
}
