import { connect } from 'node:net'
import { afterAll } from 'vitest'
import { operation } from '../../schemas/load.ts'
import { startReferenceServer } from '../server.ts'

interface SendOptions {
  readonly method?: string
  readonly type?: string
  readonly body?: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  /** `null` sends no Authorization. */
  readonly authorization?: string | null
  readonly query?: string
  /** Default: a fresh link. */
  readonly href?: string
}

interface Received {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

interface TestServer {
  readonly url: string
  readonly port: number
  token(claims?: object): Promise<string>
  links(wish?: object): Promise<readonly string[]>
  link(wish?: object): Promise<string>
  send(options?: SendOptions): Promise<Received>
  /** Sends the bytes on one connection and resolves with all that came back until the peer is quiet or closes. */
  raw(...messages: readonly string[]): Promise<string>
  control(path: string, body?: object): Promise<Response>
}

/** How long a connection has to be quiet; the server is in this process. */
const QUIET_MS = 150

export const xmlInput = (reason: string): string =>
  `<?xml version="1.0" encoding="utf-8"?><input xmlns="${operation.namespace}"><property name="reason">${reason}</property></input>`

function exchange(port: number, messages: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    const waiting = [...messages]
    let received = ''
    const next = (): void => {
      const message = waiting.shift()
      if (message === undefined) socket.destroy()
      else socket.write(message, 'latin1')
    }
    socket.setTimeout(QUIET_MS)
    socket.on('timeout', next)
    socket.on('connect', next)
    socket.on('data', chunk => {
      received += chunk.toString('latin1')
    })
    socket.on('close', () => resolve(received))
    socket.on('error', reject)
  })
}

/** A reference server for one test file; it ends with the file. */
export async function startTestServer(ids: readonly string[] = []): Promise<TestServer> {
  const server = await startReferenceServer({ with: ids })
  afterAll(() => server.close())

  const control = (path: string, body?: object): Promise<Response> =>
    fetch(
      `${server.control}${path}`,
      body && { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
    )
  const token = async (claims = {}): Promise<string> => {
    const answer = (await (await control('/tokens', claims)).json()) as { access_token: string }
    return answer.access_token
  }
  const links = async (wish = {}): Promise<readonly string[]> => {
    const answer = (await (await control('/renegotiations', wish)).json()) as {
      renegotiations: { href: string }[]
    }
    return answer.renegotiations.map(({ href }) => href)
  }
  const link = async (wish = {}): Promise<string> => (await links(wish))[0] ?? ''

  return {
    url: server.url,
    port: server.port,
    control,
    token,
    links,
    link,
    async send({ method = 'POST', type, body, headers = {}, query = '', ...options } = {}) {
      const { authorization = `Bearer ${await token()}`, href = await link() } = options
      const response = await fetch(`${new URL(href, server.url)}${query}`, {
        method,
        headers: {
          ...headers,
          ...(type !== undefined && { 'Content-Type': type }),
          ...(authorization !== null && { Authorization: authorization }),
        },
        // As bytes: fetch adds a type of its own to text.
        ...(body !== undefined && { body: Buffer.from(body) }),
      })
      return { status: response.status, headers: response.headers, text: await response.text() }
    },
    raw: (...messages) => exchange(server.port, messages),
  }
}
