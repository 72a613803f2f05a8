import { sampleAt } from '../../generate/sample.ts'
import type { MakeSamples, SampleId } from '../../generate/sample-thread.ts'
import type { GeneratedBody } from '../../model/requirement.ts'

/** A sample wanted, and its body or the promise of it. */
export interface Prepared<Entry extends SampleId> {
  readonly entry: Entry
  readonly sample: GeneratedBody | Promise<GeneratedBody>
}

/** Some milliseconds of work for the thread that makes them. */
const BATCH = 256

/** Batches under way while one is sent: two, so that the thread always has one to make. */
const AHEAD = 2

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
  const start = () => {
    const batch = takeBatch(iterator)
    const made = make(seed, batch)
    // Whoever awaits a sample hears of it; a batch that is never reached must not end the process.
    made.catch(() => undefined)
    return { batch, made }
  }
  const started = Array.from({ length: AHEAD }, start)
  for (
    let current = started.shift();
    current !== undefined && current.batch.length > 0;
    current = started.shift()
  ) {
    started.push(start())
    const { batch, made } = current
    for (const [at, entry] of batch.entries()) {
      yield { entry, sample: made.then(samples => sampleOf(samples, at)) }
    }
  }
}
