import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Anything but a string goes out as JSON. */
  readonly body?: unknown
}

export interface TestServer {
  /** `http://127.0.0.1:<free port>` */
  readonly url: string
  readonly received: readonly Received[]
  readonly close: () => Promise<void>
}

/** A server of a test's own: remembers what it received, answers as it is told. Owned and closed by the test. */
export async function startTestServer(
  answer: (received: Received, count: number) => Reply | Promise<Reply>,
): Promise<TestServer> {
  const received: Received[] = []
  const server = createServer(async (incoming, outgoing) => {
    const { method = '', url: path = '', headers } = incoming
    const request = { method, path, headers, body: await text(incoming) }
    received.push(request)
    const { status = 200, headers: extra = {}, body = '' } = await answer(request, received.length)
    outgoing.writeHead(status, { ...extra })
    outgoing.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: () =>
      new Promise(done => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
