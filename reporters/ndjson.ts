import { appendFileSync, readFileSync } from 'node:fs'
import type { Exchange } from '../engine/model/exchange.ts'
import type { Finding } from '../engine/model/finding.ts'

/** How bytes stand in a line; no string of a finding can look like it. */
interface Base64 {
  readonly $base64: string
}

function isBase64(value: unknown): value is Base64 {
  return (
    typeof value === 'object' && value !== null && '$base64' in value && typeof value.$base64 === 'string'
  )
}

/** Reads the raw property, as `Buffer.toJSON` has already been at `value`. */
function encodeBytes(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const raw = this[key]
  if (!(raw instanceof Uint8Array)) return value
  return { $base64: Buffer.from(raw).toString('base64') } satisfies Base64
}

function decodeBytes(_key: string, value: unknown): unknown {
  return isBase64(value) ? new Uint8Array(Buffer.from(value.$base64, 'base64')) : value
}

/** A finding as one line of `findings.ndjson`, its exchanges included. */
export function formatFinding(finding: Finding): string {
  return `${JSON.stringify(finding, encodeBytes)}\n`
}

/** Adds an exchange to a recording, as `appendFinding` does. */
export function appendExchange(file: string, exchange: Exchange): void {
  appendFileSync(file, `${JSON.stringify(exchange, encodeBytes)}\n`)
}

/** Adds a finding to the file before it returns: nothing is lost when the run dies after it. Throws when not writable. */
export function appendFinding(file: string, finding: Finding): void {
  appendFileSync(file, formatFinding(finding))
}

/**
 * The findings of a file that `appendFinding` wrote, equal to those that went in. A last line that was cut off by
 * the end of the run is left out; throws for any other line that is not JSON.
 */
export function readFindings(file: string): readonly Finding[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.slice(0, -1).map(line => JSON.parse(line, decodeBytes) as Finding)
}
