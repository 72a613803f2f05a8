import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { generate } from 'selfsigned'

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
  /** `http://127.0.0.1:<free port>`, or `https://localhost:<free port>` with a certificate. */
  readonly url: string
  readonly received: readonly Received[]
  readonly close: () => Promise<void>
}

/** A self-signed certificate with its key, as PEM. */
interface TestCertificate {
  readonly key: string
  readonly cert: string
}

/** A self-signed certificate for one name; dates as `YYYY-MM-DD`. */
export async function createTestCertificate({
  name = 'localhost',
  from = '2020-01-01',
  until = '2099-01-01',
} = {}): Promise<TestCertificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(from),
    notAfterDate: new Date(until),
  })
  return { key, cert }
}

/**
 * A server of a test's own: remembers what it received, answers as it is told; `lost` ends the connection. Owned and
 * closed by the test.
 */
export async function startTestServer(
  answer: (received: Received, count: number) => Reply | Promise<Reply> | 'lost',
  certificate?: TestCertificate,
): Promise<TestServer> {
  const received: Received[] = []
  const listener: RequestListener = async (incoming, outgoing) => {
    const { method = '', url: path = '', headers } = incoming
    const request = { method, path, headers, body: await text(incoming) }
    received.push(request)
    const reply = await answer(request, received.length)
    if (reply === 'lost') {
      incoming.socket.destroy()
      return
    }
    const { status = 200, headers: extra = {}, body = '' } = reply
    outgoing.writeHead(status, { ...extra })
    outgoing.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
  const server = certificate ? createTlsServer({ ...certificate }, listener) : createServer(listener)
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: certificate ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    received,
    close: () =>
      new Promise(done => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
