/**
 * Why no link or token came. `environment`: the source is out of reach or out of order. `capability`: it
 * refused what was asked for. `links`: it has no more.
 */
export type SupplyCause = 'environment' | 'capability' | 'links'

/** A link or token that could not be had. The message names the source and shows no secret. */
export class SupplyError extends Error {
  override readonly name = 'SupplyError'
  override readonly cause: SupplyCause

  constructor(cause: SupplyCause, message: string) {
    super(message)
    this.cause = cause
  }
}
