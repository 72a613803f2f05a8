import { type MessagePort, Worker } from 'node:worker_threads'
import type { Family, GeneratedBody } from '../model/requirement.ts'
import { sampleAt } from './sample.ts'

/** One sample of a campaign, by what it depends on beside the seed. */
export interface SampleId {
  readonly family: Family
  readonly index: number
}

/** Gives the samples wanted, in their order. Rejects for a fault of the suite only. */
export type MakeSamples = (seed: number, wanted: readonly SampleId[]) => Promise<readonly GeneratedBody[]>

/** A family crosses to the other thread by its name: an arbitrary is no data. */
interface Order {
  readonly id: number
  readonly seed: number
  readonly families: readonly string[]
  /** For each sample the place of its family in `families`, then its index. */
  readonly places: Uint32Array
}

/** All bodies in one buffer, each up to its end, and each media type once: numbers cross faster than objects. */
interface Delivery {
  readonly id: number
  readonly bytes: ArrayBuffer
  readonly ends: Uint32Array
  readonly contentTypes: readonly string[]
  /** For each sample the place of its media type in `contentTypes`. */
  readonly types: Uint8Array
}

interface Failure {
  readonly id: number
  readonly fault: unknown
}

function pack(id: number, samples: readonly GeneratedBody[]): Delivery {
  const contentTypes = [...new Set(samples.map(({ contentType }) => contentType))]
  const bytes = new Uint8Array(samples.reduce((sum, { body }) => sum + body.length, 0))
  const ends = new Uint32Array(samples.length)
  const types = new Uint8Array(samples.length)
  let end = 0
  for (const [at, { body, contentType }] of samples.entries()) {
    bytes.set(body, end)
    end += body.length
    ends[at] = end
    types[at] = contentTypes.indexOf(contentType)
  }
  return { id, bytes: bytes.buffer, ends, contentTypes, types }
}

/** Bodies as `Buffer`, the form in which a socket takes bytes as they are. */
function unpack({ bytes, ends, contentTypes, types }: Delivery): readonly GeneratedBody[] {
  let start = 0
  return Array.from(ends, (end, at) => {
    const body = Buffer.from(bytes, start, end - start)
    start = end
    return { contentType: contentTypes[types[at] ?? -1] ?? '', body }
  })
}

/** Makes samples of these families for whoever asks at the other end of the port. */
export function serveSamples(port: MessagePort, families: readonly Family[]): void {
  const byName = new Map(families.map(family => [family.name, family]))
  const make = (seed: number, name: string, index: number): GeneratedBody => {
    const family = byName.get(name)
    if (family === undefined) throw new RangeError(`no family ${name}`)
    return sampleAt(family, seed, index)
  }
  port.on('message', ({ id, seed, families: names, places }: Order) => {
    try {
      const samples = Array.from({ length: places.length / 2 }, (_, at) =>
        make(seed, names[places[2 * at] ?? -1] ?? '', places[2 * at + 1] ?? 0),
      )
      const delivery = pack(id, samples)
      port.postMessage(delivery, [delivery.bytes])
    } catch (fault) {
      port.postMessage({ id, fault } satisfies Failure)
    }
  })
}

interface Asked {
  readonly resolve: (samples: readonly GeneratedBody[]) => void
  readonly reject: (fault: unknown) => void
}

/** A thread that makes samples. */
export interface SampleThread {
  readonly make: MakeSamples
  close(): Promise<void>
}

/** The other end of `serveSamples`: asks over a port or a thread, and fails all that is open with it. */
export function askForSamples(port: MessagePort | Worker): MakeSamples {
  const pending = new Map<number, Asked>()
  let next = 0
  let broken: unknown
  port.on('message', (message: Delivery | Failure) => {
    const asked = pending.get(message.id)
    pending.delete(message.id)
    if ('fault' in message) asked?.reject(message.fault)
    else asked?.resolve(unpack(message))
  })
  port.on('error', error => {
    broken = error
    for (const asked of pending.values()) asked.reject(error)
    pending.clear()
  })
  return (seed, wanted) => {
    if (broken !== undefined) return Promise.reject(broken)
    const id = next++
    const families = [...new Set(wanted.map(({ family }) => family.name))]
    const places = new Uint32Array(2 * wanted.length)
    for (const [at, { family, index }] of wanted.entries()) {
      places[2 * at] = families.indexOf(family.name)
      places[2 * at + 1] = index
    }
    return new Promise((resolve, reject) => {
      pending.set(id, { resolve, reject })
      port.postMessage({ id, seed, families, places } satisfies Order)
    })
  }
}

/** Starts a thread from `entry`, which calls `serveSamples`. Where it cannot start, what is asked of it fails. */
export function openSampleThread(entry: URL): SampleThread {
  const thread = new Worker(entry)
  return {
    make: askForSamples(thread),
    close: async () => {
      await thread.terminate()
    },
  }
}
