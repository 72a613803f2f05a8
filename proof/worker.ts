import { parentPort } from 'node:worker_threads'
import type { Task } from './pool.ts'
import { proveSubject } from './subject.ts'

/** One task after the other; an error of the run is an outcome too. */
parentPort?.on('message', async ({ ids, generated, seed }: Task) => {
  try {
    parentPort?.postMessage({ outcome: await proveSubject(ids, generated, seed) })
  } catch (error) {
    parentPort?.postMessage({
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  }
})
