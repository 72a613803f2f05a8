import { STATUS_CODES } from 'node:http'
import type { Call, Change, Reply } from './call.ts'
import { removeHeader, setHeader } from './changes.ts'

/** The bytes of a reply, with nothing checked and nothing added. */
export function serialize({ status, headers, body }: Reply, version = '1.1'): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `HTTP/${version} ${status} ${STATUS_CODES[status] ?? 'Unknown'}\r\n${lines.join('')}\r\n`
  return Buffer.concat([Buffer.from(head), body])
}

/** At `write`: bytes of our own instead of node's; then the connection is closed, as node is out of step with it. */
export const sendRaw =
  (render: (reply: Reply, call: Call) => string | Buffer): Change =>
  call => {
    if (call.reply !== undefined) call.request.socket.end(render(call.reply, call))
    return undefined
  }

/** At `write`: bytes behind the answer, on a connection that stays open. */
export const sendStray =
  (bytes: string): Change =>
  async (call, proceed) => {
    await proceed()
    call.request.socket.write(bytes)
    return undefined
  }

/** At `write`: changes the reply just before it is sent. */
const beforeSending =
  (edit: (reply: Reply, call: Call) => void): Change =>
  (call, proceed) => {
    if (call.reply !== undefined) edit(call.reply, call)
    return proceed()
  }

/** Declares more or fewer bytes than are sent. */
export const misdeclareLength = (difference: number): Change =>
  beforeSending(reply => setHeader(reply, 'Content-Length', String(reply.body.length + difference)))

/** Lets node frame the body as chunks of at most that size. */
export const sendInChunks =
  (bytes: number): Change =>
  ({ response, reply }) => {
    if (reply === undefined) return undefined
    removeHeader(reply, 'Content-Length')
    response.writeHead(reply.status, reply.headers.flat())
    for (let start = 0; start < reply.body.length; start += bytes) {
      response.write(reply.body.subarray(start, start + bytes))
    }
    response.end()
    return undefined
  }

/** Starts a chunked answer and goes on with a blank now and then, for ever. */
export const drip =
  (milliseconds: number): Change =>
  ({ request, response, reply }) => {
    if (reply === undefined) return undefined
    removeHeader(reply, 'Content-Length')
    response.writeHead(reply.status === 204 ? 200 : reply.status, reply.headers.flat())
    const timer = setInterval(() => response.write(' '), milliseconds).unref()
    request.socket.once('close', () => clearInterval(timer))
    return undefined
  }

/** Copies what the client sent into a header line, line breaks and all. */
export const reflect =
  (name: string, textOf: (call: Call) => unknown): Change =>
  (call, proceed) => {
    const text = textOf(call)
    if (typeof text !== 'string' || !/[\r\n]/.test(text)) return proceed()
    const line: Change = sendRaw(reply => serialize({ ...reply, headers: [[name, text], ...reply.headers] }))
    return line(call, proceed)
  }
