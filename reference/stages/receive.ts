import type { Call } from '../call.ts'

/** The pages name no limit (S-31). */
export const SIZE_LIMIT = 64 * 1024

/** Reads the whole body, so that the connection stays in step, and keeps it up to the limit. */
export async function receive(call: Call): Promise<undefined> {
  const chunks: Buffer[] = []
  for await (const chunk of call.request as AsyncIterable<Buffer>) {
    if (call.size < SIZE_LIMIT) chunks.push(chunk)
    call.size += chunk.length
  }
  call.body = Buffer.concat(chunks).subarray(0, SIZE_LIMIT)
}
