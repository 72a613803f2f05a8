import type { Call } from '../call.ts'

/** Sends the reply; resolves at once, the bytes are node's to deliver. */
export function write({ response, reply }: Call): undefined {
  if (reply === undefined) return
  response.writeHead(reply.status, reply.headers.flat())
  response.end(reply.body)
}
