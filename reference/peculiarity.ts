import type { Hook } from './call.ts'

interface Row {
  /** `with` names it. */
  readonly id: string
  /** What the server does, in one sentence. */
  readonly says: string
  /** The smallest request that shows it. */
  readonly shows: string
}

/** A nonconformity of which the proof expects that the first of `breaks` fails. */
export interface Fault extends Row, Hook {
  readonly breaks: readonly [string, ...string[]]
  /** Of the first requirement broken. */
  readonly level: 'MUST' | 'SHOULD'
  /** Where the change needs a second hand. */
  readonly also?: readonly Hook[]
}

/** A legal peculiarity: no requirement may fail because of it. */
export interface Quirk extends Row {
  /** Requirements that a row of the facts lets warn about it. */
  readonly warns?: readonly string[]
  /** Requirements that nobody can see broken beside it. */
  readonly hides?: readonly string[]
  readonly hooks: readonly Hook[]
  /** How links are written; by default as their path. */
  readonly href?: (path: string, origin: string) => string
}
