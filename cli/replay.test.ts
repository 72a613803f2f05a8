import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { conductRun } from '../engine/conduct/run.ts'
import type { Finding } from '../engine/model/finding.ts'
import { openTarget } from '../engine/target/open.ts'
import { parseProfile } from '../engine/target/profile.ts'
import { type Reply, startTestServer, type TestServer } from '../engine/target/test-server.ts'
import { type ReferenceServer, startReferenceServer } from '../reference/server.ts'
import { matchesCase } from '../reporters/glob.ts'
import { formatJson } from '../reporters/json.ts'
import { buildReport } from '../reporters/model.ts'
import type { Report } from '../reporters/report.ts'
import { CATALOGUE_VERSION, catalogue } from '../suites/catalogue.ts'
import { facts } from '../suites/facts.ts'
import { UsageError } from './errors.ts'
import { type ReplayFlags, replay } from './replay.ts'
import { recordIo } from './test-io.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'replay-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const servers: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.close()))
})

async function start(...ids: readonly string[]): Promise<ReferenceServer> {
  const server = await startReferenceServer({ with: ids })
  servers.push(server)
  return server
}

function writeProfile(profile: object): string {
  const file = join(folder, 'p.json')
  writeFileSync(file, JSON.stringify(profile))
  return file
}

/** Runs the selected cases against a server and writes the report. */
async function report({ profile, url }: ReferenceServer, only: string, generated = 0): Promise<Report> {
  const target = await openTarget(parseProfile(JSON.stringify(profile), 'p.json'))
  const findings: Finding[] = []
  const startedAt = Date.now()
  await conductRun({
    areas: catalogue,
    target,
    seed: 1,
    generated,
    selects: id => matchesCase(only, id),
    signal: new AbortController().signal,
    onFinding: finding => findings.push(finding),
  })
  await target.close()
  const built = buildReport({
    suite: { name: 'ucwa-dismiss-conformance', version: '0.1.0', catalogue: CATALOGUE_VERSION },
    target: { name: target.name, baseUrl: url, profileHash: 'f' },
    areas: catalogue,
    facts,
    findings,
    run: {
      seed: 1,
      startedAt,
      durationMs: 1,
      requests: target.sender.requests,
      links: 1,
      concurrency: 32,
      generated,
      interrupted: false,
    },
  })
  writeFileSync(join(folder, 'report.json'), formatJson(built))
  return built
}

async function run(
  id: string,
  flags: Partial<ReplayFlags['target']> = {},
): Promise<{ exit: number; out: string }> {
  const io = recordIo()
  const target = { urls: [], reusable: false, ...flags }
  const exit = await replay(id, { report: folder, target }, io, new AbortController().signal)
  return { exit, out: io.written.out }
}

/** Id of the finding that the fault was found by. */
function findBroken({ findings }: Report, requirement: string): string {
  const broken = findings.find(
    finding => finding.requirement === requirement && finding.mismatches.length > 0,
  )
  return broken?.caseId ?? ''
}

describe('replay', () => {
  it.each([
    ['a case', 'success-is-200', 'DIS-SUCCESS-01', 'DIS-SUCCESS-01/*', 0],
    ['a case that must be refused', 'get-is-204', 'DIS-METHOD-01', 'DIS-METHOD-01/*', 0],
    ['a case in a state', 'callback-error-without-subcode', 'DIS-OPERATION-01', 'DIS-OPERATION-01/*', 0],
    ['a case of several requests', 'token-remembered-by-connection', 'DIS-AUTH-10', 'DIS-AUTH-10/*', 0],
    [
      'an answer of a case',
      'json-error-with-trailing-comma',
      'DIS-BODY-01',
      'DIS-MEDIA-02/json/text-plain',
      0,
    ],
    ['the effect of a case', 'dismissed-with-garbage-token', 'DIS-EFFECT-01', 'DIS-AUTH-04/json/*', 0],
    [
      'a generated sample',
      'json-escaped-value-refused',
      'DIS-SPELLING-01',
      'DIS-SPELLING-01/json/escapes',
      30,
    ],
  ])('tells of %s whether it still fails', async (_, fault, requirement, only, generated) => {
    const broken = await start(fault)
    const id = findBroken(await report(broken, only, generated), requirement)
    expect(id).not.toBe('')

    const failing = await run(id, { profile: writeProfile(broken.profile) })
    expect(failing.out).toContain('as recorded in')
    expect(failing.out).toContain('still failing: 3 of 3')
    expect(failing.exit).toBe(1)

    const whole = await start()
    const fixed = await run(id, { profile: writeProfile(whole.profile) })
    expect(fixed.out).toContain('fixed: 3 of 3 conform')
    expect(fixed.exit).toBe(0)
  })
})

const ID = 'DIS-SUCCESS-01/json/Unknown'
const TOKEN = 'a-token-nobody-may-see'

/** A server of which each answer is written down; the last one repeats. */
async function startScript(...replies: readonly [Reply, ...Reply[]]): Promise<TestServer> {
  const server = await startTestServer((_, count) => replies[count - 1] ?? replies.at(-1) ?? {})
  servers.push(server)
  return server
}

const linksOf = ({ url }: TestServer, count = 3) =>
  Array.from({ length: count }, (_, index) => `${url}/ucwa/renegotiations/${index}/dismiss?keep=1`)

describe('replay, of a case that was answered with 200', () => {
  beforeAll(async () => {
    await report(await start('success-is-200'), 'DIS-SUCCESS-01/json/*')
  })

  it('sends the recorded bytes, target and token fresh', async () => {
    const server = await startScript({ status: 204 })
    const { exit, out } = await run(ID, { urls: linksOf(server), token: TOKEN })
    expect(exit).toBe(0)
    expect(out).not.toContain(TOKEN)
    expect(out).toContain('Authorization: Bearer $TOKEN')
    expect(server.received).toHaveLength(3)
    expect(server.received[1]).toMatchObject({
      method: 'POST',
      path: '/ucwa/renegotiations/1/dismiss?keep=1',
      body: '{"reason":"Unknown"}',
      headers: {
        host: new URL(server.url).host,
        authorization: `Bearer ${TOKEN}`,
        'content-type': 'application/json',
        'content-length': '20',
        'x-conformance-case': ID,
      },
    })
  })

  it.each<[string, readonly [Reply, ...Reply[]], number, string]>([
    ['it fails each time', [{ status: 200 }], 1, 'still failing: 3 of 3'],
    ['it fails once', [{ status: 204 }, { status: 200 }, { status: 204 }], 1, 'flaky 1/3'],
    ['it conforms', [{ status: 204 }], 0, 'fixed: 3 of 3 conform'],
    ['the token is refused', [{ status: 401 }], 3, 'the token is not accepted'],
    ['the links are dead', [{ status: 404 }], 3, 'fresh links do not accept any valid request'],
    ['the target is busy', [{ status: 503, headers: { 'Retry-After': '0' } }], 3, 'keeps answering 503'],
    ['the target is throttled', [{ status: 429, headers: { 'Retry-After': '0' } }], 3, 'keeps answering 429'],
  ])('where %s', async (_, replies, exit, words) => {
    const server = await startScript(...replies)
    const result = await run(ID, { urls: linksOf(server, 12), token: TOKEN })
    expect(result.out).toContain(words)
    expect(result.exit).toBe(exit)
  })

  it('does not call a case fixed that could be sent but once', async () => {
    const server = await startScript({ status: 204 })
    const { exit, out } = await run(ID, { urls: linksOf(server, 1), token: TOKEN })
    expect(out).toContain('cannot tell: no links are left')
    expect(exit).toBe(3)
  })

  it('cannot tell where nobody listens', async () => {
    const server = await startScript({})
    await server.close()
    const { exit, out } = await run(ID, { urls: linksOf(server), token: TOKEN })
    expect(out).toContain('cannot tell')
    expect(exit).toBe(3)
  })

  it('starts the embedded server again, with its faults', async () => {
    const { exit, out } = await run(ID)
    expect(out).toContain('sent to Reference server + success-is-200')
    expect(exit).toBe(1)
  })

  it('takes from the catalogue what the report does not show', async () => {
    const server = await startScript({ status: 204 })
    const like = await run('DIS-SUCCESS-01/json/Conflict', { urls: linksOf(server), token: TOKEN })
    expect(like.out).toContain('as the catalogue has it: of this cause the report shows DIS-SUCCESS-01/json/')
    expect(server.received[0]?.body).toBe('{"reason":"Conflict"}')
    const other = await run('DIS-SUCCESS-02/json/empty', { urls: linksOf(server), token: TOKEN })
    expect(other.out).toContain('that run did not send it')
    expect(other.exit).toBe(0)
  })

  it.each([
    [
      'DIS-SUCCESS-01/json/Unknwon',
      'unknown case DIS-SUCCESS-01/json/Unknwon (did you mean DIS-SUCCESS-01/json/Unknown',
    ],
    ['DIS-SUCCESS-01', 'is a requirement; name a case of it, such as DIS-SUCCESS-01/json/'],
    ['dis-success-01', 'DIS-SUCCESS-01 is a requirement; name a case of it, such as DIS-SUCCESS-01/json/'],
    ['DIS-SPELLING-01/json/escapes', 'is a family of generated cases; name one of them'],
  ])('refuses %s', async (id, message) => {
    await expect(run(id)).rejects.toThrow(UsageError)
    await expect(run(id)).rejects.toThrow(message)
  })

  it('only records where the docs are silent', async () => {
    const server = await start()
    await report(server, 'DIS-METHOD-08/*')
    const { exit, out } = await run('DIS-METHOD-08/json/Post', { profile: writeProfile(server.profile) })
    expect(out).toMatch(/^observed: \d+.* \(in the report: observed \d+/m)
    expect(exit).toBe(0)
  })

  it('asks for the way to a server of somebody else', async () => {
    const built = await report(await start(), 'DIS-SUCCESS-02/json/*')
    writeFileSync(
      join(folder, 'report.json'),
      formatJson({ ...built, target: { ...built.target, name: 'Contoso pool' } }),
    )
    await expect(run(ID)).rejects.toThrow(
      'the report is about Contoso pool: say how to reach it with --profile',
    )
  })
})
