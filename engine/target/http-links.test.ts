import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Awaitable } from '../model/awaitable.ts'
import type { Admin } from './admin.ts'
import { createHttpLinks } from './http-links.ts'
import type { SourceWant } from './link-source.ts'
import type { HttpCall } from './profile-model.ts'
import { SupplyError } from './supply-error.ts'
import { parseTemplate, type TemplateValues } from './template.ts'

const BASE = new URL('http://127.0.0.1:8080/base')
const LIVE: SourceWant = { state: 'live', user: 'default' }

afterEach(() => vi.useRealTimers())

function createCall(names = ['state', 'count', 'user']): HttpCall {
  const rules = { names: [], surroundings: { directory: '', env: {}, readStdin: () => '' }, report: () => {} }
  const url = parseTemplate('/links', rules)
  return { method: 'POST', url, headers: url, jsonPath: '$.l[*]', names: new Set(names), remote: false }
}

/** An admin that finds what `find` gives for the n-th call; by default as many new links as asked for. */
function createFakeAdmin(find?: (values: TemplateValues, call: number) => readonly unknown[]) {
  const calls: TemplateValues[] = []
  const admin: Admin = {
    call: async (_, values) => {
      calls.push(values)
      const call = calls.length
      await Promise.resolve()
      const made = Array.from(
        { length: Number(values.count) },
        (_, index) => `/${values.state}/${call}/${index}`,
      )
      return { summary: 'POST /links answered 200', found: find?.(values, call) ?? made }
    },
    close: async () => {},
  }
  return { admin, calls, counts: () => calls.map(({ count }) => count) }
}

function createSource(
  find?: (values: TemplateValues, call: number) => readonly unknown[],
  batch = 100,
  oneAtATime = false,
) {
  const fake = createFakeAdmin(find)
  return { ...fake, source: createHttpLinks(createCall(), batch, BASE, fake.admin, oneAtATime) }
}

async function takeSeveral(take: () => Awaitable<URL | null>, count: number): Promise<readonly string[]> {
  const urls = await Promise.all(Array.from({ length: count }, take))
  return urls.map(url => url?.href ?? 'none')
}

describe('createHttpLinks', () => {
  it('resolves links and never gives one twice', async () => {
    const { source } = createSource()
    const urls = await takeSeveral(() => source.take(LIVE), 500)
    expect(new Set(urls).size).toBe(500)
    expect(urls[0]).toBe('http://127.0.0.1:8080/live/1/0')
    expect(source.remaining()).toBe(Number.POSITIVE_INFINITY)
  })

  it('asks for ten first, then for whole batches, once a quarter is left', async () => {
    const { source, counts } = createSource()
    for (let i = 0; i < 8; i++) await source.take(LIVE)
    expect(counts()).toEqual([10])
    await source.take(LIVE)
    expect(counts()).toEqual([10, 100])
    for (let i = 0; i < 76; i++) await source.take(LIVE)
    expect(counts()).toEqual([10, 100])
    await source.take(LIVE)
    expect(counts()).toEqual([10, 100, 100])
  })

  it('asks for no more than a batch at first either', async () => {
    const { source, counts } = createSource(undefined, 1)
    for (let i = 0; i < 3; i++) await source.take(LIVE)
    expect(counts()).toEqual([1, 1, 1])
  })

  it('lets all who wait share one request', async () => {
    const { source, counts } = createSource()
    await takeSeveral(() => source.take(LIVE), 10)
    expect(counts().filter(count => count === 10)).toHaveLength(1)
    expect(counts().length).toBeLessThanOrEqual(2)
  })

  it('keeps states and users apart, in small numbers', async () => {
    const { source, calls } = createSource()
    const wants: SourceWant[] = [
      { state: 'AlreadyExists', user: 'default' },
      { state: 'live', user: 'other' },
    ]
    for (const want of [...wants, LIVE]) expect(await source.take(want)).not.toBeNull()
    expect(calls).toEqual([
      { state: 'AlreadyExists', user: 'default', count: 2 },
      { state: 'live', user: 'other', count: 2 },
      { state: 'live', user: 'default', count: 10 },
    ])
  })

  it('has nothing of a kind that the call cannot name', async () => {
    const { admin, calls } = createFakeAdmin()
    const source = createHttpLinks(createCall(['count']), 100, BASE, admin, false)
    expect(await source.take({ state: 'AlreadyExists', user: 'default' })).toBeNull()
    expect(await source.take({ state: 'live', user: 'other' })).toBeNull()
    expect(calls).toEqual([])
    expect(await source.take(LIVE)).not.toBeNull()
  })

  it('drops links older than five seconds and then makes fewer', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { source, counts } = createSource()
    for (let i = 0; i < 11; i++) await source.take(LIVE)
    expect(counts()).toEqual([10, 100])
    vi.advanceTimersByTime(5000)
    expect((await source.take(LIVE))?.pathname).toBe('/live/2/1')
    vi.advanceTimersByTime(1)
    expect((await source.take(LIVE))?.pathname).toBe('/live/3/0')
    expect(counts()).toEqual([10, 100, 50])
  })

  it('takes links as one array or many, absolute or relative', async () => {
    const { source } = createSource(() => [['http://127.0.0.1/x?a=1', 'y']])
    expect(await takeSeveral(() => source.take(LIVE), 2)).toEqual([
      'http://127.0.0.1/x?a=1',
      'http://127.0.0.1:8080/y',
    ])
  })

  it.each([
    { title: 'nothing', found: [], cause: 'links', words: 'no link in it' },
    { title: 'an empty array', found: [[]], cause: 'links', words: 'no link in it' },
    { title: 'a number', found: ['/a', 7], cause: 'environment', words: 'something else than links' },
    { title: 'an empty text', found: [''], cause: 'environment', words: 'something else than links' },
    { title: 'a script', found: ['javascript:x'], cause: 'environment', words: 'something else than links' },
    {
      title: 'a password',
      found: ['http://a:b@c/'],
      cause: 'environment',
      words: 'something else than links',
    },
  ])('says where $title was found', async ({ found, cause, words }) => {
    const { source } = createSource(() => found)
    await expect(source.take(LIVE)).rejects.toMatchObject({
      cause,
      message: `POST /links answered 200, but $.l[*] finds ${words}`,
    })
  })

  it('says when it is given the same links again', async () => {
    const { source } = createSource(() => ['/a', '/a'])
    expect((await source.take(LIVE))?.pathname).toBe('/a')
    await expect(source.take(LIVE)).rejects.toMatchObject({
      cause: 'links',
      message: expect.stringContaining('concurrency: 1'),
    })
  })

  it('takes them for new offers where nothing else is under way (F-05, F-96)', async () => {
    const { source, calls } = createSource(() => ['/a', '/a'], 100, true)
    for (let i = 0; i < 3; i++) expect((await source.take(LIVE))?.pathname).toBe('/a')
    expect(calls).toHaveLength(3)
  })

  it('tells a refused state from an API that refuses ordinary links, and tries again', async () => {
    const { source } = createSource((_, call) => {
      if (call < 3) throw new SupplyError('capability', 'POST /links answered 400')
      return ['/a']
    })
    await expect(source.take({ state: 'Odd', user: 'default' })).rejects.toMatchObject({
      cause: 'capability',
    })
    await expect(source.take(LIVE)).rejects.toMatchObject({ cause: 'environment' })
    expect((await source.take(LIVE))?.pathname).toBe('/a')
  })
})
