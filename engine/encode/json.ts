import { utf8 } from './utf8.ts'

/** The compact JSON input of `dismiss`, `{"reason":"X"}`; `{}` without a reason (S-01, S-10). */
export function encodeJson(reason?: string): Uint8Array {
  return utf8(JSON.stringify({ reason }))
}
