import type { Header, RequestSpec } from './request.ts'

/** How an exchange came to its end. Only `complete` carries a whole answer. */
export type End =
  | 'complete'
  /** No (complete) answer within the time limit. */
  | 'timeout'
  /** TCP or TLS connection could not be made. */
  | 'unreachable'
  /** The peer reset or closed before the answer was complete. */
  | 'closed'
  /** The answer was cut off at the size limit. */
  | 'oversize'
  /** What came is not an HTTP/1.1 answer. */
  | 'malformed'

/** A parsed answer; header lines in order, spelled as received. */
export interface Answer {
  /** `1.1` or `1.0`. */
  readonly version: string
  readonly status: number
  readonly reasonPhrase: string
  readonly headers: readonly Header[]
  /** After transfer decoding, before content decoding. */
  readonly body: Uint8Array
  readonly framing: 'none' | 'length' | 'chunked' | 'close'
}

/** Bytes sent and received, with times: all that a judge may look at. Never holds a secret. */
export interface Exchange {
  readonly role: 'probe' | 'control'
  /** Which of the case's links, counted from 0. */
  readonly link: number
  readonly spec: RequestSpec
  readonly sent: {
    readonly method: string
    /** As on the request line. */
    readonly target: string
    /** As on the wire; a credential stands as `$TOKEN`. */
    readonly headers: readonly Header[]
    readonly body: Uint8Array
  }
  readonly end: End
  /** Also present when cut short, as far as it was readable. */
  readonly answer: Answer | null
  /** Interim answers (1xx) seen before the final one. */
  readonly interim: readonly number[]
  /** Bytes after the end of the answer, before the connection fell quiet (wire only). */
  readonly stray: Uint8Array
  /** A fault of framing, in words: Content-Length and body disagree, broken chunk, no final line. */
  readonly framingFault: string | null
  /** The error behind `unreachable` or `closed`, e.g. `ECONNRESET`. */
  readonly error: string | null
  /**
   * The credential that was sent stood in the answer (replaced by `$TOKEN` in what is kept); undefined where none was
   * sent, or one so short that it stands in answers by chance.
   */
  readonly tokenEchoed: boolean | undefined
  readonly transport: 'wire' | 'pool'
  /** Numbered per run; equal numbers share a connection. */
  readonly connection: number
  /** Not the first request on its connection. */
  readonly reused: boolean
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly durationMs: number
}
