import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Outcome, Task } from './subject.ts'

/** Runs tasks in threads, `width` at a time, and tells each result as it comes. */
export async function runTasks(
  tasks: readonly Task[],
  width: number,
  onResult: (task: Task, result: Outcome | Error) => void,
): Promise<void> {
  const queue = tasks[Symbol.iterator]()
  await Promise.all(
    Array.from({ length: width }, async () => {
      const worker = new Worker(new URL('./worker.js', import.meta.url))
      for (let next = queue.next(); !next.done; next = queue.next()) {
        worker.postMessage(next.value)
        const [{ outcome, error }] = await once(worker, 'message')
        onResult(next.value, outcome ?? new Error(error))
      }
      await worker.terminate()
    }),
  )
}
