import { openSampleThread, type SampleThread } from '../engine/generate/sample-thread.ts'

/** Below this, starting a thread takes longer than it saves. */
const WORTH_A_THREAD = 10_000

/**
 * Opens the thread that makes the samples of a long campaign while they are sent; `undefined` for a short one,
 * and from TypeScript sources, which a thread cannot load: then each sample is made when its turn comes.
 */
export function openSamples(generated: number): SampleThread | undefined {
  if (generated < WORTH_A_THREAD || import.meta.filename.endsWith('.ts')) return undefined
  return openSampleThread(new URL('./sample-thread.js', import.meta.url))
}
