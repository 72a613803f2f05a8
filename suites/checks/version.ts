import { isJudgeableErrorBody } from '../../engine/decode/answered-by.ts'
import { decodeErrorBody } from '../../engine/decode/error-body.ts'
import type { Check } from '../../engine/model/requirement.ts'

const SUBCODE = 'APIVersionNotSupported'

/** A 404 of UCWA's own names the subcode of a version that is not served (F-72); other bodies say nothing of it (S-77). */
export const saysVersionNotSupported: Check = exchange => {
  const { answer } = exchange
  if (answer?.status !== 404 || !isJudgeableErrorBody(exchange)) return undefined
  const { format, members, wellFormed } = decodeErrorBody(answer)
  if ((format !== 'json' && format !== 'xml') || !wellFormed) return undefined
  const subcode = members.get('subcode')?.text ?? ''
  return subcode === SUBCODE ? [] : [{ what: 'subcode', expected: SUBCODE, received: subcode || 'none' }]
}
