import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Target } from '../model/target.ts'
import { createSender } from '../send/sender.ts'
import { type CheckResult, checkTarget } from './check.ts'
import { openTarget } from './open.ts'
import { parseProfile } from './profile.ts'
import type { Profile } from './profile-model.ts'
import { createTestCertificate, startTestServer } from './test-server.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function startServer(...args: Parameters<typeof startTestServer>) {
  const server = await startTestServer(...args)
  closers.push(server.close)
  return server
}

/** An https server with a certificate of its own, and what has to be trusted for it. */
async function startTlsServer(options: Parameters<typeof createTestCertificate>[0]) {
  const certificate = await createTestCertificate(options)
  const { url } = await startServer(() => ({}), certificate)
  return { url, cert: certificate.cert }
}

async function getFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise(done => server.close(done))
  return port
}

async function check(settings: object, change: (profile: Profile) => Profile = profile => profile, env = {}) {
  const text = JSON.stringify({
    tokens: { default: 'secret-x' },
    links: { static: ['/a', '/b'] },
    ...settings,
  })
  const profile = change(parseProfile(text, 'p.json', { directory: '.', env: {}, readStdin: () => '' }))
  const target: Target = await openTarget(profile, { senderFactory: createSender })
  closers.push(() => target.close())
  const results: CheckResult[] = []
  for await (const result of checkTarget(profile, target, env)) results.push(result)
  return {
    results,
    target,
    find: (layer: CheckResult['layer']) => results.find(result => result.layer === layer),
  }
}

function formatJwt(exp: number): string {
  return ['{"alg":"none"}', JSON.stringify({ exp }), 'x']
    .map(part => Buffer.from(part).toString('base64url'))
    .join('.')
}

describe('checkTarget', () => {
  it('goes from the name to the states, one line each', async () => {
    const server = await startServer(() => ({ status: 204 }))
    const { results } = await check({ baseUrl: server.url, states: { None: { headers: { a: 'b' } } } })
    const port = new URL(server.url).port
    expect(results.map(({ layer, ok, detail }) => [layer, ok, detail])).toEqual([
      ['name lookup', true, '127.0.0.1 is an address'],
      ['TCP', true, `port ${port} accepts connections`],
      ['TLS', 'skipped', 'baseUrl is http: tokens travel in clear'],
      ['HTTP', true, 'the root answers 204'],
      ['proxy', true, 'none is set'],
      ['token', true, 'default: $TOKEN'],
      ['token', 'skipped', 'scopes: not declared, its requirements are not judged'],
      ['token', 'skipped', 'otherUser: not declared, its requirements are not judged'],
      ['token', 'skipped', 'expired: not declared, its requirements are not judged'],
      ['link', true, 'not spent on a check; GET with the default token meets 204'],
      ['state None', 'skipped', 'made by headers of the request: seen when its cases run'],
    ])
    expect(server.received).toMatchObject([
      { method: 'GET', path: '/' },
      { method: 'GET', path: '/a' },
    ])
    expect(server.received.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      'Bearer secret-x',
    ])
  })

  it('looks where given links lead', async () => {
    const port = await getFreePort()
    const server = await startServer(() => ({}))
    const { find } = await check({ baseUrl: server.url, links: { static: [`http://127.0.0.1:${port}/a`] } })
    expect(find('TCP')).toMatchObject({ ok: false, detail: `no connection to port ${port} (ECONNREFUSED)` })
  })

  it.each<[string, (socket: Socket) => void, string]>([
    ['closes', socket => socket.end(), 'the connection is closed without an answer'],
    ['speaks something else', socket => socket.end('SSH-2.0-x\r\n\r\n'), 'what answers is not HTTP/1.1'],
  ])('names a port that %s', async (_, respond, detail) => {
    const server = createServer(socket => socket.on('error', () => {}).once('data', () => respond(socket)))
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
    closers.push(() => new Promise(done => server.close(done)))
    const { find } = await check({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
    expect(find('HTTP')).toMatchObject({ ok: false, detail, nextStep: expect.stringContaining('port') })
  })

  it('names a web page at the root', async () => {
    const server = await startServer(() => ({ headers: { 'content-type': 'text/html' }, body: '<html>' }))
    const { find } = await check({ baseUrl: server.url })
    expect(find('HTTP')).toMatchObject({ ok: true, detail: 'the root answers 200 with a web page' })
  })

  it('stops at a name without address', async () => {
    // RFC 1035 section 2.3.4: a label has 63 octets at most, so no name server is asked.
    const baseUrl = new URL(`http://${'a'.repeat(64)}.invalid`)
    const { results, find } = await check({ baseUrl: 'http://localhost' }, profile => ({
      ...profile,
      baseUrl,
      links: { kind: 'ask' },
    }))
    expect(results[0]).toMatchObject({
      layer: 'name lookup',
      ok: false,
      nextStep: expect.stringContaining('baseUrl'),
    })
    expect(find('TCP')).toMatchObject({ ok: 'skipped', detail: 'needs name lookup' })
    expect(find('TLS')).toMatchObject({ ok: 'skipped', detail: 'needs TCP' })
  })

  it('names a port that is closed, and a proxy that might have led there', async () => {
    const port = await getFreePort()
    const env = { HTTPS_PROXY: 'http://user:secret-x@proxy', no_proxy: 'x', HTTP_PROXY: '' }
    const { results, find } = await check({ baseUrl: `https://127.0.0.1:${port}` }, undefined, env)
    expect(find('TCP')).toMatchObject({
      ok: false,
      detail: `no connection to port ${port} (ECONNREFUSED)`,
      nextStep: 'Check that the server runs and that baseUrl has its port.',
    })
    expect(find('proxy')).toMatchObject({
      ok: false,
      detail: 'HTTPS_PROXY set, but not used: requests go straight to the target',
    })
    expect(JSON.stringify(results)).not.toContain('secret-x')
  })

  it('does not blame a proxy for a target in reach', async () => {
    const server = await startServer(() => ({}))
    const { find } = await check({ baseUrl: server.url }, undefined, { http_proxy: 'http://proxy' })
    expect(find('proxy')).toMatchObject({
      ok: true,
      detail: expect.stringContaining('http_proxy set, but not used'),
    })
  })
})

describe('checkTarget, TLS', () => {
  const trust =
    (ca: string) =>
    (profile: Profile): Profile => ({ ...profile, tls: { ca, insecure: false } })

  it('tells whom a certificate is for, by whom and until when', async () => {
    const { url, cert } = await startTlsServer({})
    const { find } = await check({ baseUrl: url }, trust(cert))
    expect(find('TLS')).toEqual({
      layer: 'TLS',
      ok: true,
      detail: 'TLSv1.3, certificate for localhost, issued by localhost, valid until Jan  1 00:00:00 2099 GMT',
    })
  })

  it.each([
    { title: 'self-signed', options: {}, trusted: false, words: /: it is self-signed$/, step: /tls\.ca/ },
    {
      title: 'for another name',
      options: { name: 'other.example' },
      trusted: true,
      words: /for other\.example, .*: it is for other names$/,
      step: /tls\.servername/,
    },
    {
      title: 'expired',
      options: { until: '2021-01-01' },
      trusted: true,
      words: /: it has expired$/,
      step: /Renew/,
    },
    {
      title: 'not valid yet',
      options: { from: '2098-01-01' },
      trusted: true,
      words: /: it is not valid yet$/,
      step: /clocks/,
    },
  ])('says that a certificate is $title', async ({ options, trusted, words, step }) => {
    const { url, cert } = await startTlsServer(options)
    const { find } = await check({ baseUrl: url }, trusted ? trust(cert) : undefined)
    expect(find('TLS')).toMatchObject({
      ok: false,
      detail: expect.stringMatching(words),
      nextStep: expect.stringMatching(step),
    })
  })

  it('lets anything pass where the profile says insecure, and says so', async () => {
    const { url } = await startTlsServer({})
    const { find } = await check({ baseUrl: url, tls: { insecure: true } })
    expect(find('TLS')).toMatchObject({
      ok: true,
      detail: expect.stringMatching(/it is self-signed; let pass by tls\.insecure$/),
    })
  })

  it('asks for the name that the profile gives', async () => {
    const { url, cert } = await startTlsServer({ name: 'pool.contoso.com' })
    const { find } = await check({ baseUrl: url }, profile => ({
      ...profile,
      tls: { ca: cert, servername: 'pool.contoso.com', insecure: false },
    }))
    expect(find('TLS')).toMatchObject({ ok: true })
  })

  it('says when a port does not speak TLS', async () => {
    const server = await startServer(() => ({}))
    const { find } = await check({ baseUrl: server.url.replace('http:', 'https:') })
    expect(find('TLS')).toMatchObject({ ok: false, nextStep: expect.stringContaining('http://') })
  })
})

describe('checkTarget, supplies', () => {
  const HTTP = {
    tokens: { http: { url: '/tokens', body: ['{{scopes}}', '{{user}}', '{{expired}}'], token: '$.t' } },
    links: { http: { url: '/links', body: ['{{state}}'], links: '$.l' } },
    states: { None: { link: { state: 'Unsupported' } } },
  }

  it('asks the control API for one of each', async () => {
    const server = await startServer(({ path, body }) => {
      if (path === '/links') return { body: { l: [`/${JSON.parse(body)[0]}`] } }
      return { body: { t: formatJwt(body.includes('true') ? 1 : 4e9) } }
    })
    const { results } = await check({ ...HTTP, baseUrl: server.url })
    expect(results.slice(5).map(({ layer, ok, detail }) => [layer, ok, detail])).toEqual([
      ['token', true, 'default: minted by tokens.http'],
      ['token', true, 'scopes: minted by tokens.http'],
      ['token', true, 'otherUser: minted by tokens.http'],
      ['token', true, 'expired: minted by tokens.http'],
      ['link', true, `got ${server.url}/live`],
      ['dismiss', true, 'a valid request meets 200'],
      ['state None', true, `got ${server.url}/Unsupported`],
    ])
  })

  it.each([
    [401, undefined],
    [403, undefined],
    [404, undefined],
    [415, true],
    [500, true],
  ])('says what a valid request meets: %i', async (status, partial) => {
    const server = await startServer(({ path }) => {
      if (path === '/links') return { body: { l: ['/live'] } }
      return path === '/tokens' ? { body: { t: 'token-of-long-life' } } : { status }
    })
    const { find } = await check({ ...HTTP, baseUrl: server.url })
    expect(find('dismiss')).toMatchObject({ ok: false, detail: `a valid request meets ${status}` })
    expect(find('dismiss')?.nextStep).toBeDefined()
    expect(find('dismiss')?.partial).toBe(partial)
  })

  it.each([
    [401, false, undefined, 'Get a token that this server accepts.'],
    [403, false, true, expect.stringContaining('scopes')],
    [405, true, undefined, undefined],
    [404, true, undefined, undefined],
  ])('says what the token meets on a given link: %i', async (status, ok, partial, nextStep) => {
    const server = await startServer(() => ({ status }))
    const { find } = await check({ baseUrl: server.url })
    const detail = `not spent on a check; GET with the default token meets ${status}`
    expect(find('link')).toEqual({
      layer: 'link',
      ok,
      detail,
      ...(partial && { partial }),
      ...(nextStep && { nextStep }),
    })
  })

  it('names what the control API refuses', async () => {
    const server = await startServer(({ path, body }) => {
      if (path === '/links') return body.includes('live') ? { body: {} } : { status: 400 }
      return body.includes('other') ? { status: 400 } : { status: 500 }
    })
    const { results } = await check({ ...HTTP, baseUrl: server.url })
    expect(results.slice(5).map(({ ok, detail }) => [ok, detail])).toEqual([
      [false, `default: POST ${server.url}/tokens answered 500`],
      [false, `scopes: POST ${server.url}/tokens answered 500`],
      [false, 'otherUser: refused, minted by tokens.http'],
      [false, `expired: POST ${server.url}/tokens answered 500`],
      [false, `POST ${server.url}/links answered 200, but $.l finds no link in it`],
      [false, `POST ${server.url}/links answered 400`],
    ])
    for (const { nextStep } of results.slice(5)) expect(nextStep).toBeDefined()
  })

  it('sees by a JSON Web Token itself that it has ended, or that it has not', async () => {
    const server = await startServer(() => ({}))
    const tokens = { default: formatJwt(1), expired: formatJwt(4e9) }
    const { results } = await check({ baseUrl: server.url, tokens })
    const found = results.filter(({ layer, ok }) => layer === 'token' && ok === false)
    expect(found.map(({ detail }) => detail)).toEqual([
      'default: $TOKEN, expired at 1970-01-01T00:00:01.000Z',
      'expired: $TOKEN, does not expire before 2096-10-02T07:06:40.000Z',
    ])
  })
})
