import { parentPort } from 'node:worker_threads'
import { proveSubject, type Task } from './subject.ts'

/** One task after the other; an error of the run is an outcome too. */
parentPort?.on('message', async (task: Task) => {
  try {
    parentPort?.postMessage({ outcome: await proveSubject(task) })
  } catch (error) {
    parentPort?.postMessage({
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  }
})
