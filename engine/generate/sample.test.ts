import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mediaTypes } from '../encode/media-types.ts'
import { utf8 } from '../encode/utf8.ts'
import type { Family, GeneratedBody } from '../model/requirement.ts'
import { jsonMalformed } from './json-malformed.ts'
import { jsonEscapes } from './json-spelling.ts'
import { sampleAt, shrinkFailing } from './sample.ts'

const escapes: Family = {
  name: 'json/escapes',
  encoding: 'json',
  arbitrary: jsonEscapes,
  row: 'valid',
  expect: { allowed: [{ status: 204 }] },
}

/** Half of its samples are malformed, half are not. */
const mixed: Family = { ...escapes, name: 'json/mixed', arbitrary: fc.oneof(jsonEscapes, jsonMalformed) }

const constant: Family = {
  ...escapes,
  name: 'json/constant',
  arbitrary: fc.constant({ contentType: mediaTypes.json, body: utf8('[]') }),
}

const textOf = ({ body }: GeneratedBody): string => new TextDecoder().decode(body)
const texts = (family: Family, seed: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => textOf(sampleAt(family, seed, index)))

describe('sampleAt', () => {
  it('gives the same sample for the same seed, name and index', () => {
    expect(texts(escapes, 1, 50)).toEqual(texts(escapes, 1, 50))
  })

  it('does not depend on the samples before', () => {
    const [last] = texts(escapes, 1, 30).slice(-1)
    expect(textOf(sampleAt(escapes, 1, 29))).toBe(last)
  })

  it.each([
    ['seed', texts(escapes, 2, 20)],
    ['name', texts({ ...escapes, name: 'json/other' }, 1, 20)],
  ])('gives other samples for another %s', (_, others) => {
    expect(others).not.toEqual(texts(escapes, 1, 20))
  })

  it('gives different samples for different indices', () => {
    expect(new Set(texts(escapes, 1, 300)).size).toBeGreaterThan(250)
  })

  it('passes over samples of another row', () => {
    for (const text of texts(mixed, 1, 100)) expect(() => JSON.parse(text)).not.toThrow()
  })

  it('names the family that gives no sample of its row', () => {
    expect(() => sampleAt(constant, 1, 7)).toThrow(
      'Family json/constant gave no body of row valid in 50 attempts (seed 1, sample 7).',
    )
  })
})

describe('shrinkFailing', () => {
  const escaped = (body: GeneratedBody): boolean => textOf(body).includes('\\u')
  const isEscaped = async (body: GeneratedBody): Promise<boolean> => escaped(body)
  const index =
    Array.from({ length: 20 }, (_, each) => each).find(each => escaped(sampleAt(escapes, 1, each))) ?? 0

  it('finds a body with nothing left to take away', async () => {
    const { body, path, shrinks } = await shrinkFailing(escapes, 1, index, isEscaped)
    expect(textOf(body).match(/\\u/g)).toHaveLength(1)
    expect(JSON.parse(textOf(body))).toEqual({ reason: 'Unknown' })
    expect(path).toMatch(/^0(?::\d+)+$/)
    expect(shrinks).toBeGreaterThan(0)
  })

  it('gives the sample itself when nothing smaller fails', async () => {
    const shrunk = await shrinkFailing(escapes, 1, index, async () => false)
    expect(shrunk).toEqual({ body: sampleAt(escapes, 1, index), shrinks: 0 })
  })

  it.each([0, 1, 5])('asks at most %i times', async budget => {
    let asked = 0
    await shrinkFailing(
      escapes,
      1,
      index,
      async body => {
        asked += 1
        return isEscaped(body)
      },
      budget,
    )
    expect(asked).toBeLessThanOrEqual(budget)
  })

  it('asks about no body of another row', async () => {
    const asked: string[] = []
    await shrinkFailing(mixed, 1, 3, async body => {
      asked.push(textOf(body))
      return true
    })
    for (const text of asked) expect(() => JSON.parse(text)).not.toThrow()
  })

  it('passes on what the question throws', async () => {
    const question = async (): Promise<boolean> => {
      throw new Error('budget spent')
    }
    await expect(shrinkFailing(escapes, 1, index, question)).rejects.toThrow('budget spent')
  })
})
