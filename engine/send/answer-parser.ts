import type { Answer, End } from '../model/exchange.ts'
import type { Header } from '../model/request.ts'
import { type AnswerHead, planBody } from './body-plan.ts'

export interface AnswerLimits {
  /** Bytes of all heads and trailers together, interim answers included. */
  readonly headBytes: number
  readonly bodyBytes: number
}

/** A hostile server can fill no more memory than this. */
export const ANSWER_LIMITS: AnswerLimits = { headBytes: 64 * 1024, bodyBytes: 1024 * 1024 }

/** How far the answer has been read; all but `reading` are final. */
type ParserState = 'reading' | Extract<End, 'complete' | 'closed' | 'oversize' | 'malformed'>

/** A step of reading: yields while more bytes are needed. */
type Reading<T> = Generator<undefined, T, undefined>

/** Ends the reading before the answer is complete. */
class Halt extends Error {
  readonly state: Exclude<ParserState, 'reading' | 'complete'>

  constructor(state: Halt['state'], fault: string) {
    super(fault)
    this.state = state
  }
}

const LF = 0x0a
const CRLF = '\r\n'
const EMPTY = Buffer.alloc(0)

/** A chunk's size with its extensions is no longer; RFC 9112 section 7.1.1 asks for a limit. */
const CHUNK_LINE_BYTES = 1024

/** Of what follows the answer (or could not be read) no more is kept. */
const REST_BYTES = 64 * 1024

// White space between the parts may be of any kind and the last one may be missing, RFC 9112 section 4.
const STATUS_LINE = /^HTTP\/(1\.\d)[ \t]+([1-9]\d\d)(?:[ \t]+(.*))?$/

/** No white space before the colon, RFC 9112 section 5.1. */
const HEADER_LINE = /^([!#$%&'*+\-.^_`|~\dA-Za-z]+):(.*)$/

const BLANKS = ' \t'

/** RFC 9110 section 5.6.3. Not by a pattern: one that trims both ends takes quadratic time on blanks. */
function trimBlanks(text: string): string {
  let from = 0
  let to = text.length
  while (from < to && BLANKS.includes(text.charAt(from))) from++
  while (to > from && BLANKS.includes(text.charAt(to - 1))) to--
  return text.slice(from, to)
}

/**
 * Reads one answer by the framing rules of RFC 9112 section 6, from pieces of any size: how the bytes are cut
 * changes nothing. Lenient where a recipient may be (status line, folded lines), strict where a guess could
 * hide a second answer: a bare CR or LF, a broken chunk or an ambiguous length is `malformed`.
 */
export class AnswerParser {
  readonly #method: string
  readonly #limits: AnswerLimits
  readonly #reading: Reading<void>
  readonly #interim: number[] = []
  readonly #faults: string[] = []
  #body: Buffer = EMPTY
  #bodyBytes = 0
  #headBytes: number
  /** Received, and not yet settled: a head that turns out malformed is kept from its first byte. */
  #unsettled: Buffer = EMPTY
  /** How much of `#unsettled` has been read. */
  #position = 0
  #head: Omit<Answer, 'body'> | null = null
  #ended = false
  #state: ParserState = 'reading'

  constructor(method: string, limits: AnswerLimits = ANSWER_LIMITS) {
    this.#method = method
    this.#limits = limits
    this.#headBytes = limits.headBytes
    this.#reading = this.#readAnswer()
  }

  get state(): ParserState {
    return this.#state
  }

  /** The final answer, as far as it was read; null before its head was. */
  get answer(): Answer | null {
    return this.#head && { ...this.#head, body: Buffer.from(this.#body.subarray(0, this.#bodyBytes)) }
  }

  get interim(): readonly number[] {
    return this.#interim
  }

  /** Bytes after the answer's end, or from where it could not be read any further. */
  get rest(): Uint8Array {
    return this.#unsettled
  }

  /** What is wrong with the framing; never quotes the answer. */
  get framingFault(): string | null {
    return this.#faults.length > 0 ? this.#faults.join('; ') : null
  }

  push(bytes: Uint8Array): void {
    const kept = this.#state === 'reading' ? bytes : bytes.subarray(0, REST_BYTES - this.#unsettled.length)
    this.#unsettled = Buffer.concat([this.#unsettled, kept])
    this.#advance()
  }

  /** The connection closed; `orderly` unless it was reset. */
  end(orderly = true): void {
    this.#ended = true
    if (!orderly && this.#head?.framing === 'close') {
      this.#halt(new Halt('closed', 'the connection was reset within a body that ends with it'))
    }
    this.#advance()
  }

  #advance(): void {
    if (this.#state !== 'reading') return
    try {
      if (this.#reading.next().done) this.#state = 'complete'
    } catch (error) {
      if (!(error instanceof Halt)) throw error
      this.#halt(error)
    }
    if (this.#state !== 'reading') this.#unsettled = this.#unsettled.subarray(0, REST_BYTES)
  }

  #halt(halt: Halt): void {
    if (this.#state !== 'reading') return
    this.#state = halt.state
    this.#faults.push(halt.message)
  }

  get #available(): number {
    return this.#unsettled.length - this.#position
  }

  /** Waits until that many bytes are there; `where` completes "the connection closed …". */
  *#need(length: number, where: string): Reading<void> {
    while (this.#available < length) {
      if (this.#ended) throw new Halt('closed', `the connection closed ${where}`)
      yield
    }
  }

  #take(length: number): Buffer {
    const from = this.#position
    this.#position += length
    return this.#unsettled.subarray(from, this.#position)
  }

  /** What has been read so far is well understood and need not be kept as bytes. */
  #settle(): void {
    this.#unsettled = this.#unsettled.subarray(this.#position)
    this.#position = 0
  }

  /** A line without its CRLF, which is consumed. RFC 9112 section 2.2. */
  *#readLine(limit: number, where: string): Reading<string> {
    let length = this.#lineLength()
    while (length === 0 && this.#available <= limit) {
      yield* this.#need(this.#available + 1, where)
      length = this.#lineLength()
    }
    if (length === 0 || length > limit) throw new Halt('oversize', 'a head or a line beyond the size limit')
    const line = this.#take(length).toString('latin1')
    if (!line.endsWith(CRLF)) throw new Halt('malformed', 'a line that ends with a bare LF')
    const text = line.slice(0, -CRLF.length)
    if (/[\r\0]/.test(text)) throw new Halt('malformed', 'a bare CR or a NUL in a line')
    return text
  }

  /** Up to and with the next LF; 0 when there is none yet. */
  #lineLength(): number {
    const end = this.#unsettled.indexOf(LF, this.#position)
    return end === -1 ? 0 : end + 1 - this.#position
  }

  *#readHeadLine(where: string): Reading<string> {
    const line = yield* this.#readLine(this.#headBytes, where)
    this.#headBytes -= line.length + CRLF.length
    return line
  }

  /** Header lines up to the empty one; folded lines are joined by a blank (RFC 9112 section 5.2). */
  *#readHeaders(where: string): Reading<readonly Header[]> {
    const headers: Header[] = []
    for (;;) {
      const line = yield* this.#readHeadLine(where)
      if (line === '') return headers
      const last = headers.at(-1)
      if (/^[ \t]/.test(line) && last) {
        headers[headers.length - 1] = [last[0], trimBlanks(`${last[1]} ${trimBlanks(line)}`)]
        continue
      }
      const [, name, value] = HEADER_LINE.exec(line) ?? []
      if (name === undefined || value === undefined) {
        throw new Halt('malformed', 'a header line without name and colon')
      }
      headers.push([name, trimBlanks(value)])
    }
  }

  *#readHead(): Reading<AnswerHead> {
    const line = yield* this.#readHeadLine('before a whole status line')
    const [, version, status, reasonPhrase = ''] = STATUS_LINE.exec(line) ?? []
    if (version === undefined || status === undefined) throw new Halt('malformed', 'no HTTP/1 status line')
    const headers = yield* this.#readHeaders('within the head')
    this.#settle()
    return { version, status: Number(status), reasonPhrase, headers }
  }

  *#readAnswer(): Reading<void> {
    let head = yield* this.#readHead()
    // 101 is final: what follows it is no HTTP any more (RFC 9110 section 15.2.2).
    while (head.status < 200 && head.status !== 101) {
      this.#interim.push(head.status)
      head = yield* this.#readHead()
    }
    this.#head = { ...head, framing: 'none' }
    const { framing, length, faults, ambiguous } = planBody(this.#method, head)
    if (ambiguous !== null) throw new Halt('malformed', ambiguous)
    this.#head = { ...head, framing }
    this.#faults.push(...faults)
    if (framing === 'length') yield* this.#readBody(length, 'body')
    if (framing === 'chunked') yield* this.#readChunks()
    if (framing === 'close') yield* this.#readToClose()
  }

  /** One growing buffer: a body in chunks of one byte takes no more memory than another. */
  #keep(bytes: Buffer): void {
    const length = this.#bodyBytes + bytes.length
    if (length > this.#body.length) {
      const grown = Buffer.alloc(Math.max(length, 2 * this.#body.length))
      grown.set(this.#body)
      this.#body = grown
    }
    this.#body.set(bytes, this.#bodyBytes)
    this.#bodyBytes = length
    this.#settle()
  }

  *#readBody(length: number, part: 'body' | 'chunk'): Reading<void> {
    const start = this.#bodyBytes
    const end = start + length
    while (this.#bodyBytes < end) {
      yield* this.#need(1, `after ${this.#bodyBytes - start} of ${length} bytes of the ${part}`)
      const room = this.#limits.bodyBytes - this.#bodyBytes
      if (room === 0) throw new Halt('oversize', 'a body beyond the size limit')
      this.#keep(this.#take(Math.min(end - this.#bodyBytes, room, this.#available)))
    }
  }

  *#readToClose(): Reading<void> {
    while (!this.#ended || this.#available > 0) {
      yield* this.#readBody(this.#available, 'body')
      if (!this.#ended) yield
    }
  }

  /** RFC 9112 section 7.1; trailer fields are read and dropped. */
  *#readChunks(): Reading<void> {
    for (;;) {
      const line = yield* this.#readLine(CHUNK_LINE_BYTES, 'before the last chunk')
      const [, size] = /^([\da-f]+)[ \t]*(?:;.*)?$/i.exec(line) ?? []
      if (size === undefined) throw new Halt('malformed', 'a chunk size that is not a hexadecimal number')
      const length = Number.parseInt(size, 16)
      if (length === 0) break
      yield* this.#readBody(length, 'chunk')
      yield* this.#need(CRLF.length, 'within a chunk')
      if (this.#take(CRLF.length).toString('latin1') !== CRLF) {
        throw new Halt('malformed', 'a chunk longer or shorter than its size')
      }
    }
    yield* this.#readHeaders('within the trailer section')
    this.#settle()
  }
}
