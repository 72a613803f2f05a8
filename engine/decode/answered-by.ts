import { operation } from '../../schemas/load.ts'
import type { Answer, Exchange } from '../model/exchange.ts'
import { decodeErrorBody } from './error-body.ts'
import { headerValue } from './header.ts'

type AnsweredBy = 'ucwa' | 'intermediary' | 'unknown'

/** Statuses that gateways and proxies send of their own accord: without a sign of UCWA they are not taken for its. */
const GATEWAY_STATUSES: ReadonlySet<number> = new Set([413, 429, 502, 503, 504])

/** Every UCWA answer is said to name its version (F-71). */
function byVersionHeader({ headers }: Answer): AnsweredBy {
  return headerValue(headers, 'x-ms-ucwaversion') === undefined ? 'unknown' : 'ucwa'
}

function hasErrorMember(answer: Answer): boolean {
  const { members } = decodeErrorBody(answer)
  return operation.errorMembers.some(name => members.has(name))
}

function errorAnsweredBy(answer: Answer): AnsweredBy {
  const { format, declared } = decodeErrorBody(answer)
  const structured = format === 'json' || format === 'xml'
  const packed = !structured && (declared?.kind === 'json' || declared?.kind === 'xml')
  // Authentication comes before UCWA, with bodies of its own (F-61, S-55).
  if (answer.status === 401) return structured && hasErrorMember(answer) ? 'ucwa' : 'unknown'
  if (format === 'none' || packed) return byVersionHeader(answer)
  if (!structured) return 'intermediary'
  return GATEWAY_STATUSES.has(answer.status) && !hasErrorMember(answer) ? 'intermediary' : 'ucwa'
}

/** Whose answer this is: UCWA's, that of something on the path (F-37, F-38, S-77), or not to be told. */
export function answeredBy({ answer }: Pick<Exchange, 'answer'>): AnsweredBy {
  if (answer === null) return 'unknown'
  return answer.status >= 400 ? errorAnsweredBy(answer) : byVersionHeader(answer)
}

/**
 * True where the facts let an error body be judged: a whole answer with a status of the table, which holds
 * neither success nor 401, except to HEAD, whose type is JSON or XML and which is not an intermediary's.
 */
export function isJudgeableErrorBody(exchange: Exchange): boolean {
  const { answer, end, sent } = exchange
  if (answer === null || end !== 'complete' || sent.method === 'HEAD') return false
  if (!operation.statusCodes.has(answer.status)) return false
  const { format } = decodeErrorBody(answer)
  return (format === 'json' || format === 'xml') && answeredBy(exchange) === 'ucwa'
}
