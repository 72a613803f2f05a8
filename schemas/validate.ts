import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ErrorObject } from 'ajv/dist/2020.js'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { packageRoot } from './package-root.ts'

/** One thing wrong: `path` is a JSON Pointer to the value, or to the key that is unknown; empty for the whole. */
export interface SchemaError {
  readonly path: string
  readonly message: string
}

type Validated<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly SchemaError[] }

export type Validator<T> = (value: unknown) => Validated<T>

/** Whether the text is a day that exists, `YYYY-MM-DD` (RFC 3339 section 5.6, full-date). */
function isDate(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text
}

/** Levenshtein distance: letters to add, drop or change. */
function computeDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const changed = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}

/** The known name that was probably meant: at most a third of the letters wrong. */
function findNear(name: string, known: readonly string[]): string | undefined {
  const near = known
    .map(candidate => ({ candidate, distance: computeDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(name.length, candidate.length) / 3)
    .sort((a, b) => a.distance - b.distance)
  return near[0]?.candidate
}

const quote = (value: unknown): string => JSON.stringify(value)

function formatUnknownKey(key: string, known: readonly string[]): string {
  const near = findNear(key, known)
  const hint =
    near === undefined ? `known are ${known.map(quote).join(', ')}` : `did you mean ${quote(near)}?`
  return `unknown key ${quote(key)}; ${hint}`
}

/** A JSON Pointer one level down, RFC 6901 section 3. */
function extendPath(path: string, key: string): string {
  return `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

function describe(error: ErrorObject): SchemaError {
  const { instancePath: path, keyword, params, parentSchema, message = 'is not valid' } = error
  switch (keyword) {
    case 'additionalProperties': {
      const key: string = params.additionalProperty
      const known = Object.keys(parentSchema?.properties ?? {})
      return { path: extendPath(path, key), message: formatUnknownKey(key, known) }
    }
    case 'required':
      return { path, message: `key ${quote(params.missingProperty)} is missing` }
    case 'enum':
      return { path, message: `must be one of ${params.allowedValues.map(quote).join(', ')}` }
    case 'const':
      return { path, message: `must be ${quote(params.allowedValue)}` }
    case 'format':
      return { path, message: params.format === 'date' ? 'must be a date that exists, YYYY-MM-DD' : message }
    default:
      return { path, message }
  }
}

/**
 * A check of values against a JSON Schema 2020-12 in `schemas/`; a value that holds is given back as `T`, which
 * has to be the type the schema describes. All errors come together. Throws where the schema itself is not valid.
 */
export function createValidator<T>(schemaFile: string): Validator<T> {
  const schema = JSON.parse(readFileSync(join(packageRoot(), 'schemas', schemaFile), 'utf8'))
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    formats: { date: isDate },
  })
  const validate = ajv.compile<T>(schema)
  return value => {
    if (validate(value)) return { ok: true, value }
    return { ok: false, errors: (validate.errors ?? []).map(describe) }
  }
}
