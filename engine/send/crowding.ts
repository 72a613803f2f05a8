/** A server that serves fewer connections than this at a time would not serve the cases that need several. */
const FEW = 4

/** What was under way may take as long to end: some time-outs or waits, one after the other. */
const DRAIN_MS = 30_000

/** So long a peer may count connections that were closed already. */
const CLOSING_MS = 1000

/** So many connections dropped at once are no matter of what was sent on them. */
const MANY = 8

/** Busy again after so long without it, a target stays narrowed: it allows so many requests, and no more. */
const CALM_MS = 5000

/** The third 429 or 503 in a row, with nothing beside it, does not come from the others. */
const LAST_RETRY = 2

/** Notes what a target says of too many connections or requests at a time. */
export interface Crowding {
  /** See `Sender.noteUnserved`. */
  noteUnserved(since: number): boolean
  /** See `Sender.noteDropped`. */
  noteDropped(): boolean
  /** See `Sender.noteBusy`. */
  noteBusy(retry: number): void
  /** There is to be one attempt at a time. */
  readonly narrowed: boolean
}

export interface CrowdingOptions {
  /** Exchanges under way. */
  readonly underWay: () => number
  /** Closes the connections that nobody uses. */
  readonly makeRoom: () => void
  /** The distance between requests is still being found: being alone with too little of it tells nothing. */
  readonly isSlowed?: () => boolean
  /** Milliseconds since the epoch. */
  readonly now?: () => number
}

/** The crowding of one target. */
export function createCrowding({
  underWay,
  makeRoom,
  isSlowed = () => false,
  now = Date.now,
}: CrowdingOptions): Crowding {
  let narrowedAt: number | undefined
  /** A request hung with next to no other beside it: crowding was not the reason. */
  let hangsAlone = false
  let droppedAt: number | undefined
  let drops = 0
  /** A connection was dropped with next to no other beside it. */
  let dropsAlone = false
  let busySince = 0
  let busyAt: number | undefined
  let relapsed = false
  let busyAlone = false

  const isAlone = (): boolean => underWay() === 0 && !isSlowed()
  const isBusy = (): boolean => busyAt !== undefined && !busyAlone && (relapsed || now() - busyAt < CALM_MS)

  return {
    noteUnserved(since) {
      if (hangsAlone) return false
      if (narrowedAt !== undefined) {
        if (since <= narrowedAt + DRAIN_MS) return true
        hangsAlone = underWay() <= 1
        return false
      }
      if (underWay() <= FEW) return false
      makeRoom()
      narrowedAt = now()
      return true
    },
    noteDropped() {
      if (dropsAlone) return false
      if (droppedAt !== undefined) {
        const early = now() - droppedAt <= CLOSING_MS
        if (early) drops += 1
        const alone = underWay() <= 1 && !early
        dropsAlone = alone && drops < MANY
        return !alone
      }
      if (underWay() <= FEW) return false
      makeRoom()
      droppedAt = now()
      return true
    },
    noteBusy(retry) {
      if (retry === 0) return
      if (!isBusy()) {
        relapsed = busyAt !== undefined
        busySince = now()
      } else if (retry >= LAST_RETRY && isAlone() && now() - busySince > DRAIN_MS) busyAlone = true
      busyAt = now()
    },
    get narrowed() {
      return (narrowedAt !== undefined && !hangsAlone) || (droppedAt !== undefined && !dropsAlone) || isBusy()
    },
  }
}
