import type { Input } from '../call.ts'

/** RFC 8259 section 8.1: UTF-8; a byte order mark in front is skipped. */
const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** Input as an object in strict JSON (RFC 8259); `undefined` for anything else. Other members are ignored (S-22, S-23). */
export function decodeJson(bytes: Uint8Array): Input | undefined {
  try {
    const value: unknown = JSON.parse(UTF8.decode(bytes))
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    const names = Object.keys(value).filter(name => name !== '_links' && name !== '_embedded')
    return names.includes('reason') ? { reason: (value as { reason: unknown }).reason, names } : { names }
  } catch {
    return undefined // not UTF-8, or not JSON
  }
}
