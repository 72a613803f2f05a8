import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Outcome } from './subject.ts'
import type { Proof } from './tasks.ts'

/** Runs proofs in threads, `width` at a time, and tells each result as it comes. */
export async function runTasks(
  proofs: readonly Proof[],
  width: number,
  onResult: (proof: Proof, result: Outcome | Error) => void,
): Promise<void> {
  const queue = proofs[Symbol.iterator]()
  await Promise.all(
    Array.from({ length: width }, async () => {
      const worker = new Worker(new URL('./worker.js', import.meta.url))
      for (let next = queue.next(); !next.done; next = queue.next()) {
        worker.postMessage(next.value.task)
        const [{ outcome, error }] = await once(worker, 'message')
        onResult(next.value, outcome ?? new Error(error))
      }
      await worker.terminate()
    }),
  )
}
