import { encodeJson } from './json.ts'
import { encodeXml } from './xml.ts'

/** The plain valid input in either format, with a reason or without one. */
export function encodeBody(encoding: 'json' | 'xml', reason?: string): Uint8Array {
  return encoding === 'json' ? encodeJson(reason) : encodeXml(reason)
}
