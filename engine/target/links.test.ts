import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { Admin } from './admin.ts'
import { createCommandLinks } from './command-links.ts'
import { type ClosableLinkSupply, createLinkSupply } from './links.ts'
import { parseProfile } from './profile.ts'

const directory = mkdtempSync(join(tmpdir(), 'links-'))
afterAll(() => rmSync(directory, { recursive: true }))

const NO_ADMIN: Admin = {
  call: () => Promise.reject(new Error('not asked for')),
  close: async () => {},
}

let supply: ClosableLinkSupply | undefined
afterEach(() => supply?.close())

function createSupply(links: object, { rest = {}, typed = '' } = {}) {
  const profile = parseProfile(
    JSON.stringify({ baseUrl: 'http://127.0.0.1:8080', tokens: { default: 'x' }, links, ...rest }),
    'p.json',
    { directory, env: {}, readStdin: () => '' },
  )
  const input = new PassThrough()
  input.end(typed)
  const output = new PassThrough()
  const created = createLinkSupply(profile, NO_ADMIN, { terminal: { input, output } })
  supply = created
  return { supply: created, output }
}

async function takePaths(from: ClosableLinkSupply, count: number): Promise<readonly (string | undefined)[]> {
  const links = await Promise.all(Array.from({ length: count }, () => from.take()))
  return links.map(link => link?.url.pathname)
}

describe('createLinkSupply', () => {
  it.each([
    { links: { static: ['/a'] }, scarce: true, perLink: 20, reusable: false },
    { links: { static: ['/a'], reusable: true }, scarce: false, perLink: 1, reusable: true },
    { links: { ask: true }, scarce: true, perLink: 20, reusable: false },
    { links: { command: { run: ['x'] } }, scarce: true, perLink: 20, reusable: false },
    { links: { http: { url: '/l', links: '$' } }, scarce: false, perLink: 1, reusable: false },
    { links: { http: { url: '/l', links: '$' }, perLink: 5 }, scarce: false, perLink: 5, reusable: false },
    { links: { static: ['/a'], perLink: 1 }, scarce: true, perLink: 1, reusable: false },
  ])('knows how dear links are: $links', ({ links, ...expected }) => {
    expect(createSupply(links).supply).toMatchObject(expected)
  })

  it('gives a link for a state by route, and none for a state that is not declared', async () => {
    const rest = { states: { None: { headers: { a: 'b' } }, TooManyGroups: { path: '/full?x=1' } } }
    const { supply } = createSupply({ static: ['/a', '/b'] }, { rest })
    expect((await supply.take({ state: 'TooManyGroups' }))?.url.href).toBe('http://127.0.0.1:8080/full?x=1')
    expect(supply.remaining()).toBe(2)
    expect((await supply.take({ state: 'None' }))?.url.pathname).toBe('/a')
    expect(await supply.take({ state: 'AlreadyExists' })).toBeNull()
    expect(supply.remaining()).toBe(1)
  })

  it('refuses a remote link for a loopback target', async () => {
    const { supply } = createSupply({ ask: true }, { typed: 'https://fe1.contoso.com/dismiss\n' })
    await expect(supply.take()).rejects.toMatchObject({
      cause: 'environment',
      message: expect.stringContaining('fe1.contoso.com'),
    })
  })
})

describe('static links', () => {
  it('are given once each', async () => {
    const { supply } = createSupply({ static: ['/a', '/b?x=1', '/a'] })
    expect(supply.remaining()).toBe(2)
    expect(await takePaths(supply, 3)).toEqual(['/a', '/b', undefined])
    expect(supply.remaining()).toBe(0)
  })

  it('are given in turn where they are reusable', async () => {
    const { supply } = createSupply({ static: ['/a', '/b'], reusable: true })
    expect(await takePaths(supply, 3)).toEqual(['/a', '/b', '/a'])
    expect(supply.remaining()).toBe(Number.POSITIVE_INFINITY)
  })

  it('are the default user’s only', async () => {
    const { supply } = createSupply({ static: ['/a'] })
    expect(await supply.take({ user: 'other' })).toBeNull()
    expect(supply.remaining()).toBe(1)
  })
})

describe('ask links', () => {
  it('are what is pasted, until an empty line', async () => {
    const typed = '  /a  \nhttp://127.0.0.1/b\n\n/c\n'
    const { supply } = createSupply({ ask: true }, { typed })
    expect(supply.remaining()).toBe(Number.POSITIVE_INFINITY)
    expect(await takePaths(supply, 4)).toEqual(['/a', '/b', undefined, undefined])
    expect(supply.remaining()).toBe(0)
  })

  it('are asked for again where the line is no link', async () => {
    const { supply, output } = createSupply({ ask: true }, { typed: '/a\nftp://x\n/b\n' })
    expect(await takePaths(supply, 2)).toEqual(['/a', '/b'])
    output.end()
    const shown = await text(output)
    expect(shown.match(/Paste a live dismiss link/g)).toHaveLength(3)
    expect(shown).toContain('That is not a link.\n')
  })

  it('may be the same address for the next offer, but not for two at a time (F-05, F-96)', async () => {
    const { supply } = createSupply({ ask: true }, { typed: '/a\n/a\n/a\n' })
    const [first] = [await supply.take(), await supply.take()]
    expect(first?.url.pathname).toBe('/a')
    await expect(supply.take({ beside: first ? [first] : [] })).rejects.toMatchObject({ cause: 'links' })
  })

  it('end with the input', async () => {
    const { supply } = createSupply({ ask: true })
    expect(await takePaths(supply, 2)).toEqual([undefined, undefined])
  })

  it('name the state and the user', async () => {
    const rest = { states: { None: { link: { state: 'Unsupported' } } } }
    const { supply, output } = createSupply({ ask: true }, { rest, typed: '/a\n/b\n' })
    expect((await supply.take({ state: 'None', user: 'other' }))?.url.pathname).toBe('/a')
    output.end()
    expect(await text(output)).toBe(
      'Paste a dismiss link in state Unsupported offered to the other user (empty line: no more): ',
    )
  })
})

describe('command links', () => {
  /** A program whose answer to each want is the expression `body`, of `want` and the number `n` of the want. */
  function writeProgram(name: string, body: string): object {
    const script = [
      "import { createInterface } from 'node:readline'",
      'let n = 0',
      'for await (const line of createInterface({ input: process.stdin })) {',
      '  const want = JSON.parse(line)',
      '  n++',
      `  ${body}`,
      '}',
    ]
    writeFileSync(join(directory, `${name}.mjs`), script.join('\n'))
    return { command: { run: [process.execPath, `${name}.mjs`] } }
  }

  it('are asked for one by one, in the folder of the profile', async () => {
    const body =
      "console.log(JSON.stringify({ href: '/' + [want.want, want.state, want.user, n].join('/') }))"
    const rest = { states: { None: { link: { state: 'Odd' } } } }
    const { supply } = createSupply(writeProgram('echo', body), { rest })
    expect(await takePaths(supply, 2)).toEqual(['/link/live/default/1', '/link/live/default/2'])
    expect((await supply.take({ state: 'None', user: 'other' }))?.url.pathname).toBe('/link/Odd/other/3')
  })

  it('may be the same address for the next offer (F-05, F-96)', async () => {
    const { supply } = createSupply(writeProgram('same', 'console.log(\'{"href":"/a"}\')'))
    expect(await takePaths(supply, 2)).toEqual(['/a', '/a'])
  })

  it('are over when the program says so', async () => {
    const body = "console.log(JSON.stringify({ href: n === 1 ? '/a' : null }))"
    const { supply } = createSupply(writeProgram('two', body))
    expect(await takePaths(supply, 2)).toEqual(['/a', undefined])
    expect(supply.remaining()).toBe(0)
  })

  it.each([
    {
      title: 'an error',
      body: String.raw`console.log(JSON.stringify({ error: 'no call\u001b[31m\n' }))`,
      error: { cause: 'links', message: expect.stringMatching(/ says: no call \[31m $/) },
    },
    {
      title: 'something else',
      body: "console.log('hello')",
      error: { cause: 'environment', message: expect.stringContaining('neither {"href":"…"}') },
    },
    {
      title: 'nothing, and ends',
      body: 'process.exit(7)',
      error: { cause: 'environment', message: expect.stringContaining('ended with exit code 7') },
    },
  ])('fail where the program answers $title', async ({ title, body, error }) => {
    const { supply } = createSupply(writeProgram(title.replaceAll(/\W/g, '-'), body))
    await expect(supply.take()).rejects.toMatchObject(error)
  })

  it('fail where there is no such program', async () => {
    const { supply } = createSupply({ command: { run: ['./no-such-program'] } })
    const error = { cause: 'environment', message: './no-such-program cannot be started (ENOENT)' }
    await expect(supply.take()).rejects.toMatchObject(error)
    await expect(supply.take()).rejects.toMatchObject(error)
    expect(supply.remaining()).toBe(0)
  })

  it('fail where the program is silent, and end with it', async () => {
    writeProgram('silent', 'void want')
    const run = [process.execPath, 'silent.mjs']
    const source = createCommandLinks(run, directory, new URL('http://localhost'), 50)
    const want = { state: 'live', user: 'default' } as const
    await expect(source.take(want)).rejects.toMatchObject({
      cause: 'environment',
      message: expect.stringContaining('brought no link within 0.05 s'),
    })
    await source.close()
  })

  it('never start a program that is not needed', async () => {
    const { supply } = createSupply({ command: { run: ['./no-such-program'] } })
    await supply.close()
  })
})
