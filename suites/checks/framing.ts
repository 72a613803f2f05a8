import { MAX_BYTES } from '../../engine/classify/limits.ts'
import type { Exchange } from '../../engine/model/exchange.ts'
import type { Mismatch } from '../../engine/model/mismatch.ts'
import type { Check } from '../../engine/model/requirement.ts'

function statusOf(exchange: Exchange): number | undefined {
  return exchange.end === 'malformed' ? undefined : exchange.answer?.status
}

function strayBytes(what: string, { stray }: Exchange): Mismatch {
  return { what, expected: 'none', received: `${stray.length} bytes` }
}

/** Nothing follows the head of a 204. */
export const noStrayBytes: Check = exchange => {
  if (exchange.transport !== 'wire' || statusOf(exchange) !== 204) return undefined
  if (exchange.stray.length === 0) return []
  return [strayBytes('bytes after the 204', exchange)]
}

/** A server that refuses a large body unread may close (S-31), and the reset overtake what it had said (RFC 9112 section 9.6). */
function mayBeCut({ end, sent }: Exchange): boolean {
  return end === 'closed' && sent.body.length > MAX_BYTES
}

/** The answer is as long as it says, and nothing follows it. */
export const trueLengths: Check = exchange => {
  if (exchange.answer === null || exchange.end === 'oversize' || mayBeCut(exchange)) return undefined
  if (exchange.framingFault !== null) {
    return [{ what: 'framing', expected: 'the length that is declared', received: exchange.framingFault }]
  }
  if (statusOf(exchange) === 204 || exchange.stray.length === 0) return []
  return [strayBytes('bytes after the answer', exchange)]
}

/** An answer that began has to end, by its length or by closing (a cut at our size limit says nothing). */
export const endsItsAnswer: Check = exchange => {
  if (exchange.end === 'oversize' || mayBeCut(exchange)) return undefined
  const begun = exchange.answer !== null || exchange.stray.length > 0
  if (!begun || exchange.end === 'malformed') return undefined
  if (exchange.end === 'closed') {
    return [{ what: 'answer', expected: 'an end', received: 'the connection closed in the middle of it' }]
  }
  if (exchange.end === 'timeout')
    return [{ what: 'answer', expected: 'an end', received: 'no end within the time limit' }]
  return []
}

/** An answer that comes without a request of its own would be taken for the answer to the next one. */
export const answeredOnce: Check = exchange =>
  exchange.stray.length === 0 ? [] : [strayBytes('bytes after the answer', exchange)]
