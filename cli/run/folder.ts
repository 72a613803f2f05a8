import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { REPORT_FILES } from '../../reporters/write.ts'
import { ReportWriteError } from '../../reporters/write-error.ts'
import { UsageError } from '../errors.ts'

/** All exchanges of a run, beside its findings. */
export const RECORDING = 'recording.ndjson'

/** Step by step: `recursive` never returns where a file system, such as /proc, makes no folders. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder)
}

/** A folder that has no findings of a run holds somebody else's files. Throws `UsageError`. */
function refuseForeign(folder: string): void {
  const foreign = REPORT_FILES.find(file => existsSync(join(folder, file)))
  if (foreign === undefined) return
  throw new UsageError(`--out ${folder} holds a ${foreign} that no run wrote: name another folder`)
}

/**
 * Makes the folder ready before anything is sent; gives the file of the findings. Throws `ReportWriteError`, and
 * `UsageError` for a folder that is not a run's.
 */
export function prepareFolder(folder: string): string {
  const findings = join(folder, 'findings.ndjson')
  try {
    makeFolder(resolve(folder))
    if (!existsSync(findings)) refuseForeign(folder)
    else {
      // What a run before this one left.
      for (const old of ['allure-results', 'bodies', RECORDING, ...REPORT_FILES])
        rmSync(join(folder, old), { recursive: true, force: true })
    }
    writeFileSync(findings, '')
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new ReportWriteError(folder, error)
  }
  return findings
}
