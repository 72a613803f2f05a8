import { renameSync, rmSync, writeFileSync } from 'node:fs'

/** Best effort: the error that led here says more than one from tidying up. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {}
}

/** Writes a file: who reads it sees the old one or the new one, never a half. Throws what the file system says. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(temporary, content)
    renameSync(temporary, path)
  } catch (error) {
    removeQuietly(temporary)
    throw error
  }
}
