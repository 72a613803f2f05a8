import type { SchemaError } from '../schemas/validate.ts'
import { createValidator, type Validator } from '../schemas/validate.ts'
import type { Report } from './report.ts'

/** A report that does not have the shape of `schemas/report.schema.json`. */
export class ReportShapeError extends Error {
  override readonly name = 'ReportShapeError'
  readonly errors: readonly SchemaError[]

  constructor(errors: readonly SchemaError[]) {
    const lines = errors.slice(0, 10).map(({ path, message }) => `  ${path || '/'}: ${message}`)
    super(`The report does not have the shape of report.schema.json:\n${lines.join('\n')}`)
    this.errors = errors
  }
}

let validator: Validator<Report> | undefined

function check(value: unknown): Report {
  validator ??= createValidator<Report>('report.schema.json')
  const checked = validator(value)
  if (!checked.ok) throw new ReportShapeError(checked.errors)
  return checked.value
}

/** `report.json`, checked by its schema. Throws a `ReportShapeError`: a fault of the suite. */
export function formatJson(report: Report): string {
  return `${JSON.stringify(check(report), null, 2)}\n`
}

/** Reads a `report.json`. Throws a `SyntaxError` or a `ReportShapeError`. */
export function parseReport(text: string): Report {
  return check(JSON.parse(text))
}
