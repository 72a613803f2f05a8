import { describe, expect, it } from 'vitest'
import { startTestServer } from './testing/client.ts'

const server = await startTestServer()

interface Message {
  readonly target?: string
  readonly headers?: readonly string[]
  readonly body?: string
}

const request = async ({ target, headers = [], body = '{}' }: Message = {}): Promise<string> =>
  [
    `POST ${target ?? (await server.link())} HTTP/1.1`,
    'Host: reference.invalid',
    `Authorization: Bearer ${await server.token()}`,
    'Content-Type: application/json',
    ...(headers.length > 0 ? headers : [`Content-Length: ${body.length}`]),
    '',
    body,
  ].join('\r\n')

const statuses = (received: string): readonly string[] =>
  [...received.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status = '']) => status)

describe('the wire', () => {
  it('sends no byte behind the head of a 204', async () => {
    const received = await server.raw(await request())
    expect(received).toMatch(/^HTTP\/1\.1 204 No Content\r\n/)
    expect(received.indexOf('\r\n\r\n')).toBe(received.length - 4)
    expect(received).not.toMatch(/content-length|transfer-encoding|content-type/i)
  })

  it('stays in step on one connection, whatever was refused before', async () => {
    const refused = [{ body: '{' }, { target: '/unknown' }, { body: ' '.repeat(70_000) }]
    const messages = await Promise.all([...refused, {}, {}].map(request))
    expect(statuses(await server.raw(...messages))).toEqual(['400', '404', '413', '204', '204'])
  })

  it('answers requests that were sent at once in their order', async () => {
    const both = (await Promise.all([{ body: '{' }, {}].map(request))).join('')
    expect(statuses(await server.raw(both))).toEqual(['400', '204'])
  })

  it('reads a chunked body', async () => {
    const headers = ['Transfer-Encoding: chunked']
    const valid = await request({ headers, body: '1\r\n{\r\n1\r\n}\r\n0\r\n\r\n' })
    const malformed = await request({ headers, body: '1\r\n{\r\n0\r\n\r\n' })
    expect(statuses(await server.raw(valid, malformed))).toEqual(['204', '400'])
  })

  it('reads the absolute form of a target, query included', async () => {
    const target = `http://reference.invalid${await server.link()}?reason=Nonsense`
    const message = `POST ${target} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${await server.token()}\r\n\r\n`
    expect(statuses(await server.raw(message))).toEqual(['400'])
    expect(statuses(await server.raw(message.replace('Nonsense', 'Conflict')))).toEqual(['204'])
  })

  it('reads header names in any letter case', async () => {
    const [line = '', ...rest] = (await request()).split('\r\n')
    const upper = [line, ...rest.map(text => text.replace(/^[\w-]+:/, name => name.toUpperCase()))]
    expect(statuses(await server.raw(upper.join('\r\n')))).toEqual(['204'])
  })

  it('answers Expect: 100-continue', async () => {
    const message = await request({ headers: ['Content-Length: 2', 'Expect: 100-continue'] })
    expect(statuses(await server.raw(message))).toEqual(['100', '204'])
  })
})
