import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import type { Answer } from '../model/exchange.ts'
import { headerValue } from './header.ts'

/** A small answer can hide a large one; no more than this is unpacked. */
const MOST_BYTES = 1024 * 1024

export type Unpacked =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** The bytes are not what Content-Encoding says. */
  | { readonly kind: 'broken'; readonly problem: string }
  /** A coding that is not known here, or a body beyond the size limit: nothing can be said. */
  | { readonly kind: 'unreadable' }

const OPTIONS = { maxOutputLength: MOST_BYTES }

/** RFC 9110 section 8.4.1.2 wants the zlib format; some servers send bare deflate data. */
function inflateEither(bytes: Uint8Array): Uint8Array {
  try {
    return inflateSync(bytes, OPTIONS)
  } catch (error) {
    if (isTooLarge(error)) throw error
    return inflateRawSync(bytes, OPTIONS)
  }
}

const DECODERS: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  identity: bytes => bytes,
  gzip: bytes => gunzipSync(bytes, OPTIONS),
  'x-gzip': bytes => gunzipSync(bytes, OPTIONS),
  deflate: inflateEither,
  br: bytes => brotliDecompressSync(bytes, OPTIONS),
}

/** All else that zlib finds is a plain `Error`. */
function isTooLarge(error: unknown): boolean {
  return error instanceof RangeError
}

/** Takes the content codings off a body, the last applied first (RFC 9110 section 8.4). */
export function unpackContent({ headers, body }: Answer): Unpacked {
  const codings = (headerValue(headers, 'content-encoding') ?? '')
    .split(',')
    .map(coding => coding.trim().toLowerCase())
    .filter(coding => coding !== '')
  let bytes = body
  for (const coding of codings.toReversed()) {
    const decode = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined
    if (decode === undefined) return { kind: 'unreadable' }
    try {
      bytes = decode(bytes)
    } catch (error) {
      if (isTooLarge(error)) return { kind: 'unreadable' }
      return { kind: 'broken', problem: `not in ${coding} coding` }
    }
  }
  return { kind: 'bytes', bytes }
}
