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

/** All bodies in one buffer, each up to its end: one transfer costs less than many. */
interface Delivery {
  readonly id: number
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly ends: readonly number[]
  readonly contentTypes: readonly string[]
}

interface Failure {
  readonly id: number
  readonly fault: unknown
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
      let end = 0
      const ends = samples.map(({ body }) => {
        end += body.length
        return end
      })
      const bytes = new Uint8Array(end)
      for (const [at, { body }] of samples.entries()) bytes.set(body, ends[at - 1] ?? 0)
      const contentTypes = samples.map(({ contentType }) => contentType)
      port.postMessage({ id, bytes, ends, contentTypes } satisfies Delivery, [bytes.buffer])
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

function unpack({ bytes, ends, contentTypes }: Delivery): readonly GeneratedBody[] {
  return contentTypes.map((contentType, at) => ({
    contentType,
    body: bytes.subarray(ends[at - 1] ?? 0, ends[at]),
  }))
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
    const placeOf = new Map(families.map((name, place) => [name, place]))
    const places = wanted.flatMap(({ family, index }) => [placeOf.get(family.name) ?? -1, index])
    return new Promise((resolve, reject) => {
      pending.set(id, { resolve, reject })
      port.postMessage({ id, seed, families, places: Uint32Array.from(places) } satisfies Order)
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
