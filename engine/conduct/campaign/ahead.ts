import { sampleAt } from '../../generate/sample.ts'
import type { MakeSamples, SampleId } from '../../generate/sample-thread.ts'
import type { GeneratedBody } from '../../model/requirement.ts'

/** A sample wanted, and its body or, while that is still being made, the promise of it. */
export interface Prepared<Entry extends SampleId> {
  readonly entry: Entry
  readonly sample: GeneratedBody | Promise<GeneratedBody>
}

/**
 * Half a millisecond of work for the thread that makes them: where cores are few, the target waits for this thread
 * while it works, and whoever sends waits for the target.
 */
const BATCH = 32

/** Batches under way while one is sent: so many that the thread always has one to make. */
const AHEAD = 4

function takeBatch<Entry>(entries: Iterator<Entry>): readonly Entry[] {
  const batch: Entry[] = []
  while (batch.length < BATCH) {
    const next = entries.next()
    if (next.done) break
    batch.push(next.value)
  }
  return batch
}

function sampleOf(samples: readonly GeneratedBody[], at: number): GeneratedBody {
  const sample = samples[at]
  if (sample === undefined) throw new RangeError(`no sample ${at} in a batch of ${samples.length}`)
  return sample
}

/** Entries that were asked for together, and their samples once they came. */
class Batch<Entry extends SampleId> {
  readonly entries: readonly Entry[]
  readonly #made: Promise<readonly GeneratedBody[]>
  #samples: readonly GeneratedBody[] | undefined

  constructor(entries: readonly Entry[], seed: number, make: MakeSamples) {
    this.entries = entries
    this.#made = make(seed, entries)
    this.#made.then(
      samples => {
        this.#samples = samples
      },
      // Whoever awaits a sample hears of it; a batch that is never reached must not end the process.
      () => undefined,
    )
  }

  sampleAt(at: number): GeneratedBody | Promise<GeneratedBody> {
    return this.#samples === undefined
      ? this.#made.then(samples => sampleOf(samples, at))
      : sampleOf(this.#samples, at)
  }
}

/** Adds their bodies to samples, in order: made in batches ahead of their turn by `make`, else here and now. */
export function* prepare<Entry extends SampleId>(
  entries: Iterable<Entry>,
  seed: number,
  make: MakeSamples | undefined,
): Generator<Prepared<Entry>> {
  if (make === undefined) {
    for (const entry of entries) yield { entry, sample: sampleAt(entry.family, seed, entry.index) }
    return
  }
  const iterator = entries[Symbol.iterator]()
  const start = () => new Batch(takeBatch(iterator), seed, make)
  const started = Array.from({ length: AHEAD }, start)
  for (
    let current = started.shift();
    current !== undefined && current.entries.length > 0;
    current = started.shift()
  ) {
    started.push(start())
    for (const [at, entry] of current.entries.entries()) yield { entry, sample: current.sampleAt(at) }
  }
}
