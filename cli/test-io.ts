import type { Io } from './io.ts'

/** An `Io` that keeps what is written, for tests. */
interface RecordedIo extends Io {
  readonly written: { out: string; err: string }
}

/** Nothing written yet; no terminal, so no colours. */
export function recordIo(): RecordedIo {
  const written = { out: '', err: '' }
  const record = (way: 'out' | 'err') => ({
    write: (text: string) => {
      written[way] += text
    },
  })
  return { written, out: record('out'), err: record('err') }
}
