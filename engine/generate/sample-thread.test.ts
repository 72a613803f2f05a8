import { MessageChannel } from 'node:worker_threads'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { mediaTypes } from '../encode/media-types.ts'
import { utf8 } from '../encode/utf8.ts'
import type { Family } from '../model/requirement.ts'
import { jsonEscapes } from './json-spelling.ts'
import { sampleAt } from './sample.ts'
import { askForSamples, openSampleThread, type SampleThread, serveSamples } from './sample-thread.ts'
import { xmlText } from './xml-spelling.ts'

const base = { row: 'valid', expect: { allowed: [{ status: 204 }] } } as const
const json: Family = { ...base, name: 'json/escapes', encoding: 'json', arbitrary: jsonEscapes }
const xml: Family = { ...base, name: 'xml/text', encoding: 'xml', arbitrary: xmlText }
/** Never gives a body of its row. */
const wrong: Family = {
  ...json,
  name: 'json/wrong',
  arbitrary: fc.constant({ contentType: mediaTypes.json, body: utf8('[]') }),
}

describe('samples made at the other end of a port', () => {
  const { port1, port2 } = new MessageChannel()
  serveSamples(port2, [json, xml, wrong])
  const make = askForSamples(port1)
  afterEach(() => {
    port1.unref()
    port2.unref()
  })

  it('are those of this end, in the order asked for', async () => {
    const wanted = [7, 0, 3].flatMap(index => [
      { family: xml, index },
      { family: json, index },
    ])
    const samples = await make(5, wanted)
    expect(samples.map(({ contentType, body }) => ({ contentType, body: Buffer.from(body) }))).toEqual(
      wanted.map(({ family, index }) => {
        const { contentType, body } = sampleAt(family, 5, index)
        return { contentType, body: Buffer.from(body) }
      }),
    )
  })

  it('are as many as asked for, also none', async () => {
    expect(await make(1, [])).toEqual([])
  })

  it('fail with the fault of the family, and only they', async () => {
    const failing = make(1, [{ family: wrong, index: 0 }])
    const passing = make(1, [{ family: json, index: 0 }])
    await expect(failing).rejects.toThrow('Family json/wrong gave no body of row valid')
    expect(await passing).toHaveLength(1)
  })

  it('fail for a family that is not served', async () => {
    await expect(make(1, [{ family: { ...json, name: 'json/other' }, index: 0 }])).rejects.toThrow(
      'no family json/other',
    )
  })
})

describe('openSampleThread', () => {
  const opened: SampleThread[] = []
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(thread => thread.close()))
  })
  const open = (code: string): SampleThread => {
    const thread = openSampleThread(new URL(`data:text/javascript,${encodeURIComponent(code)}`))
    opened.push(thread)
    return thread
  }

  it('fails what was asked of a thread that dies, before and after', async () => {
    const dying = `import { parentPort } from 'node:worker_threads'
      parentPort.on('message', () => { throw new Error('out of order') })`
    const { make } = open(dying)
    await expect(make(1, [{ family: json, index: 0 }])).rejects.toThrow('out of order')
    await expect(make(1, [{ family: json, index: 1 }])).rejects.toThrow('out of order')
  })

  it('fails what was asked of a thread that cannot start', async () => {
    const { make } = open('throw new Error("no such catalogue")')
    await expect(make(1, [{ family: json, index: 0 }])).rejects.toThrow('no such catalogue')
  })
})
