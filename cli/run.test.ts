import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ReferenceServer, startReferenceServer } from '../reference/server.ts'
import type { Report } from '../reporters/report.ts'
import { runCommand } from './run.ts'
import type { RunFlags } from './run-options.ts'
import { recordIo } from './test-io.ts'

let folder: string
let server: ReferenceServer | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-'))
})

afterEach(async () => {
  await server?.close()
  server = undefined
  rmSync(folder, { recursive: true, force: true })
})

/** The options of a short run: media types only, no campaign. */
function flags(differences: Partial<RunFlags> = {}): RunFlags {
  return {
    mode: 'run',
    urls: [],
    reusable: false,
    out: join(folder, 'report'),
    seed: 1,
    generated: 0,
    only: ['DIS-MEDIA-0*'],
    skip: [],
    failOn: 'must',
    updateBaseline: false,
    strictBaseline: false,
    reports: ['json'],
    record: false,
    safety: {},
    verbosity: 'quiet',
    ...differences,
  }
}

/** Runs quietly to its end. */
function run(options: RunFlags): Promise<number> {
  return runCommand(options, recordIo(), new AbortController().signal)
}

/** Starts a server with these faults and writes the profile that reaches it. */
async function profileOf(...ids: readonly string[]): Promise<string> {
  server = await startReferenceServer({ with: ids })
  const file = join(folder, 'profile.json')
  writeFileSync(file, JSON.stringify(server.profile))
  return file
}

function readReport(): Report {
  return JSON.parse(readFileSync(join(folder, 'report/report.json'), 'utf8'))
}

describe('a profile for another catalogue', () => {
  it.each([
    { key: { rulings: { 'DIS-VERSION-44': { treatAs: 'observe', because: 'x' } } }, says: /no requirement/ },
    { key: { catalogue: '2031.1' }, says: /2031\.1 is not known here/ },
    { key: { catalogue: '2025.1' }, says: /2025\.1 is not known here/ },
  ])('is refused: $key', async ({ key, says }) => {
    const file = join(folder, 'profile.json')
    const small = { baseUrl: 'http://127.0.0.1:1', tokens: { default: 'x' }, links: { static: ['/dismiss'] } }
    writeFileSync(file, JSON.stringify({ ...small, ...key }))
    await expect(run(flags({ profile: file }))).rejects.toThrow(says)
  })
})

describe('run', () => {
  it('ends with 0 on the embedded server, and says what was selected', async () => {
    expect(await run(flags())).toBe(0)
    const { verdict, selection, totals } = readReport()
    expect(selection).toEqual({ only: ['DIS-MEDIA-0*'] })
    expect(totals.MUST.failed).toBeUndefined()
    expect(verdict).toBe('partial')
  })

  it('ends with 1 on a MUST fault, and names the requirement', async () => {
    const profile = await profileOf('foreign-type-accepted')
    expect(await run(flags({ profile }))).toBe(1)
    const failed = readReport().requirements.filter(({ verdict }) => verdict === 'failed')
    expect(failed.map(({ id }) => id)).toEqual(['DIS-MEDIA-02'])
  })

  it('ends with 3 when fewer MUSTs were judged than the profile expects', async () => {
    const file = await profileOf()
    const profile = JSON.parse(readFileSync(file, 'utf8'))
    writeFileSync(file, JSON.stringify({ ...profile, expect: { must: 60 } }))
    expect(await run(flags({ profile: file }))).toBe(3)
  })

  it('refuses a pattern that names no case', async () => {
    await expect(run(flags({ only: ['DIS-MEDAI-02'] }))).rejects.toThrow(
      '--only DIS-MEDAI-02 names no case (did you mean DIS-MEDIA-02',
    )
    await expect(run(flags({ only: ['DIS-MEDIA-0[12]'] }))).rejects.toThrow('* is the only wildcard')
  })

  it.each([{ only: ['DIS-BODY-*'] }, { skip: ['DIS-BODY-01'] }])(
    'refuses %j, as it is judged on the answers to all cases',
    async patterns => {
      await expect(run(flags(patterns))).rejects.toThrow('names no case of its own')
    },
  )

  it('writes a recording that shows no secret', async () => {
    const profile = await profileOf()
    await run(flags({ profile, record: true, only: ['DIS-MEDIA-02/json/text-plain'] }))
    const recording = readFileSync(join(folder, 'report/recording.ndjson'), 'utf8')
    expect(recording).toContain('Bearer $TOKEN')
    expect(recording).not.toMatch(/eyJ[\w-]+\.eyJ/)
    await run(flags({ profile, only: ['DIS-MEDIA-02/json/text-plain'] }))
    expect(existsSync(join(folder, 'report/recording.ndjson'))).toBe(false)
  })

  it('repeats itself: same seed, same cases, same verdicts', async () => {
    const profile = await profileOf('foreign-type-is-400')
    const verdicts = async () => {
      await run(flags({ profile, generated: 40, only: ['DIS-MEDIA-0*', 'DIS-INPUT-03'] }))
      return readReport().findings.map(({ caseId, verdict, count }) => `${caseId} ${verdict} ${count}`)
    }
    expect(await verdicts()).toEqual(await verdicts())
  })
})

describe('a baseline', () => {
  it('is written, holds what it knows, and speaks up when that is fixed', async () => {
    const baseline = join(folder, 'known.json')
    const bent = await profileOf('foreign-type-accepted')
    expect(await run(flags({ profile: bent, baseline, updateBaseline: true }))).toBe(0)
    expect(await run(flags({ profile: bent, baseline }))).toBe(0)
    expect(readReport().requirements.find(({ id }) => id === 'DIS-MEDIA-02')?.flags.known).toBe(true)
    await server?.close()
    const mended = await profileOf()
    expect(await run(flags({ profile: mended, baseline }))).toBe(0)
    expect(await run(flags({ profile: mended, baseline, strictBaseline: true }))).toBe(1)
  })

  it('that expired fails the run', async () => {
    const baseline = join(folder, 'known.json')
    const entry = { case: 'DIS-MEDIA-02', because: 'ticket 1', expires: '2020-01-01' }
    writeFileSync(baseline, JSON.stringify({ catalogue: '2026.1', entries: [entry] }))
    const profile = await profileOf('foreign-type-accepted')
    expect(await run(flags({ profile, baseline }))).toBe(1)
    expect(readReport().exit.reason).toMatch(/DIS-MEDIA-02/)
  })

  it('is renewed where an entry expired', async () => {
    const baseline = join(folder, 'known.json')
    const entry = { case: 'DIS-MEDIA-02', because: 'ticket 1', expires: '2020-01-01' }
    writeFileSync(baseline, JSON.stringify({ catalogue: '2026.1', entries: [entry] }))
    const profile = await profileOf('foreign-type-accepted')
    expect(await run(flags({ profile, baseline, updateBaseline: true }))).toBe(0)
    expect(await run(flags({ profile, baseline }))).toBe(0)
  })

  it('holds warnings where the run fails on them', async () => {
    const baseline = join(folder, 'known.json')
    const profile = await profileOf('quoted-charset-refused')
    const gate = { profile, baseline, failOn: 'should' } as const
    expect(await run(flags({ ...gate, updateBaseline: true }))).toBe(0)
    expect(readReport().requirements.find(({ id }) => id === 'DIS-MEDIA-06')?.verdict).toBe('warned')
    expect(await run(flags(gate))).toBe(0)
  })

  it('that cannot be read is a usage error naming file and place', async () => {
    const baseline = join(folder, 'known.json')
    writeFileSync(baseline, '{"catalogue":"2026.1","entries":[{"case":"nonsense"}]}')
    await expect(run(flags({ baseline }))).rejects.toThrow(/known\.json: /)
  })
})
