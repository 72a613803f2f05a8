import dns from 'node:dns'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RunOptions } from '../../engine/conduct/options.ts'
import { conductRun } from '../../engine/conduct/run.ts'
import type { SafetyFlags } from '../../engine/target/limits.ts'
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

/** Opens the counter as a target with these links, runs against it and closes both. */
async function runAgainst(
  written: Readonly<Record<string, unknown>>,
  flags: SafetyFlags,
  selection: Pick<RunOptions, 'generated' | 'selects'>,
): Promise<{ readonly counts: Counts; readonly remote: boolean; readonly generated: number }> {
  const { server, counts } = await startCounter()
  const { port } = server.address() as AddressInfo
  process.env.TEST_TOKEN = 'a-token-for-a-remote-target'
  const profile = JSON.stringify({
    baseUrl: `http://${REMOTE_NAME}:${port}`,
    tokens: { default: `\${env:TEST_TOKEN}` },
    ...written,
  })
  const target = await openTarget(parseProfile(profile, 'remote.json'), { flags })
  const { generated } = await conductRun({
    ...selection,
    areas: catalogue,
    target,
    seed: 1,
    signal: new AbortController().signal,
    onFinding: () => undefined,
  })
  await target.close()
  server.close()
  return { counts, remote: target.remote, generated }
}

const dismissOf = (conversation: number): string =>
  `/ucwa/v1/applications/1/communication/conversations/${conversation}/dismiss`

describe('a remote target', () => {
  beforeEach(resolveToLoopback)
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('sees no more than 20 requests a second, 4 connections, 500 requests, and nothing hostile', async () => {
    const links = { static: Array.from({ length: 60 }, (_, index) => dismissOf(index + 1)) }
    const everything = { generated: 2000, selects: () => true }
    const { counts, remote } = await runAgainst({ links }, { maxTime: 4 }, everything)
    expect(remote).toBe(true)
    expect(counts.requests).toBeGreaterThan(0)
    expect(counts.requests).toBeLessThanOrEqual(500)
    expect(counts.mostPerSecond).toBeLessThanOrEqual(20)
    expect(counts.mostConnections).toBeLessThanOrEqual(4)
    expect(counts.hostile).toBe(0)
  })

  it('gets a campaign also where it takes one connection', async () => {
    const links = { static: [dismissOf(1)], reusable: true }
    const safety = { concurrency: 1, rate: 1000, maxRequests: 1000 }
    const { counts, generated } = await runAgainst(
      { links, safety },
      {},
      { generated: 40, selects: id => id === 'DIS-SPELLING-01/json/escapes' },
    )
    expect(generated).toBe(40)
    expect(counts.mostConnections).toBeLessThanOrEqual(2)
  })
})
