import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { REPORT_FILES } from '../../reporters/write.ts'
import { ReportWriteError } from '../../reporters/write-error.ts'

/** Step by step: `recursive` never returns where a file system, such as /proc, makes no folders. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder)
}

/** Makes the folder ready before anything is sent; gives the file of the findings. Throws `ReportWriteError`. */
export function prepareFolder(folder: string): string {
  const findings = join(folder, 'findings.ndjson')
  try {
    makeFolder(resolve(folder))
    // What a run before this one left; a folder without its findings is somebody else's.
    if (existsSync(findings)) {
      for (const old of ['allure-results', 'bodies', ...REPORT_FILES])
        rmSync(join(folder, old), { recursive: true, force: true })
    }
    writeFileSync(findings, '')
  } catch (error) {
    throw new ReportWriteError(folder, error)
  }
  return findings
}
