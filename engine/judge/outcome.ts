import { answeredBy } from '../decode/answered-by.ts'
import type { Member } from '../decode/body-content.ts'
import { decodeErrorBody } from '../decode/error-body.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Mismatch } from '../model/mismatch.ts'
import type { Outcome, StatusPattern } from '../model/requirement.ts'
import { describeObservation } from './observation.ts'

/** The final status, or null when no status line was read. */
function statusOf(exchange: Exchange): number | null {
  return exchange.end === 'malformed' ? null : (exchange.answer?.status ?? null)
}

/**
 * Who does not answer does not accept: "not 2xx" holds (S-58, S-85), though a dropped connection and a hang may well
 * break what is said of the status.
 */
function matchesSilence({ end }: Exchange, pattern: StatusPattern): boolean {
  if (end === 'closed') return pattern === 'closed' || pattern === 'not-2xx'
  return end === 'timeout' && pattern === 'not-2xx'
}

/** True when the exchange ended as the pattern says. */
export function matchesStatus(exchange: Exchange, pattern: StatusPattern): boolean {
  const status = statusOf(exchange)
  if (status === null) return matchesSilence(exchange, pattern)
  if (typeof pattern === 'number') return status === pattern
  const [hundreds] = String(status)
  return pattern === 'not-2xx' ? hundreds !== '2' : hundreds === pattern[0]
}

/** `None`, empty and absent subcodes are equal (S-70). */
function normaliseSubcode(text: string | undefined): string | null {
  return text === undefined || text === '' || text === 'None' ? null : text
}

function describeSubcodes(allowed: readonly (string | null)[]): string {
  return allowed.map(subcode => subcode ?? 'none').join(' or ')
}

/** A member of another type than the facts give it is a fault of the body, judged on every answer (F-39). */
function isText(member: Member | undefined): boolean {
  return member === undefined || ['string', 'element', 'null'].includes(member.kind)
}

/**
 * Compares code and subcode where the answer is UCWA's own and its body readable JSON or XML, else the status is all
 * there is to judge (S-14, S-77); letter case of codes is ignored (S-66).
 */
function compareCodes(exchange: Exchange, outcome: Outcome): readonly Mismatch[] {
  const { answer } = exchange
  if (outcome.code === undefined && outcome.subcode === undefined) return []
  // Of a body that was cut at our limit nothing is known.
  if (answer === null || exchange.end === 'oversize') return []
  const { format, members, wellFormed } = decodeErrorBody(answer)
  if (format === 'none' && outcome.coded && outcome.code) {
    return [{ what: 'code', expected: outcome.code.join(' or '), received: 'no body' }]
  }
  if ((format !== 'json' && format !== 'xml') || !wellFormed || answeredBy(exchange) !== 'ucwa') return []
  const code = members.get('code')?.text
  const subcode = normaliseSubcode(members.get('subcode')?.text)
  const mismatches: Mismatch[] = []
  if (outcome.code && !outcome.code.some(name => name.toLowerCase() === code?.toLowerCase())) {
    mismatches.push({ what: 'code', expected: outcome.code.join(' or '), received: code ?? 'absent' })
  }
  if (outcome.subcode && isText(members.get('subcode')) && !outcome.subcode.includes(subcode)) {
    mismatches.push({
      what: 'subcode',
      expected: describeSubcodes(outcome.subcode),
      received: subcode ?? 'none',
    })
  }
  return mismatches
}

const PATTERN_WORDS: Readonly<Record<string, string>> = {
  '2xx': 'a 2xx status',
  '3xx': 'a 3xx status',
  '4xx': 'a 4xx status',
  'not-2xx': 'a refusal',
  closed: 'the connection closed',
}

/** The allowed outcomes as a reader would say them: `400 BadRequest or 415`. */
export function describeOutcomes(allowed: readonly Outcome[]): string {
  const words = allowed.map(({ status, code }) => {
    const text = String(PATTERN_WORDS[status] ?? status)
    return code ? `${text} ${code.join('/')}` : text
  })
  return [...new Set(words)].join(' or ')
}

/**
 * Compares an exchange with the outcomes allowed. Empty: one of them matched, or none was asked for.
 * Otherwise the mismatches against the outcome that came nearest.
 */
export function compareOutcome(exchange: Exchange, allowed: readonly Outcome[]): readonly Mismatch[] {
  if (allowed.length === 0) return []
  let nearest: readonly Mismatch[] | undefined
  for (const outcome of allowed) {
    if (!matchesStatus(exchange, outcome.status)) continue
    const mismatches = compareCodes(exchange, outcome)
    if (nearest === undefined || mismatches.length < nearest.length) nearest = mismatches
  }
  return (
    nearest ?? [
      { what: 'status', expected: describeOutcomes(allowed), received: describeObservation(exchange) },
    ]
  )
}
