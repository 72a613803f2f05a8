import { gunzipSync, gzipSync } from 'node:zlib'
import type { ExactBytes } from './report.ts'

/** Above this many bytes a body is compressed; hostile ones are long and repetitive. */
const PLAIN_LIMIT = 4096

/** No body of the suite comes near; a report from elsewhere cannot fill the memory. */
const UNPACKED_LIMIT = 256 * 1024 * 1024

export function packBytes(bytes: Uint8Array): ExactBytes {
  const isPlain = bytes.length <= PLAIN_LIMIT
  const data = Buffer.from(isPlain ? bytes : gzipSync(bytes)).toString('base64')
  return { encoding: isPlain ? 'base64' : 'gzip+base64', data }
}

/** The bytes that `packBytes` took. Throws a `RangeError` for more than 256 MiB, an `Error` for what is not gzip. */
export function unpackBytes({ encoding, data }: ExactBytes): Uint8Array {
  const bytes = Buffer.from(data, 'base64')
  return new Uint8Array(
    encoding === 'base64' ? bytes : gunzipSync(bytes, { maxOutputLength: UNPACKED_LIMIT }),
  )
}
