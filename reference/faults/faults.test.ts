import { describe, expect, it } from 'vitest'
import { startTestServer, xmlInput } from '../testing/client.ts'

const JSON_TYPE = 'application/json'

describe('a fault', () => {
  it('changes what it names and nothing else', async () => {
    const server = await startTestServer(['reason-conflict-refused-json'])
    expect((await server.send({ type: JSON_TYPE, body: '{"reason":"Conflict"}' })).status).toBe(409)
    expect((await server.send({ type: JSON_TYPE, body: '{"reason":"Unknown"}' })).status).toBe(204)
    expect((await server.send({ type: 'application/xml', body: xmlInput('Conflict') })).status).toBe(204)
  })

  it('mends what the codec refuses, and only that', async () => {
    const server = await startTestServer(['json-trailing-comma-accepted'])
    expect((await server.send({ type: JSON_TYPE, body: '{"reason":"Conflict",}' })).status).toBe(204)
    expect((await server.send({ type: JSON_TYPE, body: '{"reason":"Conflict"' })).status).toBe(400)
  })

  it('dismisses what it refuses', async () => {
    const server = await startTestServer(['dismissed-without-scope'])
    const href = await server.link()
    const authorization = `Bearer ${await server.token({ scopes: [] })}`
    expect((await server.send({ href, authorization })).status).toBe(403)
    expect((await server.send({ href })).status).toBe(404)
  })

  it('sends bytes behind a 204', async () => {
    const server = await startTestServer(['bytes-after-204'])
    const head = `POST ${await server.link()} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${await server.token()}\r\n\r\n`
    expect(await server.raw(head)).toMatch(/^HTTP\/1\.1 204 .*\r\n\r\n\{\}$/s)
  })

  it('writes header lines that a client sent', async () => {
    const server = await startTestServer(['json-value-becomes-a-header'])
    const body = '{"reason":"x\\r\\nX-Injected: 1"}'
    const { status, headers } = await server.send({ type: JSON_TYPE, body })
    expect(status).toBe(400)
    expect(headers.get('X-Injected')).toBe('1')
  })

  it('meets one request in a hundred', async () => {
    const server = await startTestServer(['one-in-100-fails'])
    const statuses = []
    for (const href of await server.links({ count: 100 })) statuses.push((await server.send({ href })).status)
    expect(statuses.indexOf(500)).toBe(99)
  })
})
