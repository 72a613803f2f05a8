import { Client, type Dispatcher } from 'undici'
import type { Exchange } from '../model/exchange.ts'
import type { RequestSpec } from '../model/request.ts'
import type { Outgoing } from '../model/target.ts'
import { ANSWER_LIMITS } from './answer-parser.ts'
import { type Composed, composeRequest } from './compose.ts'
import { type Line, PoolAttempt } from './pool-attempt.ts'
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

/**
 * Creates a pool of undici clients: one request at a time on each, no redirects, answers bounded. A client
 * for each connection, rather than undici's `Pool`, because only so each exchange knows its connection.
 * A connection closed between two requests (RFC 9112 section 9.5) shows as `closed`, `reused`, no answer.
 */
export function createPool({ tls, nextConnection }: PoolOptions): Pool {
  /** Those used last are at the end. */
  const idle: Line[] = []
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
    const line: Line = { client, origin, connection: 0, requests: 0, release: () => release(line) }
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

  function release(line: Line): void {
    if (line.client.destroyed) lines.delete(line)
    else idle.push(line)
  }

  function takeIdle(origin: string): Line | undefined {
    const at = idle.findLastIndex(line => line.origin === origin)
    return at === -1 ? undefined : idle.splice(at, 1)[0]
  }

  return {
    send(outgoing) {
      const composed = composeRequest(outgoing)
      const { origin } = outgoing.url
      const line = takeIdle(origin) ?? openLine(origin)
      return new Promise((resolve, reject) => {
        const { method, target: path, body } = composed
        const headers = flattenHeaders(composed)
        line.client.dispatch(
          { method: method as Dispatcher.HttpMethod, path, headers, body },
          new PoolAttempt(outgoing, composed, line, resolve, reject),
        )
      })
    },
    keepIdle(count) {
      for (const line of idle.splice(0, Math.max(0, idle.length - count))) closeLine(line)
    },
    async close() {
      idle.length = 0
      await Promise.all([...lines].map(line => line.client.destroy()))
      lines.clear()
    },
  }
}
