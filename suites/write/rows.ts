import type { RequestSpec, TokenSpec } from '../../engine/model/request.ts'
import type {
  AnswerRequirement,
  Area,
  Case,
  Check,
  EffectRequirement,
  Encoding,
  Family,
  Level,
  Observe,
  Outcome,
  ProbeRequirement,
  Requirement,
  StatusPattern,
  Step,
} from '../../engine/model/requirement.ts'
import type { FactId } from '../facts.ts'
import { BODY_ENCODINGS, type BodyEncoding, otherVariants } from './requests.ts'

/** What every requirement says about itself; the id's letters name its area. */
interface Head {
  readonly id: `DIS-${string}-${number}`
  readonly level: Level
  readonly title: string
  readonly statement: string
  readonly sources: readonly FactId[]
  readonly since?: `${number}.${number}`
}

type CaseOptions = Pick<
  Case,
  'needs' | 'owners' | 'state' | 'hostile' | 'control' | 'alone' | 'presumes' | 'sharpens' | 'about' | 'rest'
>

/** One request and its outcomes, as a row writes it. */
export interface ProbeRow extends CaseOptions {
  /** Case id without the requirement: `xml/IPv6NotSupported`. */
  readonly id: string
  readonly encoding: Encoding
  readonly request: RequestSpec
  /** For this row; of those that the requirement names, where it names any. */
  readonly only?: readonly StatusPattern[]
  /** For this row, in place of the requirement's. */
  readonly unless?: readonly StatusPattern[]
}

/** Several requests in order, each with its own outcomes. */
export interface SequenceRow extends CaseOptions {
  readonly id: string
  readonly encoding: Encoding
  readonly steps: readonly [Step, ...Step[]]
}

interface Expected {
  readonly allowed: readonly Outcome[]
  readonly unless?: readonly StatusPattern[]
  readonly only?: readonly StatusPattern[]
  readonly checks?: readonly Check[]
  readonly observes?: Observe
}

/** A requirement whose probes all have the same allowed outcomes. */
export function requirement(
  head: Head & Expected & { readonly probes: readonly ProbeRow[]; readonly families?: readonly Family[] },
): ProbeRequirement {
  const { allowed, unless, only, checks, observes, probes, ...rest } = head
  const expect = {
    allowed,
    ...(unless && { unless }),
    ...(only && { only }),
    ...(checks && { checks }),
    ...(observes && { observes }),
  }
  const cases = probes.map(({ id, request, only: ownOnly, unless: ownUnless, ...options }): Case => {
    const bothOnly = ownOnly && only ? only.filter(pattern => ownOnly.includes(pattern)) : ownOnly
    if (bothOnly?.length === 0) throw new RangeError(`${head.id}/${id}: no status is judged`)
    const own = { ...(bothOnly && { only: bothOnly }), ...(ownUnless && { unless: ownUnless }) }
    return { ...options, id: `${head.id}/${id}`, steps: [{ request, expect: { ...expect, ...own } }] }
  })
  return { ...rest, cases }
}

/** A requirement whose cases are sequences of requests. */
export function sequences(head: Head & { readonly rows: readonly SequenceRow[] }): ProbeRequirement {
  const { rows, ...rest } = head
  return { ...rest, cases: rows.map(({ id, ...row }) => ({ ...row, id: `${head.id}/${id}` })) }
}

/** A requirement on every answer, of whichever case. */
export function everyAnswer(head: Head & Pick<AnswerRequirement, 'everyAnswer'>): AnswerRequirement {
  return head
}

/** A requirement on what a refusal leaves behind. */
export function noEffect(head: Head & Pick<EffectRequirement, 'afterRefusalOf'>): EffectRequirement {
  return head
}

/** The same row in JSON and in XML: one intent, two encodings. */
export function mirrored<Row>(row: (encoding: BodyEncoding) => Row | readonly Row[]): readonly Row[] {
  return BODY_ENCODINGS.flatMap(encoding => row(encoding))
}

/** One row for each entry of a table of named texts. */
export function named<Value, Row>(
  table: Readonly<Record<string, Value>>,
  row: (name: string, value: Value) => Row,
): readonly Row[] {
  return Object.entries(table).map(([name, value]) => row(name, value))
}

export function area(name: string, title: string, requirements: readonly Requirement[]): Area {
  return { name, title, requirements }
}

/** The same row with a control that waits: a server with a queue may carry out late what it refused. */
export function seenLater({ id, ...row }: ProbeRow): ProbeRow {
  return { ...row, id: `${id}-seen-later`, rest: true }
}

/** A dismiss with that token on each of these variants; `name` says what is wrong with the token. */
export function inVariants(
  name: string,
  token: TokenSpec,
  options: CaseOptions = {},
  variants: typeof otherVariants = otherVariants,
): readonly ProbeRow[] {
  return mirrored(encoding =>
    named(variants(encoding), (variant, request) => ({
      ...options,
      id: `${encoding}/${name}/${variant}`,
      encoding,
      request: { ...request, token },
    })),
  )
}
