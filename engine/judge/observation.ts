import { decodeErrorBody } from '../decode/error-body.ts'
import type { Exchange } from '../model/exchange.ts'

/** `Conflict/AlreadyExists` of a JSON or XML error body; empty when there is none. */
function describeCode(exchange: Exchange): string {
  if (exchange.answer === null || exchange.answer.status < 400) return ''
  const { members } = decodeErrorBody(exchange.answer)
  const code = members.get('code')?.text ?? ''
  const subcode = members.get('subcode')?.text ?? ''
  return subcode === '' || subcode === 'None' ? code : `${code}/${subcode}`
}

/**
 * What the server did, in a form that two reports can be compared by: `204`, `409 Conflict/AlreadyExists`,
 * or, where no whole answer came, how the exchange ended.
 */
export function describeObservation(exchange: Exchange): string {
  if (exchange.end !== 'complete' && exchange.end !== 'oversize') return exchange.end
  if (exchange.answer === null) return exchange.end
  return `${exchange.answer.status} ${describeCode(exchange)}`.trim()
}
