import { describe, expect, it } from 'vitest'
import { startTestServer } from '../testing/client.ts'

const malformed = { type: 'application/json', body: '{' }

describe('a quirk', () => {
  it('writes links in its own way', async () => {
    const server = await startTestServer(['href-absolute'])
    const href = await server.link()
    expect(href.startsWith(`${server.url}/ucwa/`)).toBe(true)
    expect((await server.send({ href })).status).toBe(204)
  })

  it('serves links under another base path, with a query', async () => {
    for (const id of ['href-under-oauth', 'href-with-query']) {
      const server = await startTestServer([id])
      expect((await server.send()).status).toBe(204)
    }
  })

  it('compresses and cuts bodies up, and they mean the same', async () => {
    const plain = await (await startTestServer()).send(malformed)
    for (const id of [
      'gzip-when-asked',
      'errors-in-small-chunks',
      'errors-close-delimited',
      'errors-in-http-1.0',
    ]) {
      const { status, text } = await (await startTestServer([id])).send(malformed)
      expect({ id, status, text }).toEqual({ id, status: 400, text: plain.text })
    }
  })

  it('answers in place of the server, without its headers', async () => {
    const server = await startTestServer(['errors-are-html'])
    const { status, headers } = await server.send(malformed)
    expect(status).toBe(400)
    expect(headers.get('Content-Type')).toBe('text/html')
    expect(headers.has('X-MS-UcwaVersion')).toBe(false)
  })
})
