import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { isProbing } from '../engine/conduct/bundle.ts'
import type { TokenSpec } from '../engine/model/request.ts'
import { faults } from '../reference/catalogue.ts'
import type { Fault } from '../reference/peculiarity.ts'
import { type ReferenceServer, startReferenceServer } from '../reference/server.ts'
import type { Report, ReportExchange, ReportFinding } from '../reporters/report.ts'
import { nameTokenVariable } from '../reporters/reproduce.ts'
import { operation } from '../schemas/load.ts'
import { catalogue } from '../suites/catalogue.ts'

const run = promisify(execFile)
const CLI = new URL('../cli/main.js', import.meta.url).pathname

/** What was tried with one fault. */
export interface Reproduction {
  readonly fault: string
  readonly caseId: string
  /** Exit code of the replay command: 1 says that it still fails. */
  readonly replay: number
  /** Status that curl saw, and the one in the report; null where curl cannot send such a request. */
  readonly curl: { readonly received: string; readonly recorded: string } | null
}

async function command(args: readonly string[], cwd: string): Promise<number> {
  try {
    await run(process.execPath, [CLI, ...args], { cwd, maxBuffer: 1e8 })
    return 0
  } catch (error) {
    return typeof (error as { code?: unknown }).code === 'number' ? (error as { code: number }).code : -1
  }
}

async function ask(server: ReferenceServer, path: string, body: object): Promise<Record<string, unknown>> {
  const headers = { 'Content-Type': 'application/json' }
  const answer = await fetch(`${server.control}/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return (await answer.json()) as Record<string, unknown>
}

/** A fresh token of the kind that was sent; undefined for those that are made by mangling one. */
async function mintLike(
  server: ReferenceServer,
  token: TokenSpec = { kind: 'default' },
): Promise<string | undefined> {
  if (token.kind === 'truncated' || token.kind === 'altered') return undefined
  const { access_token } = await ask(server, 'tokens', {
    scopes: token.kind === 'scopes' ? token.scopes : operation.scopes.all,
    user: token.kind === 'otherUser' ? 'other' : 'default',
    expired: token.kind === 'expired',
  })
  return String(access_token)
}

/** Runs the curl line as a shell does, on a fresh link and with a fresh token: what an administrator would copy. */
async function runCurl(
  server: ReferenceServer,
  { reproduce }: ReportFinding,
  { spec, received }: ReportExchange,
  folder: string,
): Promise<Reproduction['curl']> {
  const token = await mintLike(server, spec.token)
  if (reproduce.curl === undefined || token === undefined || spec.target !== undefined || received === null)
    return null
  const { renegotiations } = await ask(server, 'renegotiations', { count: 1, state: 'live', user: 'default' })
  const [link] = renegotiations as { href: string }[]
  const line = reproduce.curl.replace(/"http:[^"]*"\s*$/, `"${new URL(link?.href ?? '', server.url)}"`)
  const env = { ...process.env, [nameTokenVariable(spec.token)]: token }
  const { stdout } = await run('sh', ['-c', line], { cwd: folder, env, encoding: 'latin1', timeout: 20_000 })
  const status = /^HTTP\/1\.\d (\d{3})/m.exec(stdout)?.[1] ?? 'none'
  return { received: status, recorded: String(received.status) }
}

/** Finds a fault through the command line, then follows both ways that the report gives to see it again. */
export async function reproduceFault(fault: Fault): Promise<Reproduction | Error> {
  const folder = mkdtempSync(join(tmpdir(), 'reproduce-'))
  const server = await startReferenceServer({ with: [fault.id] })
  try {
    writeFileSync(join(folder, 'profile.json'), JSON.stringify(server.profile))
    const [requirement] = fault.breaks
    const only = ['--only', requirement, '--generated', '0', '--report', 'json']
    const exit = await command(['run', '--profile', 'profile.json', '--out', 'report', ...only], folder)
    if (exit !== 1) return new Error(`${fault.id}: run ended with ${exit}`)
    const report: Report = JSON.parse(readFileSync(join(folder, 'report/report.json'), 'utf8'))
    const finding = report.findings.find(one => one.requirement === requirement && one.verdict === 'failed')
    const probe = finding?.exchanges.findLast(({ role }) => role === 'probe')
    if (finding === undefined || probe === undefined)
      return new Error(`${fault.id}: no finding with an exchange`)
    return {
      fault: fault.id,
      caseId: finding.caseId,
      replay: await command(
        ['replay', finding.caseId, '--report', 'report', '--profile', 'profile.json'],
        folder,
      ),
      curl: await runCurl(server, finding, probe, join(folder, 'report')),
    }
  } finally {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** MUST faults of requirements with cases of their own, spread over the tables. */
export function chooseFaults(count: number): readonly Fault[] {
  const withCases = new Set(
    catalogue.flatMap(area => area.requirements.filter(isProbing).map(({ id }) => id)),
  )
  const shown = faults.filter(
    ({ level, breaks: [first] }) =>
      level === 'MUST' && withCases.has(first) && !/^DIS-(WIRE|STEADY|OPERATION)/.test(first),
  )
  const step = Math.floor(shown.length / count)
  return shown.filter((_, index) => index % step === 0).slice(0, count)
}
