import { decodeErrorBody } from '../decode/error-body.ts'
import type { Answer, Exchange } from '../model/exchange.ts'

/** `Conflict/AlreadyExists` of a JSON or XML error body; empty when there is none. */
function describeCode(answer: Answer): string {
  if (answer.status < 400) return ''
  const { members } = decodeErrorBody(answer)
  const code = members.get('code')?.text ?? ''
  const subcode = members.get('subcode')?.text ?? ''
  return subcode === '' || subcode === 'None' ? code : `${code}/${subcode}`
}

/**
 * What the server did, in a form that two reports can be compared by: `204`, `409 Conflict/AlreadyExists`,
 * or, where no whole answer came, how the exchange ended.
 */
export function describeObservation({ answer, end }: Exchange): string {
  if (end !== 'complete' && end !== 'oversize') return end
  return answer === null ? end : `${answer.status} ${describeCode(answer)}`.trim()
}
