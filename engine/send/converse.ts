import type { End } from '../model/exchange.ts'
import type { AnswerParser } from './answer-parser.ts'
import { type Composed, encodeBody, encodeHead } from './compose.ts'
import type { Connection } from './connection.ts'

interface Times {
  /** As of `performance.now()`. */
  readonly deadline: number
  /** How long to wait for stray bytes after a complete answer, in milliseconds. */
  readonly quietMs: number
  readonly waitForContinue: boolean
  /** So many pieces of the body follow each other `PIECES_MS` apart. */
  readonly pieces: number
}

interface Outcome {
  readonly end: End
  readonly bodySent: boolean
  /** As of `performance.now()`; the wait for stray bytes is not in it. */
  readonly settledAt: number
}

/** A client should not wait for `100 Continue` for ever, RFC 9110 section 10.1.1. */
const CONTINUE_MS = 1000

/** Long enough for a piece to arrive alone, short for a test. */
const PIECES_MS = 60

/** A server in our own process reads in the same event loop: so many turns it gets, however late that loop is. */
const TURNS = 4

function cut(chunks: readonly Uint8Array[], pieces: number): readonly Uint8Array[] {
  const whole = Buffer.concat(chunks)
  const size = Math.max(1, Math.ceil(whole.length / pieces))
  return Array.from({ length: pieces }, (_, index) => whole.subarray(index * size, (index + 1) * size))
}

/**
 * Sends a request and feeds the parser until the answer is complete and was listened behind, the connection
 * is closed, or the time is up. It reads while it writes: a server may answer early and close, and a broken
 * pipe after the answer is no fault.
 */
export function converse(
  connection: Connection,
  composed: Composed,
  parser: AnswerParser,
  { deadline, quietMs, waitForContinue, pieces }: Times,
): Promise<Outcome> {
  return new Promise(resolve => {
    const timers = [setTimeout(() => settle('timeout'), deadline - performance.now())]
    let outcome: Outcome | null = null
    let bodySent = false
    /** Pieces of the body that are still to go out: an early answer does not keep them back. */
    let later: readonly Uint8Array[] = []

    function settle(end: End): void {
      if (outcome !== null) return
      outcome = { end, bodySent, settledAt: performance.now() }
      if (end === 'complete' && !connection.closed) finishAfterListening()
      else finish()
    }
    function finishAfterListening(): void {
      if (later.length > 0) timers.push(setTimeout(finishAfterListening, PIECES_MS))
      else if (quietMs > 0) timers.push(setTimeout(finish, quietMs))
      else finish()
    }
    function finish(): void {
      if (outcome === null) return
      for (const timer of timers) clearTimeout(timer)
      connection.listen(null)
      resolve(outcome)
    }
    function sendBody(): void {
      if (bodySent || outcome !== null) return
      bodySent = true
      connection.write(encodeBody(composed))
    }

    function sendNext(turns: number): void {
      const [piece, ...rest] = later
      if (piece === undefined) return
      if (turns > 0) {
        setImmediate(sendNext, turns - 1)
        return
      }
      later = connection.closed ? [] : rest
      if (!connection.closed) connection.write([piece])
      waitForNext()
    }
    function waitForNext(): void {
      if (later.length > 0) timers.push(setTimeout(sendNext, PIECES_MS, TURNS))
    }

    connection.listen({
      onBytes(bytes) {
        parser.push(bytes)
        if (parser.state !== 'reading') settle(parser.state)
        else if (parser.interim.includes(100)) sendBody()
      },
      onClose(orderly) {
        parser.end(orderly)
        if (parser.state !== 'reading') settle(parser.state)
        finish()
      },
    })
    if (waitForContinue) {
      connection.write([encodeHead(composed)])
      timers.push(setTimeout(sendBody, CONTINUE_MS))
    } else if (pieces > 1) {
      const [first = new Uint8Array(0), ...rest] = cut(encodeBody(composed), pieces)
      bodySent = true
      connection.write([encodeHead(composed), first])
      later = rest
      waitForNext()
    } else {
      bodySent = true
      connection.write([encodeHead(composed), ...encodeBody(composed)])
    }
  })
}
