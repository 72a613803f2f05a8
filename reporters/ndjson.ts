import { appendFileSync } from 'node:fs'
import type { Exchange } from '../engine/model/exchange.ts'
import type { Finding } from '../engine/model/finding.ts'
import { ReportWriteError } from './write-error.ts'

/** How bytes stand in a line; no string of a finding can look like it. */
interface Base64 {
  readonly $base64: string
}

/** Reads the raw property, as `Buffer.toJSON` has already been at `value`. */
function encodeBytes(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const raw = this[key]
  if (!(raw instanceof Uint8Array)) return value
  return { $base64: Buffer.from(raw).toString('base64') } satisfies Base64
}

/** A finding as one line of `findings.ndjson`, its exchanges included. */
export function formatFinding(finding: Finding): string {
  return `${JSON.stringify(finding, encodeBytes)}\n`
}

function append(file: string, line: string): void {
  try {
    appendFileSync(file, line)
  } catch (error) {
    throw new ReportWriteError(file, error)
  }
}

/** Adds an exchange to a recording, as `appendFinding` does. */
export function appendExchange(file: string, exchange: Exchange): void {
  append(file, `${JSON.stringify(exchange, encodeBytes)}\n`)
}

/**
 * Adds a finding to the file before it returns: nothing is lost when the run dies after it. Throws a
 * `ReportWriteError` where it cannot be written.
 */
export function appendFinding(file: string, finding: Finding): void {
  append(file, formatFinding(finding))
}
