import dns from 'node:dns'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { conductRun } from '../../engine/conduct/run.ts'
import { openTarget } from '../../engine/target/open.ts'
import { parseProfile } from '../../engine/target/profile.ts'
import { catalogue } from '../../suites/catalogue.ts'

/** Remote by its name; the tests resolve it to loopback, and nothing else is ever contacted. */
const REMOTE_NAME = 'pool.test'

interface Counts {
  requests: number
  mostConnections: number
  mostPerSecond: number
  hostile: number
}

/** Counts what a cautious administrator would look at; every valid request is a 204. */
function startCounter(): Promise<{ server: Server; counts: Counts }> {
  const counts: Counts = { requests: 0, mostConnections: 0, mostPerSecond: 0, hostile: 0 }
  const times: number[] = []
  let open = 0
  const server = createServer((request, response) => {
    const now = performance.now()
    times.push(now)
    counts.requests += 1
    counts.mostPerSecond = Math.max(counts.mostPerSecond, times.filter(time => now - time < 1000).length)
    if (Number(request.headers['content-length'] ?? 0) > 64 * 1024) counts.hostile += 1
    request.resume()
    response.writeHead(204, { 'X-MS-UcwaVersion': '1' }).end()
  })
  server.on('connection', socket => {
    open += 1
    counts.mostConnections = Math.max(counts.mostConnections, open)
    socket.on('close', () => {
      open -= 1
    })
  })
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve({ server, counts })))
}

function resolveToLoopback(): void {
  const original = dns.lookup
  vi.spyOn(dns, 'lookup').mockImplementation(((name: string, options: unknown, callback: unknown) =>
    (original as unknown as (...given: unknown[]) => unknown)(
      name === REMOTE_NAME ? '127.0.0.1' : name,
      options,
      callback,
    )) as never)
}

describe('a remote target', () => {
  beforeEach(resolveToLoopback)
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('sees no more than 20 requests a second, 4 connections, 500 requests, and nothing hostile', async () => {
    const { server, counts } = await startCounter()
    const { port } = server.address() as AddressInfo
    process.env.TEST_TOKEN = 'a-token-for-a-remote-target'
    const written = {
      baseUrl: `http://${REMOTE_NAME}:${port}`,
      tokens: { default: `\${env:TEST_TOKEN}` },
      links: {
        static: Array.from(
          { length: 60 },
          (_, index) => `/ucwa/v1/applications/1/communication/conversations/${index + 1}/dismiss`,
        ),
      },
    }
    const target = await openTarget(parseProfile(JSON.stringify(written), 'remote.json'), {
      flags: { maxTime: 4 },
    })
    await conductRun({
      areas: catalogue,
      target,
      seed: 1,
      generated: 2000,
      selects: () => true,
      signal: new AbortController().signal,
      onFinding: () => {},
    })
    await target.close()
    server.close()
    expect(target.remote).toBe(true)
    expect(counts.requests).toBeGreaterThan(0)
    expect(counts.requests).toBeLessThanOrEqual(500)
    // One more than the rate may fall into a window that the server's own clock cuts.
    expect(counts.mostPerSecond).toBeLessThanOrEqual(21)
    expect(counts.mostConnections).toBeLessThanOrEqual(4)
    expect(counts.hostile).toBe(0)
  })

  it('gets a campaign also where it takes one connection', async () => {
    const { server, counts } = await startCounter()
    const { port } = server.address() as AddressInfo
    process.env.TEST_TOKEN = 'a-token-for-a-remote-target'
    const written = {
      baseUrl: `http://${REMOTE_NAME}:${port}`,
      tokens: { default: `\${env:TEST_TOKEN}` },
      links: { static: ['/ucwa/v1/applications/1/communication/conversations/1/dismiss'], reusable: true },
      safety: { concurrency: 1, rate: 1000, maxRequests: 1000 },
    }
    const target = await openTarget(parseProfile(JSON.stringify(written), 'remote.json'))
    const { generated } = await conductRun({
      areas: catalogue,
      target,
      seed: 1,
      generated: 40,
      selects: id => id === 'DIS-SPELLING-01/json/escapes',
      signal: new AbortController().signal,
      onFinding: () => undefined,
    })
    await target.close()
    server.close()
    expect(generated).toBe(40)
    expect(counts.mostConnections).toBeLessThanOrEqual(2)
  })
})
