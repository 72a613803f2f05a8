import { encodeBody } from '../encode/body.ts'
import { type ByEncoding, bodies, type Choose, pick } from './choices.ts'
import { pickReason } from './vocabulary.ts'

/** Ill-formed before any ASCII letter or delimiter (Unicode 15, table 3-7). */
const sequences: readonly [readonly number[], ...(readonly number[])[]] = [
  [0x80], // lone continuation
  [0xbf, 0x80],
  [0xc0, 0xaf], // overlong solidus
  [0xc1, 0x83], // overlong C
  [0xe0, 0x80, 0xaf],
  [0xf0, 0x80, 0x80, 0xaf],
  [0xc3], // cut off after one byte of two
  [0xe2, 0x82], // two of three
  [0xf0, 0x9f, 0x98], // three of four
  [0xed, 0xa0, 0x80], // surrogate
  [0xf4, 0x90, 0x80, 0x80], // beyond U+10FFFF
  [0xf5, 0x80, 0x80, 0x80],
  [0xfe], // in no sequence
  [0xff],
  [0xe9], // é in Latin-1
  [0x93, 0x94], // quotation marks in Windows-1252
]

/** Puts the bytes into the value or in its place. */
function write(encoding: 'json' | 'xml', choose: Choose): Uint8Array {
  const reason = pickReason(choose)
  const bytes = pick(choose, sequences)
  const at = choose(reason.length + 1)
  const skipped = choose(8) === 7 ? reason.length - at : 0
  const body = encodeBody(encoding, reason)
  const start = new TextDecoder().decode(body).lastIndexOf(reason) + at
  return Uint8Array.of(...body.subarray(0, start), ...bytes, ...body.subarray(start + skipped))
}

/** Bytes that are not UTF-8 inside the value of an otherwise valid body (S-27c). Row `S-27c`. */
export const notUtf8: ByEncoding = {
  json: bodies('json', choose => write('json', choose)),
  xml: bodies('xml', choose => write('xml', choose)),
}
