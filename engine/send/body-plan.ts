import type { Answer } from '../model/exchange.ts'
import type { Header } from '../model/request.ts'

export type AnswerHead = Omit<Answer, 'body' | 'framing'>

/** What an answer's head says about its body. */
interface BodyPlan {
  readonly framing: Answer['framing']
  /** Bytes of a body with framing `length`; else 0. */
  readonly length: number
  /** Broken rules that leave no doubt about where the body ends. */
  readonly faults: readonly string[]
  /** Why it cannot be known where the body ends. */
  readonly ambiguous: string | null
}

function plan(framing: Answer['framing'], faults: readonly string[] = [], length = 0): BodyPlan {
  return { framing, length, faults, ambiguous: null }
}

function valuesOf(headers: readonly Header[], name: string): readonly string[] {
  const values: string[] = []
  for (const [key, value] of headers)
    if (key.length === name.length && key.toLowerCase() === name)
      values.push(...value.split(',').map(part => part.trim()))
  return values
}

/** RFC 9110 section 8.6 and RFC 9112 section 6.1; a length of 0 is tolerated (S-06). */
function planNoContent(lengths: readonly string[], codings: readonly string[]): BodyPlan {
  const faults: string[] = []
  if (lengths.some(length => !/^0+$/.test(length))) faults.push('a 204 with a Content-Length other than 0')
  if (codings.length > 0) faults.push('a 204 with Transfer-Encoding')
  return plan('none', faults)
}

function planCoded(version: string, lengths: readonly string[], codings: readonly string[]): BodyPlan {
  const faults: string[] = []
  if (version === '1.0') faults.push('Transfer-Encoding in an HTTP/1.0 answer')
  if (lengths.length > 0) faults.push('both Transfer-Encoding and Content-Length')
  if (codings.filter(coding => coding === 'chunked').length > 1) faults.push('chunked more than once')
  return plan(codings.at(-1) === 'chunked' ? 'chunked' : 'close', faults)
}

function planLength(lengths: readonly string[]): BodyPlan {
  const [length = ''] = lengths
  if (!lengths.every(value => /^\d+$/.test(value))) {
    return { ...plan('none'), ambiguous: 'a Content-Length that is not a number' }
  }
  if (lengths.some(value => value !== length)) {
    return { ...plan('none'), ambiguous: 'two Content-Lengths that differ' }
  }
  return plan('length', lengths.length > 1 ? ['Content-Length more than once'] : [], Number(length))
}

/** How long the body of an answer to that method is, RFC 9112 section 6.3. */
export function planBody(method: string, { status, version, headers }: AnswerHead): BodyPlan {
  const lengths = valuesOf(headers, 'content-length')
  const codings = valuesOf(headers, 'transfer-encoding').map(coding => coding.toLowerCase())
  if (status === 204) return planNoContent(lengths, codings)
  if (method === 'HEAD' || status < 200 || status === 304) return plan('none')
  if (codings.length > 0) return planCoded(version, lengths, codings)
  return lengths.length > 0 ? planLength(lengths) : plan('close')
}
