import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Baseline } from '../../reporters/baseline.ts'
import type { Report } from '../../reporters/report.ts'
import { breaksGate } from '../../reporters/verdict.ts'
import { createValidator } from '../../schemas/validate.ts'
import { UsageError } from '../errors.ts'
import { reasonOf, writeUserFile } from '../files.ts'

const validate = createValidator<Baseline>('baseline.schema.json')

/** A new entry is looked at again after this many days. */
const NEW_ENTRY_DAYS = 90

/** Reads a baseline file; throws `UsageError` with file, place and what is wrong. */
function readBaseline(file: string): Baseline {
  let data: unknown
  try {
    data = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`${file}: cannot be read (${reasonOf(error)})`)
  }
  const result = validate(data)
  if (result.ok) return result.value
  throw new UsageError(
    result.errors.map(({ path, message }) => `${file}: ${path || '/'} ${message}`).join('\n'),
  )
}

/** The baseline of a run that may write it first: an absent file is an empty one. Throws `UsageError`. */
export function readOrCreateBaseline(file: string, update: boolean, catalogue: string): Baseline {
  const folder = dirname(file)
  if (update && !existsSync(folder))
    throw new UsageError(`${file}: there is no folder ${folder} to write it to`)
  return update && !existsSync(file) ? { catalogue, entries: [] } : readBaseline(file)
}

/**
 * Writes what makes the gate fail now: entries that still apply stay, fixed ones go, and new ones, those that had
 * expired among them, get a date to look again. Gives the number of entries.
 */
export function updateBaseline(file: string, old: Baseline, report: Report, now: Date): number {
  const { fixed = [], expired = [] } = report.baseline ?? {}
  const gone = new Set([...fixed, ...expired])
  const expires = new Date(now.getTime() + NEW_ENTRY_DAYS * 86_400_000).toISOString().slice(0, 10)
  const fresh = report.findings
    .filter(finding => breaksGate(finding, report.run.failOn, report.rulings?.[finding.requirement]))
    .flatMap(({ cases, verdict }) =>
      cases.map(id => ({ case: id, because: `${verdict} when the baseline was written`, expires })),
    )
  const entries = [...old.entries.filter(entry => !gone.has(entry.case)), ...fresh]
  const { catalogue } = report.suite
  writeUserFile(file, `${JSON.stringify({ ...old, catalogue, entries }, undefined, 2)}\n`)
  return entries.length
}
