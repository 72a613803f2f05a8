/** A report file that could not be written; the message names its path. */
export class ReportWriteError extends Error {
  override readonly name = 'ReportWriteError'
  readonly path: string

  constructor(path: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause)
    super(`Cannot write ${path}: ${why}`, { cause })
    this.path = path
  }
}
