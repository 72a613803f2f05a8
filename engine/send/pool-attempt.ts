import { type Client, type Dispatcher, errors } from 'undici'
import type { Answer, End, Exchange } from '../model/exchange.ts'
import type { Header } from '../model/request.ts'
import type { Outgoing } from '../model/target.ts'
import { type AnswerHead, planBody } from './body-plan.ts'
import type { Composed } from './compose.ts'
import { errorCode } from './connect.ts'
import { recordExchange } from './record.ts'

const NO_BYTES = new Uint8Array(0)

/** One connection after another to one origin. */
export interface Line {
  readonly client: Client
  readonly origin: string
  /** Number of the present connection; 0 before the first. */
  connection: number
  /** Requests that the present connection has carried. */
  requests: number
  /** Makes room for the next request. */
  release(): void
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
export class PoolAttempt implements Dispatcher.DispatchHandler {
  readonly #outgoing: Outgoing
  readonly #composed: Composed
  readonly #line: Line
  readonly #resolve: (exchange: Exchange) => void
  readonly #reject: (error: Error) => void
  readonly #startedAt = Date.now()
  readonly #start = performance.now()
  readonly #timer: NodeJS.Timeout
  readonly #interim: number[] = []
  #started = false
  #timedOut = false
  #head: AnswerHead | null = null
  #framing: Answer['framing'] = 'none'
  #fault: string | null = null
  readonly #body: Buffer[] = []

  constructor(
    outgoing: Outgoing,
    composed: Composed,
    line: Line,
    resolve: (exchange: Exchange) => void,
    reject: (error: Error) => void,
  ) {
    this.#outgoing = outgoing
    this.#composed = composed
    this.#line = line
    this.#resolve = resolve
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
    // undici does not tell the minor version.
    this.#head = { version: '1.1', status, reasonPhrase, headers: readHeaders(controller.rawHeaders) }
    const { framing, faults } = planBody(this.#composed.method, this.#head)
    this.#framing = framing
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
      this.#line.release()
      this.#reject(error)
    } else if (!this.#started) {
      this.#finish('unreachable', this.#timedOut ? 'ETIMEDOUT' : errorCode(error))
    } else if (this.#timedOut) {
      this.#finish('timeout', null)
    } else if (
      error instanceof errors.ResponseContentLengthMismatchError &&
      this.#head &&
      this.#framing === 'none'
    ) {
      // undici waits for a body also where a status has none; the head's own faults are noted already.
      this.#finish('complete', null)
    } else {
      const end = computeEnd(error)
      if (end === 'malformed' || this.#head !== null) this.#fault = error.message
      this.#finish(end, errorCode(error))
    }
  }

  get #answer(): Answer | null {
    if (this.#head === null) return null
    const { version, status, reasonPhrase, headers } = this.#head
    const [piece = NO_BYTES, ...more] = this.#body
    const body = more.length > 0 ? Buffer.concat(this.#body) : piece
    return { version, status, reasonPhrase, headers, body, framing: this.#framing }
  }

  #finish(end: End, error: string | null): void {
    clearTimeout(this.#timer)
    this.#line.release()
    const { method, target, body } = this.#composed
    this.#resolve(
      recordExchange(this.#outgoing, {
        sent: { method, target, headers: listSent(this.#composed), body },
        end,
        answer: this.#answer,
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
