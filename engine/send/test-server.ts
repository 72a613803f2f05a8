import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { generate } from 'selfsigned'
import { onTestFinished } from 'vitest'
import type { RequestSpec } from '../model/request.ts'
import { Secret } from '../model/secret.ts'
import type { Outgoing } from '../model/target.ts'

/** Called with each piece that a connection brings, and all that it has brought so far. */
type Respond = (socket: Socket, received: string) => void

export interface TestServer {
  readonly url: URL
  /** What each connection has sent, in the order in which they were opened. */
  readonly received: readonly string[]
  /** Connections open now, and the most there were when a request came. */
  readonly open: number
  readonly mostOpen: number
}

export const TEST_TOKEN = 'cwt=AAEBHAEFAAAAAAAFFQAAAJ0'

export const NO_CONTENT = 'HTTP/1.1 204 No Content\r\n\r\n'

/** A request of a made-up case to that server. */
export function outgoingTo(url: URL, spec: RequestSpec = {}, timeoutMs = 5000): Outgoing {
  return {
    caseId: 'DIS-TEST-01/json',
    role: 'probe',
    link: 0,
    url,
    spec,
    authorization: { scheme: 'Bearer', token: new Secret(TEST_TOKEN) },
    timeoutMs,
  }
}

/** Answers each request without a body, or with one that ends with its JSON, by the same text. */
export function answerAll(text: string): Respond {
  return (socket, received) => {
    if (/\r\n\r\n$|\}$/.test(received)) socket.write(text, 'latin1')
  }
}

/** Serves raw bytes on a free port of 127.0.0.1 until the test is over. */
export async function startTestServer(
  respond: Respond,
  listen: (onConnection: (socket: Socket) => void) => Server = createServer,
): Promise<TestServer> {
  const received: string[] = []
  const open = new Set<Socket>()
  let mostOpen = 0
  const server = listen(socket => {
    const index = received.push('') - 1
    open.add(socket)
    socket.on('data', bytes => {
      mostOpen = Math.max(mostOpen, open.size)
      received[index] += bytes.toString('latin1')
      respond(socket, received[index] ?? '')
    })
    // A client that resets its connection is no fault of the test.
    socket.on('error', () => {})
    socket.on('end', () => open.delete(socket))
    socket.on('close', () => open.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    for (const socket of open) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  const { port } = server.address() as AddressInfo
  return {
    url: new URL(`http://127.0.0.1:${port}/ucwa/dismiss?a=b`),
    received,
    get open() {
      return open.size
    },
    get mostOpen() {
      return mostOpen
    },
  }
}

/** The same over TLS, with a certificate of its own for the name `pool.test`. */
export async function startTlsTestServer(respond: Respond): Promise<{ url: URL; cert: string }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'pool.test' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'pool.test' }] }],
  })
  const { url } = await startTestServer(respond, onConnection => createTlsServer({ key, cert }, onConnection))
  return { url: new URL(url.href.replace('http:', 'https:')), cert }
}
