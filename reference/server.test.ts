import { describe, expect, it } from 'vitest'
import { operation } from '../schemas/load.ts'
import { startReferenceServer } from './server.ts'
import { startTestServer, xmlInput } from './testing/client.ts'

const server = await startTestServer()

const JSON_TYPE = 'application/json'
const XML_TYPE = 'application/xml'

const errorOf = (text: string): { code?: string; subcode?: string } => JSON.parse(text)

describe('success', () => {
  it.each(operation.reasons)('answers 204 without body to %s in JSON, XML and query', async reason => {
    for (const request of [
      { type: JSON_TYPE, body: JSON.stringify({ reason }) },
      { type: XML_TYPE, body: xmlInput(reason) },
      { query: `?reason=${reason}` },
    ]) {
      expect(await server.send(request)).toMatchObject({ status: 204, text: '' })
    }
  })

  it.each([
    ['an empty object', { type: JSON_TYPE, body: '{}' }],
    ['an empty input', { type: XML_TYPE, body: `<input xmlns="${operation.namespace}"/>` }],
    ['no body', {}],
    [
      'links and embedded resources',
      { type: JSON_TYPE, body: '{"_links":{"self":{"href":"/x"}},"_embedded":{}}' },
    ],
    ['an unknown query name', { query: '?other=1' }],
    ['a vendor type', { type: 'application/vnd.microsoft.com.ucwa+json', body: '{}' }],
    ['a quoted charset', { type: 'Application/XML; Charset="UTF-8"', body: xmlInput('Conflict') }],
    ['preconditions', { type: JSON_TYPE, body: '{}', headers: { 'If-Match': '"1"', 'If-None-Match': '*' } }],
    ['an Accept it does not serve', { type: JSON_TYPE, body: '{}', headers: { Accept: 'text/plain' } }],
    ['8 KiB', { type: JSON_TYPE, body: '{}'.padEnd(8192) }],
  ])('answers 204 to %s', async (_title, request) => {
    expect(await server.send(request)).toMatchObject({ status: 204, text: '' })
  })
})

describe('refusals of input', () => {
  it.each([
    ['truncated JSON', JSON_TYPE, '{"reason":"Unknown"', 'DeserializationFailure'],
    ['trailing garbage', JSON_TYPE, '{}x', 'DeserializationFailure'],
    ['a top-level array', JSON_TYPE, '["Unknown"]', 'DeserializationFailure'],
    ['a value outside the eight', JSON_TYPE, '{"reason":"CodecMismatch"}', 'ParameterValidationFailure'],
    ['another letter case', JSON_TYPE, '{"reason":"conflict"}', 'ParameterValidationFailure'],
    ['an array', JSON_TYPE, '{"reason":["Unknown"]}', 'ParameterValidationFailure'],
    ['truncated XML', XML_TYPE, xmlInput('Unknown').slice(0, -1), 'DeserializationFailure'],
    ['JSON under an XML type', XML_TYPE, '{}', 'DeserializationFailure'],
    [
      'a document type',
      XML_TYPE,
      `<!DOCTYPE input>${xmlInput('Unknown').slice(38)}`,
      'DeserializationFailure',
    ],
  ])('answers 400 to %s', async (_title, type, body, subcode) => {
    const { status, text } = await server.send({ type, body, headers: { Accept: JSON_TYPE } })
    expect(status).toBe(400)
    expect(errorOf(text)).toMatchObject({ code: 'BadRequest', subcode })
  })

  it.each(['text/plain', 'application/sdp', 'text/xml', 'application/json; charset=utf-16'])(
    'answers 415 to %s',
    async type => {
      const { status, text } = await server.send({ type, body: '{}' })
      expect(status).toBe(415)
      expect(errorOf(text).code).toBe('UnsupportedMediaType')
    },
  )

  it('reads 64 KiB and answers 413 to a byte more', async () => {
    expect((await server.send({ type: JSON_TYPE, body: '{}'.padEnd(65_536) })).status).toBe(204)
    const { status, text } = await server.send({ type: JSON_TYPE, body: '{}'.padEnd(65_537) })
    expect(status).toBe(413)
    expect(errorOf(text).code).toBe('EntityTooLarge')
  })

  it('answers deep nesting in both formats', async () => {
    const json = `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
    const xml = `<input xmlns="${operation.namespace}">${'<a>'.repeat(9000)}${'</a>'.repeat(9000)}</input>`
    expect((await server.send({ type: JSON_TYPE, body: json })).status).toBe(204)
    expect((await server.send({ type: XML_TYPE, body: xml })).status).toBe(400)
  })
})

describe('error bodies', () => {
  it('are XML where the request is', async () => {
    const { headers, text } = await server.send({ type: XML_TYPE, body: '<' })
    expect(headers.get('Content-Type')).toBe(XML_TYPE)
    expect(text).toContain(`<reason xmlns="${operation.namespace}"><code>BadRequest</code>`)
  })

  it('follow Accept rather than Content-Type', async () => {
    const accept = { Accept: 'application/xml;q=0.5, application/json;q=0.9' }
    const { headers } = await server.send({ type: XML_TYPE, body: '<', headers: accept })
    expect(headers.get('Content-Type')).toBe(JSON_TYPE)
  })
})

describe('methods and versions', () => {
  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'])(
    'answers 405 to %s, naming POST',
    async method => {
      const { status, headers } = await server.send({ method })
      expect(status).toBe(405)
      expect(headers.get('Allow')).toBe('POST')
    },
  )

  it.each([
    ['1', 204],
    ['1.0', 204],
    ['1.70', 204],
    ['1.71', 404],
    ['999.0', 404],
    ['latest', 400],
  ])('answers a demand for version %s with %i', async (version, expected) => {
    const { status } = await server.send({ headers: { 'X-MS-RequiresMinResourceVersion': version } })
    expect(status).toBe(expected)
  })

  it('sends its version, its name and no-cache with each answer', async () => {
    for (const { headers } of [await server.send(), await server.send({ method: 'GET' })]) {
      expect(headers.get('X-MS-UcwaVersion')).toBe('1.7')
      expect(headers.get('X-MS-Server-Fqdn')).toBe('reference.invalid')
      expect(headers.get('Cache-Control')).toBe('no-cache')
    }
  })
})

describe('identity', () => {
  it.each([
    ['no token', async () => null],
    ['an empty token', async () => 'Bearer'],
    ['garbage', async () => 'Bearer x.y.z'],
    ['half a token', async () => `Bearer ${(await server.token()).slice(0, 40)}`],
    ['an expired token', async () => `Bearer ${await server.token({ expired: true })}`],
    ['another scheme', async () => `Basic ${await server.token()}`],
  ])('answers 401 with both challenges to %s', async (_title, authorization) => {
    const href = await server.link()
    const { status, headers } = await server.send({ href, authorization: await authorization() })
    expect(status).toBe(401)
    expect(headers.get('WWW-Authenticate')).toMatch(/^MsRtcOAuth href="[^"]+",grant_type="[^"]+", Bearer /)
    expect((await server.send({ href })).status).toBe(204)
  })

  it.each(['bearer', 'BEARER'])('knows the scheme %s', async scheme => {
    expect((await server.send({ authorization: `${scheme} ${await server.token()}` })).status).toBe(204)
  })

  it("answers 404 to another user's token and leaves the link alone", async () => {
    const href = await server.link()
    const authorization = `Bearer ${await server.token({ user: 'other' })}`
    expect((await server.send({ href, authorization })).status).toBe(404)
    expect((await server.send({ href })).status).toBe(204)
  })

  it.each([
    ['Conversations.Initiate', 204],
    ['Conversations.Receive', 204],
    ['Contacts.ReadWrite Meetings.ReadWrite Conversations.Receive', 204],
    ['Contacts.ReadWrite Meetings.ReadWrite User.ReadWrite', 403],
    ['', 403],
    ['Conversations.InitiateX', 403],
    ['Conversations', 403],
    ['conversations.receive', 403],
  ])('answers a token with the scopes "%s" with %i', async (scopes, expected) => {
    const authorization = `Bearer ${await server.token({ scopes })}`
    expect((await server.send({ authorization })).status).toBe(expected)
  })
})

describe('state', () => {
  it.each(operation.errors)('answers $status $code/$subcode on a link in that state', async error => {
    const href = await server.link({ state: error.subcode })
    const { status, text } = await server.send({ href })
    expect(status).toBe(error.status)
    expect(errorOf(text)).toMatchObject({ code: error.code, subcode: error.subcode })
  })

  it('answers 404 to a second dismiss and leaves other links alone', async () => {
    const [first = '', second = ''] = await server.links({ count: 2 })
    expect((await server.send({ href: first })).status).toBe(204)
    expect((await server.send({ href: first })).status).toBe(404)
    expect((await server.send({ href: second })).status).toBe(204)
  })

  it.each(['applications', 'conversations', 'renegotiations'])('answers 404 to other %s', async segment => {
    const href = (await server.link()).replace(new RegExp(`${segment}/[^/]+`), `${segment}/unknown`)
    const { status, text } = await server.send({ href })
    expect(status).toBe(404)
    expect(errorOf(text).code).toBe('NotFound')
  })

  it('shows a live renegotiation, and not a dismissed one', async () => {
    const href = await server.link()
    const renegotiation = href.replace(/\/dismiss$/, '')
    const shown = await server.send({ method: 'GET', href: renegotiation, headers: { Accept: XML_TYPE } })
    expect(shown.status).toBe(200)
    expect(shown.text).toContain(`<link rel="dismiss" href="${href}"/>`)
    await server.send({ href })
    expect((await server.send({ method: 'GET', href: renegotiation })).status).toBe(404)
  })
})

describe('startReferenceServer', () => {
  it('serves TLS', async () => {
    const secure = await startReferenceServer({ tls: true })
    expect(secure.url).toMatch(/^https:/)
    expect(secure.profile).toMatchObject({ baseUrl: secure.url, tls: { insecure: true } })
    await secure.close()
  })

  it('rejects a port that is taken', async () => {
    await expect(startReferenceServer({ port: server.port })).rejects.toThrow('EADDRINUSE')
  })

  it('rejects an unknown id and names near ones', async () => {
    const start = startReferenceServer({ with: ['json-trailing-comma'] })
    await expect(start).rejects.toThrow(/"json-trailing-comma".*json-trailing-comma-accepted/)
  })
})
