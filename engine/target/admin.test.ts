// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the profile's own placeholders
import { afterEach, describe, expect, it } from 'vitest'
import { type Admin, createAdmin } from './admin.ts'
import { parseProfile } from './profile.ts'
import type { HttpCall, Profile } from './profile-model.ts'
import {
  createTestCertificate,
  type Received,
  type Reply,
  startTestServer,
  type TestServer,
} from './test-server.ts'

const ENV = { ADMIN: 'admin-secret', KEY: 'key-secret' }

let server: TestServer | undefined
let admin: Admin | undefined
afterEach(async () => {
  await admin?.close()
  await server?.close()
})

/** The call `links.http` of a profile for the server at the URL. */
function parseCall(baseUrl: string, call: object = {}): { profile: Profile; call: HttpCall } {
  const profile = parseProfile(
    JSON.stringify({
      baseUrl,
      tokens: { default: 'default-secret' },
      links: { http: { url: '/admin/links', links: '$.links[*].href', ...call } },
    }),
    'p.json',
    { directory: '.', env: ENV, readStdin: () => '' },
  )
  if (profile.links.kind !== 'http') throw new Error('not http')
  return { profile, call: profile.links.call }
}

/** A server with that call and a client for it. */
async function prepare(
  answer: (received: Received, count: number) => Reply | 'lost',
  options: object = {},
  throttle?: () => Promise<void>,
): Promise<{ admin: Admin; call: HttpCall; server: TestServer }> {
  const started = await startTestServer(answer)
  server = started
  const { profile, call } = parseCall(started.url, options)
  const client = createAdmin({ ...profile, ...(throttle && { throttle }) })
  admin = client
  return { admin: client, call, server: started }
}

const VALUES = { state: 'live', count: 2, user: 'default' }
const LINKS: Reply = { body: { links: [{ href: '/a' }, { href: '/b' }] } }

describe('createAdmin', () => {
  it('sends what the profile says, without the default token', async () => {
    const { admin, call, server } = await prepare(() => LINKS, {
      method: 'PUT',
      url: '/admin/links?user={{user}}',
      headers: { Authorization: 'Bearer ${env:ADMIN}' },
      body: { count: '{{count}}', label: 'n={{count}}' },
    })
    const { found, summary } = await admin.call(call, { ...VALUES, user: 'a&b' })
    expect(found).toEqual(['/a', '/b'])
    expect(summary).toBe(`PUT ${server.url}/admin/links answered 200`)
    expect(server.received).toMatchObject([
      {
        method: 'PUT',
        path: '/admin/links?user=a%26b',
        body: '{"count":2,"label":"n=2"}',
        headers: {
          authorization: 'Bearer admin-secret',
          'content-type': 'application/json',
          accept: 'application/json',
        },
      },
    ])
  })

  it('sends neither body nor Content-Type nor Authorization where none is written', async () => {
    const { admin, call, server } = await prepare(() => LINKS)
    await admin.call(call, VALUES)
    expect(server.received[0]?.body).toBe('')
    expect(server.received[0]?.headers).not.toHaveProperty('content-type')
    expect(server.received[0]?.headers).not.toHaveProperty('authorization')
  })

  it('sends a form where the profile names that content type', async () => {
    const { admin, call, server } = await prepare(() => LINKS, {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: { grant_type: 'x y', count: '{{count}}', list: ['a', 'b'] },
    })
    await admin.call(call, VALUES)
    expect(server.received[0]?.body).toBe('grant_type=x+y&count=2&list=a+b')
  })

  it.each([
    { status: 400, cause: 'capability' },
    { status: 403, cause: 'capability' },
    { status: 422, cause: 'capability' },
    { status: 401, cause: 'environment' },
    { status: 407, cause: 'environment' },
    { status: 500, cause: 'environment' },
    { status: 302, cause: 'environment' },
  ])('calls $status a matter of $cause', async ({ status, cause }) => {
    const headers = { location: '/elsewhere' }
    const { admin, call, server } = await prepare(() => ({ status, headers, body: 'echo admin-secret' }))
    await expect(admin.call(call, VALUES)).rejects.toMatchObject({
      name: 'SupplyError',
      cause,
      message: `POST ${server.url}/admin/links answered ${status}`,
    })
    expect(server.received).toHaveLength(1)
  })

  it.each([408, 429, 502, 503, 504])('waits and retries after %i, three times at most', async status => {
    const busy: Reply = { status, headers: { 'retry-after': '0' } }
    const { admin, call, server } = await prepare((_, count) => (count === 4 || count > 8 ? LINKS : busy))
    expect((await admin.call(call, VALUES)).found).toEqual(['/a', '/b'])
    await expect(admin.call(call, VALUES)).rejects.toMatchObject({ cause: 'environment' })
    expect(server.received).toHaveLength(8)
  })

  it('asks again where a connection is lost, once where the API never answered', async () => {
    const { admin, call, server } = await prepare((_, count) => ([1, 3, 4].includes(count) ? 'lost' : LINKS))
    for (let i = 0; i < 2; i++) expect((await admin.call(call, VALUES)).found).toEqual(['/a', '/b'])
    expect(server.received).toHaveLength(5)
    await server.close()

    const never = await prepare(() => 'lost')
    await expect(never.admin.call(never.call, VALUES)).rejects.toMatchObject({ cause: 'environment' })
    expect(never.server.received).toHaveLength(2)
  })

  it('does not wait for longer than half a minute', async () => {
    const { admin, call, server } = await prepare(() => ({ status: 503, headers: { 'retry-after': '31' } }))
    await expect(admin.call(call, VALUES)).rejects.toMatchObject({ cause: 'environment' })
    expect(server.received).toHaveLength(1)
  })

  it.each([
    { title: 'no JSON', body: 'token=admin-secret' },
    { title: 'too much', body: 'x'.repeat(4 * 1024 * 1024 + 1) },
  ])('refuses an answer with $title, without quoting it', async ({ body }) => {
    const { admin, call } = await prepare(() => ({ body }))
    const error = await admin.call(call, VALUES).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ cause: 'environment' })
    expect(String(error)).toMatch(/answered 200 with/)
    expect(String(error)).not.toMatch(/secret|xxx/)
  })

  it('finds nothing in JSON of another shape', async () => {
    const { admin, call } = await prepare((_, count) => ({ body: [{}, 'null', [1, 2]][count - 1] }))
    for (let i = 0; i < 3; i++) expect((await admin.call(call, VALUES)).found).toEqual([])
  })

  it('shows a URL without its query and secrets', async () => {
    const { admin, call, server } = await prepare(() => ({ status: 500 }), {
      url: '/x/${env:KEY}/y?k=${env:KEY}',
    })
    const error = await admin.call(call, VALUES).catch((reason: unknown) => reason)
    expect(String(error)).toBe('SupplyError: POST /x/${env:KEY}/y answered 500')
    expect(server.received[0]?.path).toBe('/x/key-secret/y?k=key-secret')
  })

  it('names a host that is out of reach', async () => {
    const { admin, call, server } = await prepare(() => LINKS)
    await server.close()
    await expect(admin.call(call, VALUES)).rejects.toMatchObject({
      cause: 'environment',
      message: `POST ${server.url}/admin/links failed (ECONNREFUSED)`,
    })
  })

  it('is throttled with the target where it shares its origin', async () => {
    let waits = 0
    const throttle = async () => {
      waits++
    }
    const { admin, call, server } = await prepare(() => LINKS, {}, throttle)
    await admin.call(call, VALUES)
    expect(waits).toBe(1)
    const elsewhere = await prepare(() => LINKS, { url: `${server.url}/admin/links` }, throttle)
    await elsewhere.admin.call(elsewhere.call, VALUES)
    await server.close()
    expect(waits).toBe(1)
  })

  it.each([
    { title: 'the certificate of the target', name: 'localhost', servername: undefined },
    { title: 'the name that the profile gives', name: 'pool.contoso.com', servername: 'pool.contoso.com' },
  ])('trusts $title, and no other', async ({ name, servername }) => {
    const certificate = await createTestCertificate({ name })
    const started = await startTestServer(() => LINKS, certificate)
    server = started
    const { call } = parseCall(started.url)
    const tls = { ca: certificate.cert, insecure: false, ...(servername && { servername }) }
    const baseUrl = new URL(started.url)
    const trusting = createAdmin({ baseUrl, tls })
    expect((await trusting.call(call, VALUES)).found).toEqual(['/a', '/b'])
    await trusting.close()

    admin = createAdmin({ baseUrl, tls: { insecure: false } })
    await expect(admin.call(call, VALUES)).rejects.toMatchObject({
      cause: 'environment',
      message: `POST ${started.url}/admin/links failed (DEPTH_ZERO_SELF_SIGNED_CERT)`,
    })
  })
})
