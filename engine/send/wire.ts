import { headerValues } from '../decode/header.ts'
import type { Answer, End, Exchange } from '../model/exchange.ts'
import type { Channel, Outgoing } from '../model/target.ts'
import { ANSWER_LIMITS, type AnswerLimits, AnswerParser } from './answer-parser.ts'
import { type Composed, composeRequest, listHeaders } from './compose.ts'
import { openConnection } from './connect.ts'
import { Connection } from './connection.ts'
import { converse } from './converse.ts'
import { withoutIdleNotice } from './idle-notice.ts'
import { type RawExchange, recordExchange } from './record.ts'
import type { TlsOptions } from './tls-options.ts'

export interface WireOptions {
  readonly tls: TlsOptions
  /** So many milliseconds are listened behind a complete answer, whatever comes: a dripping server cannot hold a run. */
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

const NO_BYTES = new Uint8Array(0)

/** What is known of an exchange from the start. */
type Start = Pick<RawExchange, 'sent' | 'transport' | 'connection' | 'reused' | 'startedAt'>

function unanswered(start: Start, end: End, error: string, durationMs: number): RawExchange {
  const nothing = { answer: null, interim: [], stray: NO_BYTES, framingFault: null }
  return { ...start, ...nothing, end, error, durationMs }
}

function describeSent(composed: Composed): Exchange['sent'] {
  const { method, target, body } = composed
  return { method, target, headers: listHeaders(composed), body }
}

/** True when a further request may follow on the connection, RFC 9112 section 9.3. */
export function persists(answer: Answer | null): boolean {
  if (answer === null || answer.framing === 'close') return false
  const options = headerValues(answer.headers, 'connection')
    .flatMap(value => value.toLowerCase().split(','))
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
 * ends as `closed` without an answer. Rejects with `ComposeError`, or when an exchange is still under way.
 */
export function openChannel(options: WireOptions): WireChannel {
  const { tls, quietMs, limits = ANSWER_LIMITS, nextConnection } = options
  let connection: Connection | null = null
  let busy = false
  let closed = false
  let last: { readonly outgoing: Outgoing; readonly raw: RawExchange } | undefined

  async function connect(outgoing: Outgoing): Promise<Connection | string> {
    if (connection !== null) return connection
    if (closed) return 'ECANCELED'
    const socket = await openConnection(outgoing.url, tls, outgoing.timeoutMs)
    if (typeof socket === 'string') return socket
    connection = new Connection(socket, nextConnection())
    if (closed) connection.destroy()
    return connection
  }

  async function exchange(outgoing: Outgoing, composed: Composed): Promise<RawExchange> {
    const begin = performance.now()
    const about = { sent: describeSent(composed), transport: 'wire', startedAt: Date.now() } as const
    const connected = await connect(outgoing)
    if (typeof connected === 'string') {
      const start = { ...about, connection: nextConnection(), reused: false }
      return unanswered(start, 'unreachable', connected, performance.now() - begin)
    }
    const start = { ...about, connection: connected.number, reused: connected.requests++ > 0 }
    const early = withoutIdleNotice(connected.takeEarly())
    if (connected.closed) {
      const error = connected.error ?? 'closed before the request'
      return { ...unanswered(start, 'closed', error, 0), stray: early }
    }

    const parser = new AnswerParser(composed.method, limits)
    const { end, bodySent, settledAt } = await converse(connected, composed, parser, {
      deadline: begin + outgoing.timeoutMs,
      quietMs,
      waitForContinue: outgoing.spec.expectContinue === true,
      pieces: outgoing.spec.pieces ?? 1,
    })
    const { answer } = parser
    const rest = end === 'complete' ? withoutIdleNotice(parser.rest) : parser.rest
    if (end !== 'complete' || !bodySent || connected.writing || !persists(answer)) connected.destroy()
    return {
      ...start,
      sent: bodySent ? start.sent : { ...start.sent, body: NO_BYTES },
      end,
      answer,
      interim: parser.interim,
      stray: early.length > 0 ? Buffer.concat([early, rest]) : rest,
      framingFault: joinFaults(early, parser.framingFault),
      error: end === 'closed' ? (connected.error ?? 'closed') : null,
      durationMs: settledAt - begin,
    }
  }

  return {
    get connected() {
      return connection !== null && !connection.closed
    },
    takeLate() {
      const stray = withoutIdleNotice(connection?.takeEarly() ?? NO_BYTES)
      return last && stray.length > 0 ? recordExchange(last.outgoing, { ...last.raw, stray }) : undefined
    },
    async send(outgoing): Promise<Exchange> {
      if (busy) throw new Error('A channel carries one exchange at a time')
      const composed = composeRequest(outgoing)
      busy = true
      try {
        const raw = await exchange(outgoing, composed)
        last = { outgoing, raw }
        return recordExchange(outgoing, raw)
      } finally {
        busy = false
      }
    },
    close() {
      closed = true
      connection?.destroy()
    },
  }
}
