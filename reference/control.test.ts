import { expect, it } from 'vitest'
import { startTestServer } from './testing/client.ts'

const server = await startTestServer()

it('counts requests, answers and live links', async () => {
  await server.links({ count: 3 })
  await server.send()
  await server.send({ method: 'GET' })
  const statistics = await (await server.control('/statistics')).json()
  expect(statistics).toEqual({ requests: 2, statuses: { 204: 1, 405: 1 }, live: 4 })
})

it('makes links of the sample shape, each with ids of its own', async () => {
  const hrefs = await server.links({ count: 2 })
  for (const href of hrefs) {
    expect(href).toMatch(
      /^\/ucwa\/v1\/applications\/[\w-]+\/communication\/conversations\/[\w-]+\/audioVideo\/audioVideoSession\/renegotiations\/[\w-]+\/dismiss$/,
    )
  }
  expect(new Set(hrefs.flatMap(href => href.split('/').slice(7, 8))).size).toBe(2)
})

it.each([
  ['/tokens', { scopes: 7 }],
  ['/tokens', { user: '' }],
  ['/renegotiations', { state: 'dead' }],
  ['/renegotiations', { count: 0 }],
  ['/renegotiations', { count: 10_001 }],
])('answers 400 at %s to %j', async (path, body) => {
  const response = await server.control(path, body)
  expect(response.status).toBe(400)
  expect(await response.json()).toHaveProperty('error')
})

it('answers 404 elsewhere', async () => {
  expect((await server.control('/nothing')).status).toBe(404)
})
