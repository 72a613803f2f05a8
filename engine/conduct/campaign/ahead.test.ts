import { describe, expect, it, vi } from 'vitest'
import { jsonEscapes } from '../../generate/json-spelling.ts'
import { sampleAt } from '../../generate/sample.ts'
import type { MakeSamples, SampleId } from '../../generate/sample-thread.ts'
import type { Family } from '../../model/requirement.ts'
import { prepare } from './ahead.ts'

const family: Family = {
  name: 'json/escapes',
  encoding: 'json',
  arbitrary: jsonEscapes,
  row: 'valid',
  expect: { allowed: [{ status: 204 }] },
}

function* idsUpTo(count: number): Generator<SampleId> {
  for (let index = 0; index < count; index += 1) yield { family, index }
}

const here: MakeSamples = async (seed, wanted) => wanted.map(({ index }) => sampleAt(family, seed, index))

describe('prepare', () => {
  it.each([0, 1, 31, 32, 33, 1000])('gives %i samples in order, made here or ahead alike', async count => {
    const collect = async (make?: MakeSamples) =>
      Promise.all(
        [...prepare(idsUpTo(count), 3, make)].map(async ({ entry, sample }) => [entry.index, await sample]),
      )
    const ahead = await collect(here)
    expect(ahead).toHaveLength(count)
    expect(ahead).toEqual(await collect())
  })

  it('asks for a few batches ahead, not for all', () => {
    const make = vi.fn(here)
    const samples = prepare(idsUpTo(100_000), 1, make)
    samples.next()
    const asked = make.mock.calls.reduce((sum, [, wanted]) => sum + wanted.length, 0)
    expect(make.mock.calls.length).toBeGreaterThan(1)
    expect(asked).toBeLessThan(2000)
  })

  it('tells whoever awaits a sample that its batch failed', async () => {
    const [first] = prepare(idsUpTo(1), 1, () => Promise.reject(new Error('out of order')))
    await expect(first?.sample).rejects.toThrow('out of order')
  })

  it('tells of a batch that is too short', async () => {
    const [, second] = prepare(idsUpTo(2), 1, async () => [sampleAt(family, 1, 0)])
    await expect(second?.sample).rejects.toThrow('no sample 1 in a batch of 1')
  })

  it('survives a batch that fails and is never reached', async () => {
    const failing: MakeSamples = async (seed, wanted) => {
      if (wanted[0]?.index !== 0) throw new Error('out of order')
      return here(seed, wanted)
    }
    const samples = prepare(idsUpTo(5000), 1, failing)
    const { value } = samples.next()
    expect(await value?.sample).toEqual(sampleAt(family, 1, 0))
    await new Promise(resolve => setImmediate(resolve))
  })
})
