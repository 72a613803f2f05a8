import { operation } from '../../schemas/load.ts'
import { type Classification, combineRows, type Row } from './classification.ts'

/** A property's value, as far as the rows tell values apart. */
export type Value =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'scalar' }
  | { readonly kind: 'structure' }

/** What a well-formed body says, whatever its format. */
export interface Input {
  readonly properties: readonly { readonly name: string; readonly value: Value }[]
  /** Links or embedded resources, all harmless, stand beside the properties. */
  readonly noise: boolean
  /** Rows found by the format's own reading. */
  readonly rows: readonly Row[]
}

const reasons = new Set(operation.reasons)
const lowerCaseReasons = new Set(operation.reasons.map(reason => reason.toLowerCase()))

/** ASCII only, so that U+212A KELVIN SIGN is no letter case of `k`. */
function lowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, letters => letters.toLowerCase())
}

/** The row of one string as reason; `undefined` for the eight. */
export function rowOfReason(text: string): Row | undefined {
  if (reasons.has(text)) return undefined
  if (text === '') return 'S-21a'
  return lowerCaseReasons.has(lowerCase(text)) ? 'S-20' : 'S-19'
}

function rowOfValue(value: Value): Row | undefined {
  switch (value.kind) {
    case 'text':
      return rowOfReason(value.text)
    case 'scalar':
      return 'S-21a'
    case 'structure':
      return 'S-21b'
  }
}

function rowOfName(name: string): Row | undefined {
  if (name === 'reason') return undefined
  return lowerCase(name) === 'reason' ? 'S-20' : 'S-22'
}

/** Names that stand for the same property in the eyes of any server. */
function hasDuplicates(names: readonly string[]): boolean {
  const folded = names.map(name => (rowOfName(name) === 'S-20' ? 'reason' : name))
  return new Set(folded).size < folded.length
}

/** The row, or rows, of a well-formed input. */
export function classifyInput({ properties, noise, rows }: Input): Classification {
  const found: (Row | undefined)[] = [...rows]
  if (noise) found.push('S-23')
  if (hasDuplicates(properties.map(property => property.name))) found.push('S-24')
  for (const { name, value } of properties) {
    const row = rowOfName(name)
    found.push(row)
    if (row !== 'S-22') found.push(rowOfValue(value))
  }
  const [value, second] = properties.filter(property => property.name === 'reason').map(({ value }) => value)
  const reason = second === undefined && value?.kind === 'text' ? value.text : undefined
  return combineRows(
    found.filter(row => row !== undefined),
    reason,
  )
}
