import { operation } from '../../schemas/load.ts'
import { refusal } from '../answers.ts'
import type { Answer, Call } from '../call.ts'

/** The reason may be absent (F-17); otherwise it is one of the eight, letter for letter. */
export function validate(call: Call): Answer | undefined {
  const reason = call.input?.reason
  if (reason === undefined) return undefined
  if (typeof reason !== 'string' || !operation.reasons.includes(reason)) {
    const parameters = { reason: 'The value is not one of those defined.' }
    return refusal(400, { subcode: 'ParameterValidationFailure', parameters })
  }
  call.reason = reason
  return undefined
}
