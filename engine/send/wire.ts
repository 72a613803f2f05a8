import type { Socket } from 'node:net'
import type { End, Exchange } from '../model/exchange.ts'
import type { Channel, Outgoing } from '../model/target.ts'
import { ANSWER_LIMITS, type AnswerLimits, AnswerParser } from './answer-parser.ts'
import { type Composed, composeRequest, encodeBody, encodeHead, listHeaders } from './compose.ts'
import { errorCode, openConnection } from './connect.ts'
import { type RawExchange, recordExchange } from './record.ts'
import type { TlsOptions } from './tls-options.ts'

export interface WireOptions {
  readonly tls: TlsOptions
  /** Milliseconds without a byte after which nothing more is expected of an answer that is complete. */
  readonly quietMs: number
  readonly limits?: AnswerLimits
  /** Numbers the connections of a run. */
  readonly nextConnection: () => number
}

/** A raw channel, and whether its connection stands. */
export interface WireChannel extends Channel {
  readonly connected: boolean
}

/** Bytes of the same turn of a server's event loop arrive within 1 ms; the rest is for a busy machine. */
export const QUIET_LOOPBACK_MS = 25

/** Above the round trip of most networks, and above the 40 ms by which a delayed ACK can hold back a segment. */
export const QUIET_REMOTE_MS = 150

/** A client should not wait for `100 Continue` for ever, RFC 9110 section 10.1.1. */
const CONTINUE_MS = 1000

const NO_BYTES = new Uint8Array(0)

/** How a conversation ended. */
interface Outcome {
  readonly end: End
  readonly bodySent: boolean
  /** When it was settled, as of `performance.now()`; the wait for stray bytes is not in it. */
  readonly settledAt: number
}

/** Who is told what happens on a connection; between exchanges nobody is. */
interface Listener {
  onBytes(bytes: Uint8Array): void
  onClose(orderly: boolean): void
}

/** A connected socket that forgets nothing: neither early bytes nor how it closed. */
class Connection {
  readonly socket: Socket
  readonly number: number
  requests = 0
  /** The code of the error that broke it. */
  error: string | null = null
  #closed = false
  #early: Uint8Array[] = []
  #listener: Listener | null = null

  constructor(socket: Socket, number: number) {
    this.socket = socket
    this.number = number
    socket.on('data', (bytes: Uint8Array) => {
      if (this.#listener) this.#listener.onBytes(bytes)
      else this.#early.push(bytes)
    })
    socket.on('error', error => {
      this.error = errorCode(error)
    })
    socket.on('end', () => this.#close(true))
    socket.on('close', () => this.#close(this.error === null))
  }

  get closed(): boolean {
    return this.#closed
  }

  #close(orderly: boolean): void {
    if (this.#closed) return
    this.#closed = true
    this.#listener?.onClose(orderly)
  }

  listen(listener: Listener | null): void {
    this.#listener = listener
  }

  /** Bytes that came while nobody had asked for anything. */
  takeEarly(): Uint8Array {
    const early = Buffer.concat(this.#early)
    this.#early = []
    return early
  }
}

function writeAll(socket: Socket, pieces: readonly Uint8Array[]): void {
  socket.cork()
  for (const piece of pieces) socket.write(piece)
  socket.uncork()
}

/**
 * Sends a request and reads until the answer is complete and the connection quiet, the connection is closed,
 * or the time is up. It reads while it writes: a server may answer early and close, and a broken pipe after
 * the answer is no fault.
 */
function converse(
  connection: Connection,
  composed: Composed,
  parser: AnswerParser,
  times: { readonly deadline: number; readonly quietMs: number; readonly waitForContinue: boolean },
): Promise<Outcome> {
  return new Promise(resolve => {
    const { socket } = connection
    let outcome: Outcome | null = null
    let bodySent = false
    const timers = [setTimeout(() => settle('timeout'), times.deadline - performance.now())]

    function finish(): void {
      if (outcome === null) return
      for (const timer of timers) clearTimeout(timer)
      connection.listen(null)
      resolve(outcome)
    }
    function settle(end: End): void {
      if (outcome !== null) return
      outcome = { end, bodySent, settledAt: performance.now() }
      if (end !== 'complete' || connection.closed) finish()
      else timers.push(setTimeout(finish, times.quietMs))
    }
    function sendBody(): void {
      if (bodySent || outcome !== null) return
      bodySent = true
      writeAll(socket, encodeBody(composed))
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
    if (times.waitForContinue) {
      socket.write(encodeHead(composed))
      timers.push(setTimeout(sendBody, CONTINUE_MS))
    } else {
      bodySent = true
      writeAll(socket, [encodeHead(composed), ...encodeBody(composed)])
    }
  })
}

/** True when both sides may use the connection again, RFC 9112 section 9.3. */
function persists(parser: AnswerParser): boolean {
  const { answer } = parser
  if (parser.state !== 'complete' || answer === null || answer.framing === 'close') return false
  const options = answer.headers
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.toLowerCase().split(','))
    .map(option => option.trim())
  return !options.includes('close') && (answer.version !== '1.0' || options.includes('keep-alive'))
}

/** What comes before anything was asked breaks the order of answers, RFC 9112 section 9.3.2. */
function joinFaults(early: Uint8Array, fault: string | null): string | null {
  const words = early.length > 0 ? `${early.length} bytes before the request was sent` : null
  return words && fault ? `${words}; ${fault}` : (words ?? fault)
}

/**
 * Opens a raw channel: one TCP or TLS connection, made by its first request, on which requests follow each
 * other. Every byte is kept: what comes after the end of an answer (or stood there before the request was
 * sent) is in `stray`. When the peer has closed, or the last answer left the connection unusable, an exchange
 * ends as `closed` without an answer. Rejects with `ComposeError` only.
 */
export function openChannel(options: WireOptions): WireChannel {
  const { tls, quietMs, limits = ANSWER_LIMITS, nextConnection } = options
  let connection: Connection | null = null
  let busy = false
  let closed = false

  async function connect(outgoing: Outgoing): Promise<Connection | string> {
    if (connection !== null) return connection
    if (closed) return 'ECANCELED'
    const socket = await openConnection(outgoing.url, tls, outgoing.timeoutMs)
    if (typeof socket === 'string') return socket
    connection = new Connection(socket, nextConnection())
    if (closed) socket.destroy()
    return connection
  }

  async function exchange(outgoing: Outgoing, composed: Composed): Promise<RawExchange> {
    const startedAt = Date.now()
    const start = performance.now()
    const sent = {
      method: composed.method,
      target: composed.target,
      headers: listHeaders(composed),
      body: composed.body,
    }
    const unanswered = {
      sent,
      answer: null,
      interim: [],
      stray: NO_BYTES,
      framingFault: null,
      transport: 'wire',
      startedAt,
    } as const

    const connected = await connect(outgoing)
    if (typeof connected === 'string') {
      const durationMs = performance.now() - start
      const number = nextConnection()
      return {
        ...unanswered,
        end: 'unreachable',
        error: connected,
        connection: number,
        reused: false,
        durationMs,
      }
    }
    const { number } = connected
    const reused = connected.requests > 0
    connected.requests++
    if (connected.closed || connected.socket.destroyed) {
      const error = connected.error ?? 'closed before the request'
      const stray = connected.takeEarly()
      return { ...unanswered, end: 'closed', error, stray, connection: number, reused, durationMs: 0 }
    }

    const early = connected.takeEarly()
    const parser = new AnswerParser(composed.method, limits)
    const outcome = await converse(connected, composed, parser, {
      deadline: start + outgoing.timeoutMs,
      quietMs,
      waitForContinue: outgoing.spec.expectContinue === true,
    })
    const inStep = persists(parser) && outcome.bodySent && connected.socket.writableLength === 0
    if (outcome.end !== 'complete' || !inStep) connected.socket.destroy()
    return {
      sent: outcome.bodySent ? sent : { ...sent, body: NO_BYTES },
      end: outcome.end,
      answer: parser.answer,
      interim: parser.interim,
      stray: early.length > 0 ? Buffer.concat([early, parser.rest]) : parser.rest,
      framingFault: joinFaults(early, parser.framingFault),
      error: outcome.end === 'closed' ? (connected.error ?? 'closed') : null,
      transport: 'wire',
      connection: number,
      reused,
      startedAt,
      durationMs: outcome.settledAt - start,
    }
  }

  return {
    get connected() {
      return connection !== null && !connection.closed && !connection.socket.destroyed
    },
    async send(outgoing): Promise<Exchange> {
      if (busy) throw new Error('A channel carries one exchange at a time')
      const composed = composeRequest(outgoing)
      busy = true
      try {
        return recordExchange(outgoing, await exchange(outgoing, composed))
      } finally {
        busy = false
      }
    },
    close() {
      closed = true
      connection?.socket.destroy()
    },
  }
}
