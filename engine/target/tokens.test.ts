// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the profile's own placeholders
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { TokenSpec } from '../model/request.ts'
import type { TokenSupply } from '../model/target.ts'
import type { Admin } from './admin.ts'
import { parseProfile } from './profile.ts'
import { SupplyError } from './supply-error.ts'
import type { TemplateValues } from './template.ts'
import { createTokenSupply } from './tokens.ts'

const INITIATE = 'Conversations.Initiate'
const RECEIVE = 'Conversations.Receive'
const HTTP = {
  url: '/admin/tokens',
  body: { scopes: '{{scopes}}', user: '{{user}}', expired: '{{expired}}' },
  token: '$.access_token',
}

const directory = mkdtempSync(join(tmpdir(), 'tokens-'))
afterAll(() => rmSync(directory, { recursive: true }))

/** An admin that answers with what `mint` makes of the n-th call's values. */
function createFakeAdmin(
  mint: (values: TemplateValues, count: number) => unknown,
): Admin & { calls: TemplateValues[] } {
  const calls: TemplateValues[] = []
  return {
    calls,
    call: async (_, values) => {
      calls.push(values)
      return { summary: 'POST /admin/tokens answered 200', found: [mint(values, calls.length)] }
    },
    close: async () => {},
  }
}

function createSupply(
  tokens: object,
  mint: (values: TemplateValues, count: number) => unknown = formatToken,
) {
  const text = JSON.stringify({ baseUrl: 'http://localhost', tokens, links: { ask: true } })
  const env = { DEFAULT: 'default-token', OTHER: 'other-token' }
  const admin = createFakeAdmin(mint)
  const profile = parseProfile(text, join(directory, 'p.json'), { directory, env, readStdin: () => '' })
  return { supply: createTokenSupply(profile, admin), admin }
}

function formatToken({ scopes, user, expired }: TemplateValues): string {
  return [[scopes].flat().join('+'), user, expired].join('/')
}

async function reveal(supply: TokenSupply, spec: TokenSpec): Promise<string | undefined> {
  return (await supply.get(spec))?.reveal()
}

const ALL =
  'Contacts.ReadWrite+Conversations.Initiate+Conversations.Receive+Meetings.ReadWrite+User.ReadWrite'

describe('createTokenSupply', () => {
  it('serves named tokens and what is derived from them', async () => {
    const { supply } = createSupply({ default: '${env:DEFAULT}', otherUser: '${env:OTHER}', expired: 'old' })
    expect(await reveal(supply, { kind: 'default' })).toBe('default-token')
    expect(await reveal(supply, { kind: 'scheme', scheme: 'Basic' })).toBe('default-token')
    expect(await reveal(supply, { kind: 'truncated', by: 'character' })).toBe('default-toke')
    expect(await reveal(supply, { kind: 'altered', by: 'suffix' })).toBe('default-tokenxyz')
    expect(await reveal(supply, { kind: 'altered', by: 'letter case' })).toBe('DEFAULT-TOKEN')
    expect(await reveal(supply, { kind: 'otherUser' })).toBe('other-token')
    expect(await reveal(supply, { kind: 'expired' })).toBe('old')
    expect(await reveal(supply, { kind: 'garbage', value: 'xyz' })).toBe('xyz')
    expect(await reveal(supply, { kind: 'empty' })).toBe('')
    expect(await supply.get({ kind: 'none' })).toBeNull()
  })

  it.each([
    ['half of a short token, which could be another one', 'short', { kind: 'truncated' }],
    ['a counted token without its last digit', 'token-12', { kind: 'truncated', by: 'character' }],
    ['a hexadecimal id in other letter case', 'a1b2-c3', { kind: 'altered', by: 'letter case' }],
    ['digits in other letter case', '123', { kind: 'altered', by: 'letter case' }],
    ['a short token with another letter', 'user-b-token-01', { kind: 'altered', by: 'first letter' }],
    ['a token without letters', '0123456789012345', { kind: 'altered', by: 'middle letter' }],
  ] as const)('does not take for bad: %s', async (_what, token, spec) => {
    const { supply } = createSupply({ default: token })
    expect(await supply.get(spec)).toBeNull()
  })

  it('halves a token that is long enough', async () => {
    const { supply } = createSupply({ default: '0123456789abcdef' })
    expect(await reveal(supply, { kind: 'truncated' })).toBe('01234567')
  })

  it.each([
    ['0a23456789abcdef', 'first letter', '0b23456789abcdef'],
    ['eyJhbGciOiJub25l', 'first letter', 'fyJhbGciOiJub25l'],
    ['0123456789abcdef', 'middle letter', '0123456789bbcdef'],
    ['zzzzzzzzzzzzzzzY', 'middle letter', 'zzzzzzzzzzzzzzzZ'],
  ] as const)('exchanges one letter of %s', async (token, by, altered) => {
    const { supply } = createSupply({ default: token })
    expect(await reveal(supply, { kind: 'altered', by })).toBe(altered)
  })

  it('cuts a character that counts, not padding', async () => {
    const { supply } = createSupply({ default: 'cwt=Zm9vYmFyYg==' })
    expect(await reveal(supply, { kind: 'truncated', by: 'character' })).toBe('cwt=Zm9vYmFyY')
  })

  it('has only the default token where nothing else is declared', async () => {
    const { supply, admin } = createSupply({ default: 'x' })
    for (const spec of [
      { kind: 'otherUser' },
      { kind: 'expired' },
      { kind: 'scopes', scopes: [] },
    ] as const) {
      expect(await supply.get(spec)).toBeNull()
    }
    expect(admin.calls).toEqual([])
  })

  it('mints every kind', async () => {
    const { supply } = createSupply({ http: HTTP })
    expect(await reveal(supply, { kind: 'default' })).toBe(`${ALL}/default/false`)
    expect(await reveal(supply, { kind: 'otherUser' })).toBe(`${ALL}/other/false`)
    expect(await reveal(supply, { kind: 'expired' })).toBe(`${ALL}/default/true`)
    expect(await reveal(supply, { kind: 'scopes', scopes: [] })).toBe('/default/false')
    expect(await reveal(supply, { kind: 'scopes', scopes: [RECEIVE, INITIATE] })).toBe(
      `${RECEIVE}+${INITIATE}/default/false`,
    )
  })

  it('prefers named tokens to minted ones', async () => {
    const { supply, admin } = createSupply({ default: 'a', otherUser: 'b', expired: 'c', http: HTTP })
    expect(await reveal(supply, { kind: 'default' })).toBe('a')
    expect(await reveal(supply, { kind: 'otherUser' })).toBe('b')
    expect(await reveal(supply, { kind: 'expired' })).toBe('c')
    expect(admin.calls).toEqual([])
  })

  it.each([
    { scopes: [INITIATE], token: 'one' },
    { scopes: [INITIATE, RECEIVE], token: 'two' },
    { scopes: [], token: 'none' },
    { scopes: [RECEIVE, INITIATE], token: undefined },
    { scopes: [RECEIVE], token: undefined },
    { scopes: ['conversations.initiate'], token: undefined },
  ])('serves scopes $scopes as listed', async ({ scopes, token }) => {
    const { supply } = createSupply({
      default: 'x',
      scoped: [
        { scopes: [INITIATE], token: 'one' },
        { scopes: [INITIATE, RECEIVE], token: 'two' },
        { scopes: [], token: 'none' },
      ],
    })
    expect(await reveal(supply, { kind: 'scopes', scopes })).toBe(token)
  })

  it('does not ask an API for what it cannot be told', async () => {
    const { supply, admin } = createSupply({ http: { ...HTTP, body: { scope: 'x {{scopes}}' } } })
    expect(await supply.get({ kind: 'otherUser' })).toBeNull()
    expect(await supply.get({ kind: 'expired' })).toBeNull()
    expect(admin.calls).toEqual([])
    expect(await reveal(supply, { kind: 'scopes', scopes: ['a'] })).toBe('a/default/false')
  })

  it('mints once for all who ask, and anew for another order', async () => {
    const { supply, admin } = createSupply({ http: HTTP })
    const spec = { kind: 'scopes', scopes: [INITIATE, RECEIVE] } as const
    const [first, second] = await Promise.all([supply.get(spec), supply.get(spec)])
    expect(first).toBe(second)
    await supply.get(spec)
    expect(admin.calls).toHaveLength(1)
    await supply.get({ kind: 'scopes', scopes: [RECEIVE, INITIATE] })
    expect(admin.calls).toHaveLength(2)
  })

  it('has no token with scopes that the API refuses', async () => {
    const { supply } = createSupply({ http: HTTP }, () => {
      throw new SupplyError('capability', 'POST /admin/tokens answered 400')
    })
    expect(await supply.get({ kind: 'scopes', scopes: ['odd name'] })).toBeNull()
    await expect(supply.get({ kind: 'default' })).rejects.toMatchObject({ cause: 'environment' })
  })

  it('tries again after a failure', async () => {
    const { supply } = createSupply({ http: HTTP }, (values, count) => {
      if (count === 1) throw new SupplyError('environment', 'POST /admin/tokens answered 500')
      return formatToken(values)
    })
    await expect(supply.get({ kind: 'otherUser' })).rejects.toMatchObject({ cause: 'environment' })
    expect(await reveal(supply, { kind: 'otherUser' })).toBe(`${ALL}/other/false`)
  })

  it.each([undefined, '', 7, 'a\r\nb', { token: 'x' }])('refuses %j as a token', async minted => {
    const { supply } = createSupply({ http: HTTP }, () => minted)
    await expect(supply.get({ kind: 'default' })).rejects.toMatchObject({
      cause: 'environment',
      message: 'POST /admin/tokens answered 200, but $.access_token finds no token in it',
    })
  })

  describe('renew', () => {
    it('mints anew, once for all who ask', async () => {
      const { supply, admin } = createSupply({ http: HTTP }, (_, count) => `token-${count}`)
      expect(await reveal(supply, { kind: 'default' })).toBe('token-1')
      expect(await Promise.all([supply.renew(), supply.renew()])).toEqual([true, true])
      expect(await reveal(supply, { kind: 'default' })).toBe('token-2')
      expect(admin.calls).toHaveLength(2)
      expect(supply.renewals).toBe(1)
    })

    it('reads a file again, and tells whether that helped', async () => {
      const file = join(directory, 'token')
      writeFileSync(file, 'first')
      const { supply } = createSupply({ default: '${file:token}' })
      expect(await reveal(supply, { kind: 'default' })).toBe('first')
      expect(await supply.renew()).toBe(false)
      expect(supply.renewals).toBe(0)
      writeFileSync(file, 'second')
      expect(await reveal(supply, { kind: 'default' })).toBe('first')
      expect(await supply.renew()).toBe(true)
      expect(await reveal(supply, { kind: 'default' })).toBe('second')
    })

    it('is not possible for a literal token or an API out of order', async () => {
      expect(await createSupply({ default: 'x' }).supply.renew()).toBe(false)
      const { supply } = createSupply({ http: HTTP }, (_, count) => {
        if (count === 1) return 'token-1'
        throw new SupplyError('environment', 'POST /admin/tokens answered 500')
      })
      expect(await supply.renew()).toBe(false)
    })
  })
})

describe('what a supply has', () => {
  const SCOPES: TokenSpec = { kind: 'scopes', scopes: [RECEIVE] }

  it.each([
    [{ default: '${env:DEFAULT}' }, [false, false, false]],
    [
      {
        default: '${env:DEFAULT}',
        otherUser: '${env:OTHER}',
        scoped: [{ scopes: [INITIATE], token: '${env:OTHER}' }],
      },
      [false, true, false],
    ],
    [
      {
        default: '${env:DEFAULT}',
        expired: '${env:OTHER}',
        scoped: [{ scopes: [RECEIVE], token: '${env:OTHER}' }],
      },
      [true, false, true],
    ],
    [{ http: HTTP }, [true, true, true]],
  ])('is known before it is asked: %j', (tokens, expected) => {
    const { supply, admin } = createSupply(tokens)
    expect([SCOPES, { kind: 'otherUser' } as const, { kind: 'expired' } as const].map(supply.has)).toEqual(
      expected,
    )
    expect(supply.has({ kind: 'none' })).toBe(true)
    expect(admin.calls).toEqual([])
  })
})
