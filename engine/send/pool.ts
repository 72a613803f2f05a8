import { Client, type Dispatcher, errors } from 'undici'
import type { Answer, End, Exchange } from '../model/exchange.ts'
import type { Header, RequestSpec } from '../model/request.ts'
import type { Outgoing } from '../model/target.ts'
import { ANSWER_LIMITS } from './answer-parser.ts'
import { planBody } from './body-plan.ts'
import { type Composed, composeRequest } from './compose.ts'
import { errorCode } from './connect.ts'
import { recordExchange } from './record.ts'
import type { TlsOptions } from './tls-options.ts'

interface PoolOptions {
  readonly tls: TlsOptions
  /** Numbers the connections of a run. */
  readonly nextConnection: () => number
}

/** Keep-alive connections shared by all requests that need no raw socket. */
export interface Pool {
  /** Over an idle connection to the URL's origin, or a new one. Rejects for faults of the suite only. */
  send(outgoing: Outgoing): Promise<Exchange>
  /** Closes idle connections until no more than that many are idle. */
  keepIdle(count: number): void
  close(): Promise<void>
}

/** One connection after another to one origin. */
interface Line {
  readonly client: Client
  /** Number of the present connection; 0 before the first. */
  connection: number
  /** Requests that the present connection has carried. */
  requests: number
}

/** Written or refused by undici itself. */
const NOT_FOR_POOL: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

const CONTROL_BYTES = /[^\t\x20-\x7e\x80-\xff]/
const NO_BYTES = new Uint8Array(0)

/** True when undici sends such a request as it stands; others need a raw channel. */
export function fitsPool(spec: RequestSpec): boolean {
  if (spec.framing !== undefined || spec.headerCase !== undefined) return false
  if (spec.expectContinue || spec.pieces !== undefined) return false
  // undici closes the connection after HEAD, and says so.
  if (spec.method === 'HEAD' || spec.target?.form === 'absolute') return false
  return !spec.headers?.some(([name, value]) => {
    return NOT_FOR_POOL.has(name.toLowerCase()) || CONTROL_BYTES.test(value)
  })
}

/** Names and values in turn, credential included, as undici wants them. */
function flattenHeaders({ leading, trailing, authorization }: Composed): string[] {
  const flat: string[] = []
  for (const [name, value] of leading) flat.push(name, value)
  for (const [name, value] of trailing) flat.push(name, value)
  if (authorization !== null) flat[1] = authorization
  return flat
}

/** The header lines that undici writes, in its order. */
function listSent({ host, leading, trailing, length }: Composed): readonly Header[] {
  const sent: Header[] = [['host', host[1]], ['connection', 'keep-alive'], ...leading, ...trailing]
  if (length !== null) sent.push(['content-length', length[1]])
  return sent
}

function readHeaders(raw: Dispatcher.DispatchController['rawHeaders']): readonly Header[] {
  if (!Array.isArray(raw)) return []
  const headers: Header[] = []
  for (let i = 1; i < raw.length; i += 2) {
    headers.push([String(raw[i - 1]?.toString('latin1')), String(raw[i]?.toString('latin1'))])
  }
  return headers
}

/** What undici's error says about the end of a request that was sent. */
function computeEnd(error: Error): End {
  if (error instanceof errors.ResponseExceededMaxSizeError) return 'oversize'
  if (error instanceof errors.HeadersOverflowError) return 'oversize'
  // undici stumbles over a tab behind the length too: whether the answer is malformed, raw sockets tell.
  const unread =
    error instanceof errors.HTTPParserError || error instanceof errors.ResponseContentLengthMismatchError
  return unread ? 'malformed' : 'closed'
}

/** One request on a line, from dispatch to its end. */
class Attempt implements Dispatcher.DispatchHandler {
  readonly #outgoing: Outgoing
  readonly #composed: Composed
  readonly #line: Line
  readonly #done: (exchange: Exchange) => void
  readonly #reject: (error: Error) => void
  readonly #startedAt = Date.now()
  readonly #start = performance.now()
  readonly #timer: NodeJS.Timeout
  readonly #interim: number[] = []
  #started = false
  #timedOut = false
  #head: Omit<Answer, 'body'> | null = null
  #fault: string | null = null
  readonly #body: Buffer[] = []

  constructor(
    outgoing: Outgoing,
    composed: Composed,
    line: Line,
    done: (exchange: Exchange) => void,
    reject: (error: Error) => void,
  ) {
    this.#outgoing = outgoing
    this.#composed = composed
    this.#line = line
    this.#done = done
    this.#reject = reject
    // One timer over the whole exchange: undici's own would start anew with each byte of a dripping answer.
    this.#timer = setTimeout(() => {
      this.#timedOut = true
      void line.client.destroy()
    }, outgoing.timeoutMs)
  }

  onRequestStart(): void {
    this.#started = true
    this.#line.requests++
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    _headers: unknown,
    reasonPhrase = '',
  ): void {
    if (status < 200) {
      this.#interim.push(status)
      return
    }
    const headers = readHeaders(controller.rawHeaders)
    // undici does not tell the minor version.
    const head = { version: '1.1', status, reasonPhrase, headers }
    const { framing, faults } = planBody(this.#composed.method, head)
    this.#head = { ...head, framing }
    if (faults.length > 0) this.#fault = faults.join('; ')
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    this.#body.push(chunk)
  }

  onResponseEnd(): void {
    this.#finish('complete', null)
  }

  onResponseError(_controller: unknown, error: Error): void {
    if (error instanceof errors.InvalidArgumentError || error instanceof errors.NotSupportedError) {
      clearTimeout(this.#timer)
      this.#reject(error)
    } else if (!this.#started) {
      this.#finish('unreachable', this.#timedOut ? 'ETIMEDOUT' : errorCode(error))
    } else if (this.#timedOut) {
      this.#finish('timeout', null)
    } else if (error instanceof errors.ResponseContentLengthMismatchError && this.#head?.framing === 'none') {
      // undici waits for a body also where a status has none; the head's own faults are noted already.
      this.#finish('complete', null)
    } else {
      const end = computeEnd(error)
      if (end === 'malformed' || this.#head !== null) this.#fault = error.message
      this.#finish(end, errorCode(error))
    }
  }

  #finish(end: End, error: string | null): void {
    clearTimeout(this.#timer)
    const [body = NO_BYTES] = this.#body
    const { method, target, body: sentBody } = this.#composed
    this.#done(
      recordExchange(this.#outgoing, {
        sent: { method, target, headers: listSent(this.#composed), body: sentBody },
        end,
        answer: this.#head && {
          ...this.#head,
          body: this.#body.length > 1 ? Buffer.concat(this.#body) : body,
        },
        interim: this.#interim,
        stray: NO_BYTES,
        framingFault: this.#fault,
        error,
        transport: 'pool',
        connection: this.#line.connection,
        reused: this.#line.requests > 1,
        startedAt: this.#startedAt,
        durationMs: performance.now() - this.#start,
      }),
    )
  }
}

/**
 * Creates a pool of undici clients: one request at a time on each, no redirects, answers bounded. A client
 * for each connection, rather than undici's `Pool`, because only so each exchange knows its connection.
 * A connection closed between two requests (RFC 9112 section 9.5) shows as `closed`, `reused`, no answer.
 */
export function createPool({ tls, nextConnection }: PoolOptions): Pool {
  const idle = new Map<string, Line[]>()
  const lines = new Set<Line>()

  function openLine(origin: string): Line {
    const client = new Client(origin, {
      pipelining: 1,
      connect: { ...tls, timeout: 0 },
      allowH2: false,
      // Each exchange keeps its own time.
      headersTimeout: 0,
      bodyTimeout: 0,
      maxHeaderSize: ANSWER_LIMITS.headBytes,
      maxResponseSize: ANSWER_LIMITS.bodyBytes,
    })
    const line: Line = { client, connection: 0, requests: 0 }
    client.on('connect', () => {
      line.connection = nextConnection()
      line.requests = 0
    })
    lines.add(line)
    return line
  }

  function closeLine(line: Line): void {
    lines.delete(line)
    void line.client.destroy()
  }

  function release(origin: string, line: Line): void {
    if (line.client.destroyed) {
      lines.delete(line)
      return
    }
    const resting = idle.get(origin)
    if (resting) resting.push(line)
    else idle.set(origin, [line])
  }

  return {
    send(outgoing) {
      const composed = composeRequest(outgoing)
      const { origin } = outgoing.url
      const line = idle.get(origin)?.pop() ?? openLine(origin)
      return new Promise((resolve, reject) => {
        const done = (exchange: Exchange) => {
          release(origin, line)
          resolve(exchange)
        }
        const fail = (error: Error) => {
          release(origin, line)
          reject(error)
        }
        const { method, target: path, body } = composed
        const headers = flattenHeaders(composed)
        line.client.dispatch(
          { method: method as Dispatcher.HttpMethod, path, headers, body },
          new Attempt(outgoing, composed, line, done, fail),
        )
      })
    },
    keepIdle(count) {
      let kept = 0
      for (const resting of idle.values()) {
        const most = Math.max(0, count - kept)
        for (const line of resting.splice(most)) closeLine(line)
        kept += resting.length
      }
    },
    async close() {
      idle.clear()
      await Promise.all([...lines].map(line => line.client.destroy()))
      lines.clear()
    },
  }
}
