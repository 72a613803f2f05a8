// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the profile's own placeholders
import { inspect } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import type { Target } from '../model/target.ts'
import type { SenderOptions, ThrottledSender } from '../send/sender.ts'
import { openTarget } from './open.ts'
import { parseProfile } from './profile.ts'
import { startTestServer, type TestServer } from './test-server.ts'

const ENV = { DEFAULT: 'secret-default', ADMIN: 'secret-admin', OTHER: 'secret-other' }
const HTTP = { url: '/tokens', token: '$.t' }

let target: Target | undefined
let server: TestServer | undefined
afterEach(async () => {
  await target?.close()
  await server?.close()
})

function createFakeSender() {
  const seen = { options: [] as SenderOptions[], throttled: 0, closed: 0 }
  const senderFactory = (options: SenderOptions): ThrottledSender => {
    seen.options.push(options)
    return {
      open: () => {
        throw new Error('not asked for')
      },
      sendPooled: () => Promise.reject(new Error('not asked for')),
      noteUnserved: () => false,
      noteDropped: () => false,
      answeredAt: undefined,
      wasStalled: () => false,
      noteBusy: () => undefined,
      narrowed: false,
      rest: () => {},
      throttle: async () => {
        seen.throttled++
      },
      requests: 0,
      close: async () => {
        seen.closed++
      },
    }
  }
  return { seen, senderFactory }
}

async function open(profile: object, flags = {}) {
  const { seen, senderFactory } = createFakeSender()
  const text = JSON.stringify({
    baseUrl: 'http://localhost:8080',
    tokens: { default: '${env:DEFAULT}' },
    links: { static: ['/a'] },
    ...profile,
  })
  const parsed = parseProfile(text, 'p.json', { directory: '.', env: ENV, readStdin: () => '' })
  const opened = await openTarget(parsed, { flags, senderFactory })
  target = opened
  return { target: opened, seen }
}

describe('openTarget', () => {
  it.each([
    { title: 'little', profile: {}, capabilities: ['effects'] },
    { title: 'no effects', profile: { links: { static: ['/a'], reusable: true } }, capabilities: [] },
    {
      title: 'named tokens',
      profile: {
        tokens: { default: 'a', scoped: [{ scopes: ['x'], token: 'b' }], otherUser: 'c', expired: 'd' },
      },
      capabilities: ['effects', 'expiredToken', 'otherUser', 'scopedTokens'],
    },
    { title: 'an empty list', profile: { tokens: { default: 'a', scoped: [] } }, capabilities: ['effects'] },
    {
      title: 'every minted kind',
      profile: { tokens: { http: { ...HTTP, body: ['{{scopes}}', '{{user}}', '{{expired}}'] } } },
      capabilities: ['effects', 'expiredToken', 'otherUser', 'scopedTokens'],
    },
    {
      title: 'what the call can name',
      profile: { tokens: { http: { ...HTTP, body: ['{{user}}'] } } },
      capabilities: ['effects', 'otherUser'],
    },
    {
      title: 'declared scopes on premises too',
      profile: { deployment: 'onPremises', tokens: { http: { ...HTTP, body: ['{{scopes}}'] } } },
      capabilities: ['effects', 'onPremises', 'scopedTokens'],
    },
    {
      title: 'its states',
      profile: { states: { None: { path: '/x' }, CannotRedirect: { headers: { a: 'b' } } } },
      capabilities: ['effects', 'state:CannotRedirect', 'state:None'],
    },
  ])('can do $title', async ({ profile, capabilities }) => {
    expect([...(await open(profile)).target.capabilities].sort()).toEqual(capabilities)
  })

  it('hands limits, TLS and routes on', async () => {
    const { target, seen } = await open(
      {
        baseUrl: 'https://fe1.contoso.com',
        tls: { servername: 'pool.contoso.com', insecure: true },
        safety: { rate: 7 },
        states: { None: { query: { a: 'b' } } },
      },
      { concurrency: 2 },
    )
    expect(target).toMatchObject({
      name: 'fe1.contoso.com',
      remote: true,
      limits: { rate: 7, concurrency: 2 },
    })
    expect(seen.options).toEqual([
      {
        tls: { servername: 'pool.contoso.com', rejectUnauthorized: false },
        limits: target.limits,
        remote: true,
        secrets: [],
      },
    ])
    expect(target.states.get('None')).toEqual({ query: [['a', 'b']] })
  })

  it('supplies links and tokens of one control API, and closes all', async () => {
    server = await startTestServer(({ path }) => ({
      body: path === '/tokens' ? { t: 'minted' } : { l: ['/1', '/2'] },
    }))
    const { target, seen } = await open({
      baseUrl: server.url,
      tokens: { http: HTTP },
      links: { http: { url: '/links', links: '$.l' } },
    })
    expect((await target.links.take())?.url.href).toBe(`${server.url}/1`)
    expect((await target.tokens.get({ kind: 'default' }))?.reveal()).toBe('minted')
    expect(seen.throttled).toBe(0)
    await target.close()
    expect(seen.closed).toBe(1)
  })

  it('shows no secret, whichever way it is printed', async () => {
    const { target } = await open({
      tokens: {
        default: '${env:DEFAULT}',
        otherUser: '${env:OTHER}',
        http: { ...HTTP, headers: { authorization: '${env:ADMIN}' }, body: { secret: 'secret-literal' } },
      },
    })
    const token = await target.tokens.get({ kind: 'otherUser' })
    const shown = [JSON.stringify({ target, token }), inspect({ target, token }, { depth: 12 })].join()
    for (const secret of [...Object.values(ENV), 'secret-literal']) expect(shown).not.toContain(secret)
  })
})
