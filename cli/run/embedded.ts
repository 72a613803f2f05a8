import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { startReferenceServer } from '../../reference/server.ts'

/** A reference server that belongs to one run. */
export interface Embedded {
  /** The profile that reaches it. */
  readonly profile: object
  close(): Promise<void>
}

/**
 * Starts the reference server on a free loopback port, in a thread of its own so that it does not share a core
 * with the run. From TypeScript sources, which a thread cannot load, it runs in this one.
 */
export async function startEmbedded(ids: readonly string[] = []): Promise<Embedded> {
  if (import.meta.filename.endsWith('.ts')) return startReferenceServer({ with: ids })
  const thread = new Worker(new URL('./embedded-thread.js', import.meta.url), { workerData: { with: ids } })
  thread.unref()
  const [profile] = await once(thread, 'message')
  return {
    profile: profile as object,
    close: async () => {
      await thread.terminate()
    },
  }
}
