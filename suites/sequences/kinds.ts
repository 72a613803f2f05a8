import { mediaTypes } from '../../engine/encode/media-types.ts'
import type { RequestSpec, TokenSpec } from '../../engine/model/request.ts'
import type { Outcome } from '../../engine/model/requirement.ts'
import { accepted, statuses } from '../write/expectations.ts'
import {
  askingDismiss,
  type BodyEncoding,
  probe,
  REQUIRES_MIN_VERSION,
  withHeaders,
} from '../write/requests.ts'
import { TRUNCATED } from '../write/texts.ts'

/** Whatever a request gets alone, it gets an answer of its own here too. */
export const anAnswer = statuses('2xx', '3xx', '4xx', 500, 501, 505)

/** Methods that are not POST may be left without any answer, or get a gateway's (S-85 to S-88): judged elsewhere. */
export const atMostAnAnswer = statuses('2xx', 'not-2xx')

/** One request of a kind and what it has to meet, whatever came before it on the connection. */
export interface Kind {
  readonly request: RequestSpec
  readonly allowed: readonly Outcome[]
  /** Refused by a server that keeps to the pages. */
  readonly refusable?: true
  /** Dismisses its link. */
  readonly spends: boolean
}

export type KindName =
  | 'valid'
  | 'no-reason'
  | 'malformed'
  | 'wrong-reason'
  | 'media-type'
  | 'no-token'
  | 'bad-token'
  | 'version'
  | 'put'
  | 'get'

/** Nobody's tokens. */
export const UNKNOWN_TOKENS: Readonly<Record<'no-token' | 'bad-token', TokenSpec>> = {
  'no-token': { kind: 'none' },
  'bad-token': { kind: 'garbage', value: 'nobody' },
}

/** What a request gets is judged elsewhere; here each has to be answered. */
export function kinds(encoding: BodyEncoding): Readonly<Record<KindName, Kind>> {
  const valid = askingDismiss(encoding, 'Conflict')
  const answered = (request: RequestSpec): Kind => ({ request, allowed: anAnswer, spends: false })
  const refusable = (request: RequestSpec): Kind => ({ ...answered(request), refusable: true })
  const other = (request: RequestSpec): Kind => ({ ...refusable(request), allowed: atMostAnAnswer })
  return {
    valid: { request: valid, allowed: accepted, spends: true },
    'no-reason': { request: askingDismiss(encoding), allowed: accepted, spends: true },
    malformed: refusable(probe(encoding, TRUNCATED[encoding])),
    // May be taken for Unknown (S-19), and says nothing of the next request either way.
    'wrong-reason': answered(askingDismiss(encoding, 'NoSuchReason')),
    'media-type': refusable(withHeaders(valid, ['Content-Type', 'text/plain'])),
    'no-token': answered({ ...valid, token: UNKNOWN_TOKENS['no-token'] }),
    'bad-token': answered({ ...valid, token: UNKNOWN_TOKENS['bad-token'] }),
    version: refusable(withHeaders(valid, [REQUIRES_MIN_VERSION, '999.0'])),
    put: other({ ...valid, method: 'PUT' }),
    get: other({ method: 'GET', framing: 'none', headers: [['Accept', mediaTypes[encoding]]] }),
  }
}
