import { operation } from '../../schemas/load.ts'
import { refusal } from '../answers.ts'
import type { Answer, Call } from '../call.ts'

/** The error that the link was made to give (F-52). */
export function state(call: Call): Answer | undefined {
  const error = operation.errors.find(({ subcode }) => subcode === call.link?.state)
  return error && refusal(error.status, { code: error.code, subcode: error.subcode })
}
