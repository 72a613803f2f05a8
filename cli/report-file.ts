import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseReport, ReportShapeError } from '../reporters/json.ts'
import type { Report } from '../reporters/report.ts'
import { UsageError } from './errors.ts'
import { reasonOf } from './files.ts'

/** Reads a `report.json`, given as a file or as its folder. Throws a `UsageError` that says what is wrong with it. */
export function readReport(path: string): Report {
  let file = path
  try {
    if (statSync(path).isDirectory()) file = join(path, 'report.json')
    return parseReport(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${file} is not JSON`)
    if (error instanceof ReportShapeError) throw new UsageError(`${file}: ${error.message}`)
    if (reasonOf(error) !== 'ENOENT') throw new UsageError(`cannot read ${file} (${reasonOf(error)})`)
    throw new UsageError(`there is no ${file}; \`run\` writes one, or name another with --report`)
  }
}
