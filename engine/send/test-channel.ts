import { onTestFinished } from 'vitest'
import { openChannel, type WireChannel, type WireOptions } from './wire.ts'

/** A raw channel that is closed when the test is over; it listens for 50 ms behind an answer. */
export function openTestChannel(options: Partial<WireOptions> = {}): WireChannel {
  let connections = 0
  const opened = openChannel({ tls: {}, quietMs: 50, nextConnection: () => ++connections, ...options })
  onTestFinished(() => opened.close())
  return opened
}

/** Bytes of an answer as ISO 8859-1. */
export const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
