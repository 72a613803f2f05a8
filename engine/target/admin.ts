import { setTimeout as sleep } from 'node:timers/promises'
import { JSONPath } from 'jsonpath-plus'
import { Agent, buildConnector, request } from 'undici'
import { parseRetryAfter } from '../decode/retry-after.ts'
import { type AdminRequest, composeAdminRequest } from './admin-request.ts'
import type { HttpCall } from './profile-model.ts'
import { type SupplyCause, SupplyError } from './supply-error.ts'
import type { TemplateValues } from './template.ts'
import { createTlsOptions, type TlsSettings } from './tls.ts'

const TIME_LIMIT_MS = 10_000
// Ten thousand links of 400 characters.
const LARGEST_ANSWER = 4 * 1024 * 1024
const MOST_RETRIES = 3
const MOST_CONNECTIONS = 4
const LONGEST_WAIT_MS = 30_000

/**
 * Worth another try: too many requests, what a gateway says of a server that is away for a moment, and what some say
 * when they close an idle connection (RFC 9110 section 15.5.9).
 */
const BUSY: ReadonlySet<number> = new Set([408, 429, 502, 503, 504])

/** A kept-alive connection may be closed at any time (RFC 9112 section 9.5). */
const LOST: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])

/** The control API was asked wrongly as a whole, whatever was asked for. */
const MISCONFIGURED: ReadonlySet<number> = new Set([401, 407])

/** What a control-API call brought. */
interface AdminAnswer {
  /** For messages: `POST https://fe1.contoso.com/admin/tokens answered 200`. */
  readonly summary: string
  /** What the call's JSONPath finds; empty where it finds nothing. */
  readonly found: readonly unknown[]
}

/** Client of the control API of a target. */
export interface Admin {
  /**
   * Sends the call and reads its JSON answer; again where it is busy, and where an API that answered before cannot be
   * reached. Throws `SupplyError`: `capability` where the API refuses (4xx), `environment` where it cannot be
   * reached, fails, or answers anything but JSON.
   */
  call(call: HttpCall, values: TemplateValues): Promise<AdminAnswer>
  close(): Promise<void>
}

interface AdminOptions {
  readonly baseUrl: URL
  readonly tls: TlsSettings
  /** Awaited before each request to the origin of `baseUrl`: what limits the target's load. */
  readonly throttle?: () => Promise<void>
}

/** The body as text, or undefined when there is too much of it. */
async function readBounded(body: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > LARGEST_ANSWER) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** What `Retry-After` asks for, else 0.5, 1, 2 s. */
function computeWaitMs(retryAfter: string | string[] | undefined, attempt: number): number {
  return parseRetryAfter(String(retryAfter ?? ''), Date.now()) ?? 500 * 2 ** attempt
}

/** Why a request failed, in a word that holds nothing of the request. */
function formatFailure(error: unknown): string {
  const { name, code } = error as NodeJS.ErrnoException
  return name === 'TimeoutError'
    ? `brought no answer within ${TIME_LIMIT_MS / 1000} s`
    : `failed (${code ?? name})`
}

function computeCause(status: number): SupplyCause {
  return status >= 400 && status < 500 && !MISCONFIGURED.has(status) ? 'capability' : 'environment'
}

/** Reads what a call wants out of its answer. Nothing is evaluated: a path with a script throws. */
function parseAnswer(text: string, jsonPath: string, summary: string): AdminAnswer {
  try {
    const found: unknown = JSONPath({ path: jsonPath, json: JSON.parse(text), eval: false, wrap: true })
    return { summary, found: Array.isArray(found) ? found : [] }
  } catch {
    // The message of a parser quotes the answer, which may hold a token.
    throw new SupplyError('environment', `${summary} without JSON in which ${jsonPath} can be looked up`)
  }
}

/** A client for the control API; TLS is spoken as with the target, whose name alone may be overridden. */
export function createAdmin({ baseUrl, tls, throttle }: AdminOptions): Admin {
  const { servername, ...trust } = createTlsOptions(tls)
  const connect = buildConnector({ ...trust, timeout: TIME_LIMIT_MS })
  // One that never answered is not waited for, but for a lost connection; nor is one that did not come back last time.
  let answersUsually = false
  const agent = new Agent({
    connections: MOST_CONNECTIONS,
    connect: (options, callback) =>
      connect(
        options.hostname === baseUrl.hostname && servername ? { ...options, servername } : options,
        callback,
      ),
  })

  async function send({ url, shown, options }: AdminRequest): Promise<{ summary: string; text: string }> {
    for (let attempt = 0; ; attempt++) {
      if (url.origin === baseUrl.origin) await throttle?.()
      const signal = AbortSignal.timeout(TIME_LIMIT_MS)
      try {
        const { statusCode, headers, body } = await request(url, { ...options, dispatcher: agent, signal })
        const text = await readBounded(body)
        answersUsually = true
        const summary = `${shown} answered ${statusCode}`
        if (text === undefined) throw new SupplyError('environment', `${summary} with more than 4 MiB`)
        if (statusCode >= 200 && statusCode < 300) return { summary, text }
        const wait = computeWaitMs(headers['retry-after'], attempt)
        const busy = BUSY.has(statusCode)
        if (!busy || attempt === MOST_RETRIES || wait > LONGEST_WAIT_MS) {
          throw new SupplyError(busy ? 'environment' : computeCause(statusCode), summary)
        }
        await sleep(wait)
      } catch (error) {
        if (error instanceof SupplyError) throw error
        const lost = LOST.has((error as NodeJS.ErrnoException).code ?? '')
        if ((!answersUsually && !(lost && attempt === 0)) || attempt === MOST_RETRIES) {
          answersUsually = false
          throw new SupplyError('environment', `${shown} ${formatFailure(error)}`)
        }
        await sleep(lost && attempt === 0 ? 0 : computeWaitMs(undefined, attempt - (lost ? 1 : 0)))
      }
    }
  }

  return {
    call: async (call, values) => {
      let prepared: AdminRequest
      try {
        prepared = composeAdminRequest(call, values, baseUrl)
      } catch (error) {
        throw new SupplyError('environment', (error as Error).message)
      }
      const { summary, text } = await send(prepared)
      return parseAnswer(text, call.jsonPath, summary)
    },
    close: () => agent.destroy(),
  }
}
