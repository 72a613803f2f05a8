import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { UsageError } from './errors.ts'

/** Why a file could not be read or written, in a word: `ENOENT`, `EACCES`. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error)
}

/** Writes a file as a whole: who reads it sees the old one or the new one. Throws a `UsageError`. */
export function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(temporary, text)
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw new UsageError(`cannot write ${path} (${reasonOf(error)})`)
  }
}
