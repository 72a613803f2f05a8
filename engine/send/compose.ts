import type { ChunkStyle, Framing, Header, RequestSpec } from '../model/request.ts'
import { TOKEN_PLACEHOLDER } from '../model/secret.ts'
import type { Outgoing } from '../model/target.ts'
import { composeTarget } from './request-target.ts'
import { USER_AGENT } from './user-agent.ts'

/** A row asks for a request that must not or cannot be put on the wire: a fault of the suite. */
export class ComposeError extends Error {
  override readonly name = 'ComposeError'
}

/** A request ready to be written. Header values show `$TOKEN`; only `authorization` holds the credential. */
export interface Composed {
  readonly method: string
  readonly target: string
  readonly host: Header
  /** Authorization and the spec's own headers. */
  readonly leading: readonly Header[]
  /** Expect, User-Agent and the marker. */
  readonly trailing: readonly Header[]
  /** What really stands after `Authorization:`; null sends none. It is the first of `leading`. */
  readonly authorization: string | null
  /** `Content-Length` or `Transfer-Encoding`; null where RFC 9110 section 8.6 wants neither. */
  readonly length: Header | null
  readonly chunks: ChunkStyle | undefined
  readonly body: Uint8Array
}

const NO_BODY = new Uint8Array(0)

/** RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/

// Above U+00FF a character would lose its high byte on the wire: U+010D would become CR.
const NOT_A_FIELD_VALUE = /[\0\r\n]|[^\0-\xff]/

/** Methods that anticipate content: without any they still say `Content-Length: 0`. */
const WITH_CONTENT: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH'])

// Two chunks at least, so that a server has to join them; the odd size shows a hexadecimal digit above 9.
const CHUNK_BYTES = 1021

function spellName(name: string, spec: RequestSpec): string {
  if (spec.headerCase === undefined) return name
  return spec.headerCase === 'lower' ? name.toLowerCase() : name.toUpperCase()
}

/** Names that were found to be tokens: a run has few, and sends them often. */
const NAMES = new Set<string>()

function isName(name: string): boolean {
  if (NAMES.has(name)) return true
  const valid = TOKEN.test(name)
  if (valid) NAMES.add(name)
  return valid
}

function header(name: string, value: string, spec: RequestSpec): Header {
  return [spellName(name, spec), value]
}

/** A header that a row asks for: it may be anything. */
function checkedHeader(name: string, value: string, spec: RequestSpec): Header {
  if (!isName(name)) throw new ComposeError(`Not a header name: ${JSON.stringify(name)}`)
  if (NOT_A_FIELD_VALUE.test(value)) throw new ComposeError(`The value of ${name} cannot stand in a header`)
  return header(name, value, spec)
}

function chooseFraming(spec: RequestSpec, method: string, body: Uint8Array): Framing {
  const framing = spec.framing ?? (body.length > 0 || WITH_CONTENT.has(method) ? 'length' : 'none')
  if (framing === 'none' && body.length > 0) throw new ComposeError('A body without framing')
  if (spec.expectContinue && body.length === 0) throw new ComposeError('Expect without a body')
  return framing
}

function composeLength(framing: Framing, body: Uint8Array, spec: RequestSpec): Header | null {
  if (framing === 'none') return null
  if (framing === 'chunked')
    return header('Transfer-Encoding', spec.chunks === 'capital name' ? 'Chunked' : 'chunked', spec)
  return header('Content-Length', String(body.length), spec)
}

/** The value after `Authorization:`; an empty token leaves the scheme alone, an empty scheme the token. */
function composeAuthorization(scheme: string, token: string): string {
  const value = scheme === '' || token === '' ? scheme + token : `${scheme} ${token}`
  if (NOT_A_FIELD_VALUE.test(value)) throw new ComposeError('The credential cannot stand in a header')
  return value
}

/**
 * Turns a row's request into what goes to the wire (RFC 9112 sections 3 and 6). Without `framing`, a request
 * has Content-Length when it has a body or its method anticipates one. Throws `ComposeError` for CR, LF, NUL
 * and characters outside of ISO 8859-1 in a header.
 */
export function composeRequest(outgoing: Outgoing): Composed {
  const { spec, url, authorization } = outgoing
  const { method = 'POST', body = NO_BODY } = spec
  if (!isName(method)) throw new ComposeError(`Not a method: ${JSON.stringify(method)}`)

  const leading: Header[] = []
  if (authorization !== null) {
    const shown = authorization.token.reveal() === '' ? '' : TOKEN_PLACEHOLDER
    leading.push(header('Authorization', composeAuthorization(authorization.scheme, shown), spec))
  }
  for (const [name, value] of spec.headers ?? []) leading.push(checkedHeader(name, value, spec))

  const trailing: Header[] = []
  if (spec.expectContinue) trailing.push(header('Expect', '100-continue', spec))
  if (!spec.exact) {
    trailing.push(header('User-Agent', USER_AGENT, spec))
    trailing.push(checkedHeader('X-Conformance-Case', outgoing.caseId, spec))
  }

  return {
    method,
    target: composeTarget(url, spec.target),
    host: header('Host', url.host, spec),
    leading,
    trailing,
    authorization: authorization && composeAuthorization(authorization.scheme, authorization.token.reveal()),
    length: composeLength(chooseFraming(spec, method, body), body, spec),
    chunks: spec.chunks,
    body,
  }
}

/** The header lines in wire order, with `$TOKEN` in place of the credential. */
export function listHeaders({ host, leading, length, trailing }: Composed): readonly Header[] {
  return length === null ? [host, ...leading, ...trailing] : [host, ...leading, length, ...trailing]
}

/** Request line and header section; these bytes hold the credential. */
export function encodeHead(composed: Composed): Buffer {
  const { method, target, authorization, leading } = composed
  const lines = listHeaders(composed).map(line => {
    const [name, value] = line
    return `${name}: ${line === leading[0] && authorization !== null ? authorization : value}\r\n`
  })
  return Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1')
}

/** A chunk's size line without its end (RFC 9112 sections 7.1 and 7.1.1). */
function writeSize(size: number, style: ChunkStyle | undefined): string {
  const digits = size.toString(16)
  if (style === 'upper-case sizes') return digits.toUpperCase()
  if (style === 'leading zeros') return digits.padStart(4, '0')
  return style === 'extensions' ? `${digits};a;b=c;d="e;f"` : digits
}

/** The body in its framing: as it is, or in chunks (two or more, where it has two bytes). */
export function encodeBody({ body, length, chunks }: Composed): readonly Uint8Array[] {
  if (length?.[0].toLowerCase() !== 'transfer-encoding') return body.length > 0 ? [body] : []
  const half = Math.max(1, Math.min(CHUNK_BYTES, Math.ceil(body.length / 2)))
  const size = chunks === 'single bytes' ? 1 : half
  const pieces: Uint8Array[] = []
  for (let from = 0; from < body.length; from += size) {
    const chunk = body.subarray(from, from + size)
    pieces.push(Buffer.from(`${writeSize(chunk.length, chunks)}\r\n`), chunk, Buffer.from('\r\n'))
  }
  const trailer = chunks === 'trailer' ? 'X-Conformance-Trailer: 1\r\n' : ''
  return [...pieces, Buffer.from(`${writeSize(0, chunks)}\r\n${trailer}\r\n`)]
}
