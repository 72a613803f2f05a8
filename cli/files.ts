import { writeWhole } from '../reporters/write-whole.ts'
import { UsageError } from './errors.ts'

/** Why a file could not be read or written, in a word: `ENOENT`, `EACCES`. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error)
}

/** Writes a file as a whole: who reads it sees the old one or the new one. Throws a `UsageError`. */
export function writeUserFile(path: string, text: string): void {
  try {
    writeWhole(path, text)
  } catch (error) {
    throw new UsageError(`cannot write ${path} (${reasonOf(error)})`)
  }
}
