import { CommanderError } from 'commander'
import { BudgetSpent } from '../engine/send/budget.ts'
import { ProfileError } from '../engine/target/profile-error.ts'
import { SupplyError } from '../engine/target/supply-error.ts'
import type { ExitCode } from '../reporters/report.ts'
import { showText } from '../reporters/text.ts'
import { ReportWriteError } from '../reporters/write-error.ts'

/** Something the user asked for cannot be done as asked: exit 2. The message says what to write instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** How a command that threw ends. */
export interface Failure {
  readonly exit: ExitCode
  /** For stderr, line end included; empty where all is said already. */
  readonly text: string
}

const NAME = 'dismiss-conformance'

/** `error: unknown option '--sed'\n(Did you mean --seed?)` in the words of our other messages. */
function rewordCommander(message: string): string {
  return message
    .replace(/^error: /, '')
    .replaceAll(/'([^']*)'/g, '$1')
    .replace(/\n\(Did you mean (.*)\?\)$/s, ' (did you mean $1?)')
}

function fail(exit: ExitCode, message: string): Failure {
  return { exit, text: `${NAME}: ${showText(message)}\n` }
}

/** Errors whose message is written for the user, with their exit codes. */
function describeExpected(error: unknown): Failure | undefined {
  if (error instanceof UsageError || error instanceof ReportWriteError) return fail(2, error.message)
  if (error instanceof ProfileError)
    return fail(2, error.problems.length > 1 ? `the profile cannot be used\n${error.message}` : error.message)
  if (error instanceof SupplyError) return fail(error.cause === 'environment' ? 4 : 3, error.message)
  if (error instanceof BudgetSpent) return fail(3, error.message)
  return undefined
}

function describeUnexpected(error: unknown, verbose: boolean): Failure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  const hint = 'this is a fault of the suite; please report it with what DEBUG=1 adds'
  return fail(5, verbose && stack !== undefined ? stack : `${message}\n${hint}`)
}

/**
 * What an error means for the user: the message, and the exit code. A stack stands only in a `verbose` text, and
 * only for a fault of the suite.
 */
export function describeError(error: unknown, verbose = false): Failure {
  if (error instanceof CommanderError) {
    // Help and version were printed by commander; `commander.help` is help in place of a missing command.
    if (error.exitCode === 0) return { exit: 0, text: '' }
    return error.code === 'commander.help' ? { exit: 2, text: '' } : fail(2, rewordCommander(error.message))
  }
  return describeExpected(error) ?? describeUnexpected(error, verbose)
}
