/** How long nothing may move before a waiter is let through although no slot is free. */
const STUCK_MS = 1000

/**
 * A counting semaphore, first come first served. A holder that keeps its slot between exchanges (an open
 * channel) may itself be waiting for a second one; so when all slots are held, no exchange is under way and
 * nothing has moved for a second, one waiter is let through: one connection too many rather than a run that hangs.
 */
export class Slots {
  readonly #limit: number
  readonly #waiting: (() => void)[] = []
  #taken = 0
  #underWay = 0
  #movedAt = 0
  #watch: NodeJS.Timeout | undefined

  constructor(limit: number) {
    this.#limit = limit
  }

  get free(): number {
    return Math.max(0, this.#limit - this.#taken)
  }

  get taken(): number {
    return this.#taken
  }

  /** Exchanges of holders that are under way. */
  get underWay(): number {
    return this.#underWay
  }

  /** Takes a slot; `undefined` where one was free. */
  acquire(): Promise<void> | undefined {
    if (this.#taken < this.#limit) {
      this.#taken++
      return undefined
    }
    return new Promise(resolve => {
      this.#waiting.push(resolve)
      this.#watch ??= setInterval(() => this.#rescue(), STUCK_MS)
    })
  }

  release(): void {
    this.#taken--
    if (this.#taken < this.#limit) this.#grant()
  }

  /** A holder's exchange begins; `endExchange` ends it. */
  beginExchange(): void {
    this.#underWay++
  }

  /** A holder's exchange has ended, however it did. */
  endExchange(): void {
    this.#underWay--
    this.#movedAt = performance.now()
  }

  #grant(): void {
    const next = this.#waiting.shift()
    if (next) {
      this.#taken++
      next()
    }
    if (this.#waiting.length === 0) {
      clearInterval(this.#watch)
      this.#watch = undefined
    }
  }

  #rescue(): void {
    if (this.#underWay === 0 && performance.now() - this.#movedAt >= STUCK_MS) this.#grant()
  }
}
