import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadProfile, parseProfile } from '../engine/target/profile.ts'
import { UsageError } from './errors.ts'
import { init } from './init.ts'
import { recordIo } from './test-io.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'init-'))
  file = join(folder, 'p.yaml')
  process.env.UCWA_TOKEN = 'a-token-of-a-test'
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  delete process.env.UCWA_TOKEN
})

function run(options: Parameters<typeof init>[1] = {}): string {
  const io = recordIo()
  expect(init(file, options, io)).toBe(0)
  return io.written.out
}

/** The sections that are switched off, each with its key. */
function listSwitchedOff(text: string): readonly (readonly [string, string])[] {
  return text
    .split('\n\n')
    .filter(block => /^ *#\w/m.test(block))
    .map(block => [/^ *#(\w+):/m.exec(block)?.[1] ?? '', block] as const)
}

describe('init', () => {
  it('writes a profile that loads once its placeholders are set', () => {
    run()
    const profile = loadProfile(file)
    expect(profile.name).toBe('My server')
    expect(profile.links.kind).toBe('static')
    expect(profile.tokens.default?.read().reveal()).toBe('a-token-of-a-test')
  })

  it('names what is missing where they are not', () => {
    delete process.env.UCWA_TOKEN
    run()
    expect(() => loadProfile(file)).toThrow('UCWA_TOKEN')
  })

  it('explains every key of the schema', () => {
    run()
    const text = readFileSync(file, 'utf8')
    const schema = JSON.parse(readFileSync('schemas/profile.schema.json', 'utf8'))
    for (const key of Object.keys(schema.properties).filter(key => key !== '$schema')) {
      expect(text).toMatch(new RegExp(`^#?${key}:`, 'm'))
    }
    for (const room of ['tokens', 'links']) {
      for (const key of Object.keys(schema.properties[room].properties))
        expect(text).toMatch(new RegExp(`^ {2}#?${key}:`, 'm'))
    }
  })

  it('holds no section that would not work when it is switched on', () => {
    run()
    const text = readFileSync(file, 'utf8')
    const sections = listSwitchedOff(text)
    expect(sections.length).toBeGreaterThan(10)
    writeFileSync(join(folder, 'ca.pem'), '-----BEGIN CERTIFICATE-----\n')
    const surroundings = {
      directory: folder,
      env: new Proxy({}, { get: () => 'a-token-of-a-test' }),
      readStdin: () => '',
    }
    for (const [key, block] of sections) {
      const on = block.replace(/^( *)#(?=\S| {2})/gm, '$1')
      const changed = text.replace(block, () => on)
      const isSource = key === 'ask' || key === 'command' || block.includes('/admin/renegotiations')
      const alone = isSource ? changed.replace(/^ {2}static:\n {4}- .*\n/m, '') : changed
      expect(() => parseProfile(alone, 'p.yaml', surroundings), key).not.toThrow()
    }
  })

  it('does not overwrite a file, unless it is told to', () => {
    writeFileSync(file, 'mine')
    expect(() => run()).toThrow(UsageError)
    expect(readFileSync(file, 'utf8')).toBe('mine')
    run({ force: true })
    expect(loadProfile(file).name).toBe('My server')
  })

  it('says what to do next', () => {
    const text = run()
    expect(text).toContain(`wrote ${file}`)
    expect(text).toContain(`dismiss-conformance run --check --profile ${file}`)
  })
})

describe('init --from-har', () => {
  const write = (entries: readonly object[]): string => {
    const har = join(folder, 'c.har')
    writeFileSync(har, JSON.stringify({ log: { entries } }))
    return har
  }
  const entry = (url: string, body: string) => ({
    request: {
      method: 'GET',
      url,
      headers: [{ name: 'Authorization', value: 'Bearer cwt=top-secret-ticket' }],
    },
    response: { status: 200, headers: [], content: { text: body } },
  })

  it('takes links over, and no token', () => {
    const body =
      '{"dismiss":{"href":"/ucwa/2/dismiss?x=1"}} {"dismiss":{"href":"https://fe2.contoso.com/3/dismiss"}}'
    const out = run({ fromHar: write([entry('https://fe2.contoso.com/ucwa/events', body)]) })
    const text = readFileSync(file, 'utf8')
    expect(text + out).not.toContain('top-secret-ticket')
    const profile = loadProfile(file)
    expect(profile.baseUrl.href).toBe('https://fe2.contoso.com/')
    expect(profile.deployment).toBe('onPremises')
    expect(profile.links.kind === 'static' && profile.links.urls.map(String)).toEqual([
      'https://fe2.contoso.com/ucwa/2/dismiss?x=1',
      'https://fe2.contoso.com/3/dismiss',
    ])
    expect(out).toContain('2 dismiss links from the capture')
  })

  it.each([
    ['there is no link', () => write([entry('https://a/b', '{}')]), 'holds no dismiss link'],
    [
      'a secret stands in it',
      () => write([entry('https://a/b', '{"dismiss":{"href":"/dismiss?token=x"}}')]),
      'save 1 in which a secret',
    ],
    ['it is not JSON', () => file, 'is no HAR capture'],
    ['it is not there', () => join(folder, 'nothing'), '(ENOENT)'],
  ])('fails where %s', (_, har, message) => {
    writeFileSync(file, '<html>')
    expect(() => run({ fromHar: har(), force: true })).toThrow(message)
    expect(readFileSync(file, 'utf8')).toBe('<html>')
  })
})
