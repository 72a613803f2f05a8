import type { Answer } from '../model/exchange.ts'
import type { BodyContent } from './body-content.ts'
import { unpackContent } from './content-coding.ts'
import { headerValue } from './header.ts'
import { readJsonBody } from './json-body.ts'
import { type MediaType, parseMediaType } from './media-type.ts'
import { readXmlBody } from './xml-body.ts'

export interface DecodedBody extends BodyContent {
  /** As declared; `none` for no body without a type, `other` also for what cannot be unpacked. */
  readonly format: 'json' | 'xml' | 'html' | 'none' | 'other'
  /** Absent where Content-Type is absent or is no media type. */
  readonly declared?: MediaType
  /** A UTF-8 byte order mark stands in front. */
  readonly bom: boolean
  readonly utf8: boolean
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf])
const UTF16LE_BOM = Buffer.from([0xff, 0xfe])
const UTF16BE_BOM = Buffer.from([0xfe, 0xff])

const UNJUDGED: BodyContent = { wellFormed: true, members: new Map(), duplicates: [] }

function startsWith(bytes: Uint8Array, mark: Buffer): boolean {
  return mark.equals(bytes.subarray(0, mark.length))
}

/** The text without byte order mark, or `undefined` when the bytes are not in that encoding (UTF-8 if not given). */
function decodeText(bytes: Uint8Array, encoding?: string): string | undefined {
  let text: string | undefined
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    // An unknown label, or bytes that do not fit.
  }
  return text
}

/** UTF-16 by its byte order mark, else the declared charset, else UTF-8 with replacements: to judge the syntax. */
function decodeForeignText(bytes: Uint8Array, charset: string | undefined): string {
  let encoding = charset
  if (startsWith(bytes, UTF16LE_BOM)) encoding = 'utf-16le'
  if (startsWith(bytes, UTF16BE_BOM)) encoding = 'utf-16be'
  return decodeText(bytes, encoding) ?? new TextDecoder().decode(bytes)
}

function decode(answer: Answer): DecodedBody {
  const contentType = headerValue(answer.headers, 'content-type')
  const declared = contentType === undefined ? undefined : parseMediaType(contentType)
  if (declared === undefined) {
    const format = contentType === undefined && answer.body.length === 0 ? 'none' : 'other'
    return { ...UNJUDGED, format, bom: false, utf8: true }
  }

  const { kind, parameters } = declared
  const about = { declared, bom: false, utf8: true }
  if (kind !== 'json' && kind !== 'xml') return { ...UNJUDGED, ...about, format: kind }

  const unpacked = unpackContent(answer)
  if (unpacked.kind === 'unreadable') return { ...UNJUDGED, ...about, format: 'other' }
  if (unpacked.kind === 'broken') {
    return { ...UNJUDGED, ...about, format: kind, wellFormed: false, problem: unpacked.problem }
  }

  const { bytes } = unpacked
  const charset = parameters.get('charset')
  const text = decodeText(bytes)
  const content =
    kind === 'xml' ? readXmlBody(bytes, charset) : readJsonBody(text ?? decodeForeignText(bytes, charset))
  if (content.unread) return { ...UNJUDGED, ...about, format: 'other' }
  return { ...content, declared, format: kind, bom: startsWith(bytes, BOM), utf8: text !== undefined }
}

const decoded = new WeakMap<Answer, DecodedBody>()

/**
 * What an answer's body says, in the format that its Content-Type declares. Pure, and done once for each
 * answer. Content codings are taken off (up to 1 MiB); a body that cannot be read for reasons of the suite's
 * own is of format `other`.
 */
export function decodeErrorBody(answer: Answer): DecodedBody {
  let body = decoded.get(answer)
  if (body === undefined) {
    body = decode(answer)
    decoded.set(answer, body)
  }
  return body
}
