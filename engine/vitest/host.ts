import { BroadcastChannel } from 'node:worker_threads'
import type { Finding } from '../model/finding.ts'
import { CHANNEL, type Settled, type Wanted } from './messages.ts'

/** Finds out about an area; called once for each area that a test file asks for. */
export type FindOut = (area: string) => Promise<readonly Finding[]>

/** Answers the tests of this process with findings until it is closed. */
export function hostFindings(findOut: FindOut): { close(): void } {
  const channel = new BroadcastChannel(CHANNEL)
  const known = new Map<string, Promise<readonly Finding[]>>()
  let closed = false
  channel.onmessage = async event => {
    const message = (event as { data: Wanted | Settled }).data
    if (!('want' in message)) return
    const { want } = message
    // A run that ends with an error is told by the command; its tests find nothing.
    const pending = known.get(want) ?? findOut(want).catch(() => [])
    known.set(want, pending)
    const findings = await pending
    if (!closed) channel.postMessage({ area: want, findings } satisfies Settled)
  }
  channel.unref()
  return {
    close: () => {
      closed = true
      channel.close()
    },
  }
}
