import type { Command } from 'commander'
import { UsageError } from './errors.ts'
import { collectText, readText } from './values.ts'

/** Where the server under test is; neither profile nor links: the embedded reference server. */
export interface TargetFlags {
  readonly profile?: string
  /** Dismiss links; empty where none was given. */
  readonly urls: readonly string[]
  readonly reusable: boolean
  /** As given: `env:NAME`, `@file`, `-`, or the token itself. */
  readonly token?: string
}

/** Option values as commander hands them over: each is read already, none is compared with another. */
export interface TargetOptions {
  readonly profile?: string
  readonly url?: readonly string[]
  readonly reusable?: true
  readonly token?: string
}

/** Adds the options that say where the server under test is. */
export function addTargetOptions(command: Command): Command {
  return command
    .optionsGroup('Server under test (none: the embedded reference server)')
    .option(
      '--profile <file>',
      'profile of the server, YAML or JSON; `init` writes one',
      readText('--profile'),
    )
    .option('--url <link>', 'a live dismiss link; repeatable, each is used once', collectText('--url'))
    .option('--token <source>', 'token for --url: env:NAME, @file, or - for stdin', readText('--token'))
    .option('--reusable', 'the links of --url survive a dismiss (a stateless mock)')
}

/** Checks the target options against each other. Throws a `UsageError` that names both options. */
export function readTargetFlags({ profile, url = [], reusable, token }: TargetOptions): TargetFlags {
  if (profile !== undefined && url.length > 0) {
    throw new UsageError('--profile and --url contradict each other: a profile names its own links')
  }
  const orphan = reusable ? '--reusable' : token !== undefined ? '--token' : undefined
  if (orphan !== undefined && url.length === 0) {
    const instead = orphan === '--token' ? 'tokens' : 'links.reusable'
    throw new UsageError(`${orphan} goes with --url; a profile says it under ${instead}`)
  }
  if (url.length > 0 && token === undefined) {
    throw new UsageError('--url needs --token env:NAME, --token @file or --token - (stdin)')
  }
  return {
    ...(profile !== undefined && { profile }),
    urls: url,
    reusable: reusable ?? false,
    ...(token !== undefined && { token }),
  }
}
