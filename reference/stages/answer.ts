import type { Answer, Call, Format, HeaderLine } from '../call.ts'
import { encodeError } from '../codec/error-body.ts'
import { formatOf, parseMediaType, preferredFormat } from '../codec/media-type.ts'
import { encodeRenegotiation } from '../codec/resource-body.ts'
import { SERVED_VERSION } from './version.ts'

/** On every answer (F-71), and as captures have them (F-75). */
const COMMON_HEADERS: readonly HeaderLine[] = [
  ['Cache-Control', 'no-cache'],
  ['X-MS-Server-Fqdn', 'reference.invalid'],
  ['X-MS-UcwaVersion', SERVED_VERSION],
]

/** `Accept` decides; without a preference the request's own format does (S-37). */
function formatFor({ request: { headers } }: Call): Format {
  return (
    preferredFormat(headers.accept) ?? formatOf(parseMediaType(headers['content-type'] ?? '').type) ?? 'json'
  )
}

function encode(answer: Answer, call: Call): { type: string; body: Buffer } | undefined {
  if (answer.html !== undefined) return { type: 'text/html', body: Buffer.from(answer.html) }
  const format = formatFor(call)
  const type = `application/${format}`
  if (answer.error !== undefined) return { type, body: encodeError(answer.error, format) }
  if (answer.renegotiation !== undefined)
    return { type, body: encodeRenegotiation(answer.renegotiation, format) }
  return undefined
}

/** Turns the answer into status, header lines and bytes. */
export function answer(call: Call): undefined {
  const given = call.answer ?? { status: 204 }
  const encoded = encode(given, call)
  const headers = [...(given.by === undefined ? COMMON_HEADERS : []), ...(given.headers ?? [])]
  if (encoded !== undefined) {
    headers.push(['Content-Type', encoded.type], ['Content-Length', String(encoded.body.length)])
  }
  call.reply = { status: given.status, headers, body: encoded?.body ?? Buffer.alloc(0) }
}
