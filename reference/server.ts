import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import express from 'express'
import { generate } from 'selfsigned'
import type { Call, Connection } from './call.ts'
import { createControl, type Statistics } from './control.ts'
import { createPipeline } from './pipeline.ts'
import { profileFor } from './profile.ts'
import { selectPeculiarities } from './select.ts'
import { createTokenIssuer } from './tokens.ts'
import { createWorld } from './world.ts'

export interface ReferenceOptions {
  /** Default 0: any free port. */
  readonly port?: number
  /** Default 127.0.0.1. */
  readonly host?: string
  /** With a certificate made for this start. */
  readonly tls?: boolean
  /** Ids of faults and quirks to take on. */
  readonly with?: readonly string[]
  /** Told of each request that a fault or quirk changes. */
  readonly onChange?: (request: IncomingMessage) => void
}

export interface ReferenceServer {
  readonly url: string
  /** Base of the control API. */
  readonly control: string
  readonly port: number
  /** The profile that reaches this server. */
  readonly profile: object
  /** Ends open connections too. */
  close(): Promise<void>
}

/** Where the control API is. */
const CONTROL = '/control'

/** Pool clients keep idle connections about this long. */
const KEEP_ALIVE_MS = 60_000

async function createTransport(tls: boolean, listener: RequestListener): Promise<Server> {
  if (!tls) return createServer(listener)
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
  })
  return createTlsServer({ key, cert }, listener)
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}

/** Gives each request what the pipeline needs; the target may be in origin or absolute form (RFC 9112 section 3.2). */
function createCallFactory(shared: Pick<Call, 'world' | 'tokens' | 'shared'>, origin: () => string) {
  const connections = new WeakMap<Socket, Connection>()
  let serial = 0

  return (request: IncomingMessage, response: ServerResponse): Call => {
    const connection = connections.get(request.socket) ?? { requests: 0, lastStatus: 0, lastSize: 0 }
    connections.set(request.socket, connection)
    connection.requests += 1
    serial += 1
    const target = (request.url ?? '/').replace(/^https?:\/\/[^/?]*/i, '')
    const [path = '/', ...query] = target.split('?')
    return {
      ...shared,
      request,
      response,
      connection,
      serial,
      path,
      query: new URLSearchParams(query.join('?')),
      origin: origin(),
      body: Buffer.alloc(0),
      size: 0,
    }
  }
}

/**
 * Starts a server that conforms to the dismiss pages, save for the faults and quirks asked for. Rejects where an
 * id of `with` is unknown or the port is taken.
 */
export async function startReferenceServer(options: ReferenceOptions = {}): Promise<ReferenceServer> {
  const { port = 0, host = '127.0.0.1', tls = false, with: ids = [], onChange } = options
  const { hooks, href } = selectPeculiarities(ids)
  const shared = { world: createWorld(), tokens: createTokenIssuer(), shared: {} }
  const statistics: Statistics = { requests: 0, statuses: {} }
  let url = ''
  const run = createPipeline(hooks, call => onChange?.(call.request))
  const createCall = createCallFactory(shared, () => url)

  const app = express()
  app.disable('x-powered-by')
  app.use(CONTROL, createControl({ ...shared, statistics, href: path => href(path, url) }))

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = createCall(request, response)
    statistics.requests += 1
    try {
      await run(call)
    } catch {
      request.socket.destroy() // The peer went away while its body was read; nobody is left to answer.
    }
    const status = call.reply?.status ?? 0
    call.connection.lastStatus = status
    call.connection.lastSize = call.size
    call.connection.lastReason = call.input?.reason
    if (call.token !== undefined) call.connection.token = call.token
    statistics.statuses[status] = (statistics.statuses[status] ?? 0) + 1
  }
  // Express serves the control API only: on every dismiss it would cost more than all else together.
  const listener: RequestListener = (request, response) => {
    if (request.url?.startsWith(CONTROL)) app(request, response)
    else void serve(request, response)
  }

  const server = await createTransport(tls, listener)
  server.keepAliveTimeout = KEEP_ALIVE_MS
  const actual = await listen(server, port, host)
  url = `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${actual}`

  return {
    url,
    control: `${url}${CONTROL}`,
    port: actual,
    profile: profileFor(url, ids),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
