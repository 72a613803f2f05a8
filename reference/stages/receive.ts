import type { Call } from '../call.ts'

/** The pages name no limit (S-31). */
export const SIZE_LIMIT = 64 * 1024

/** Reads the whole body, so that the connection stays in step, and keeps it up to the limit. */
export function receive(call: Call): Promise<undefined> {
  const { request } = call
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    // Listeners, because an async iterator costs as much as all checks together.
    request.on('data', (chunk: Buffer) => {
      if (call.size < SIZE_LIMIT) chunks.push(chunk)
      call.size += chunk.length
    })
    request.on('end', () => {
      call.body = Buffer.concat(chunks).subarray(0, SIZE_LIMIT)
      resolve(undefined)
    })
    request.on('error', reject)
  })
}
