import { refusal } from '../answers.ts'
import type { Answer, Call } from '../call.ts'
import { decodeJson } from '../codec/json.ts'
import { decodeXml } from '../codec/xml.ts'

/** Reads the body in its format; without one, the query (F-22). A body wins over a query (S-24). */
export function decode(call: Call): Answer | undefined {
  if (call.format === undefined) {
    const reason = call.query.get('reason')
    call.input = reason === null ? {} : { reason }
    return undefined
  }
  const input = call.format === 'json' ? decodeJson(call.body) : decodeXml(call.body)
  if (input === undefined) return refusal(400, { subcode: 'DeserializationFailure' })
  call.input = input
  return undefined
}
