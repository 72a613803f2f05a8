import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { buildProfile } from './build-profile.ts'
import { createSurroundings, type Surroundings } from './placeholder.ts'
import { parseProfileDocument } from './profile-document.ts'
import { ProfileError } from './profile-error.ts'
import { checkShape } from './profile-file.ts'
import type { Profile } from './profile-model.ts'

/** A profile given on the command line. */
export interface UrlOptions {
  /** Absolute dismiss links. */
  readonly urls: readonly string[]
  /** `env:NAME`, `@file`, `-` for standard input, or, for loopback only, the token itself. */
  readonly token: string
  readonly reusable?: boolean
}

function toPlaceholder(token: string): string {
  if (token === '-') return `\${stdin}`
  if (token.startsWith('@')) return `\${file:${token.slice(1)}}`
  if (token.startsWith('env:')) return `\${${token}}`
  return token
}

/** One JSON text for all objects that differ in the order of their keys only. */
function formatCanonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}

/**
 * A profile out of YAML or JSON text. `file` names it in messages, and its folder is where relative file names
 * start. Throws `ProfileError` with everything that is wrong, each with file, line, column and key.
 */
export function parseProfile(
  text: string,
  file: string,
  surroundings: Surroundings = createSurroundings(dirname(resolve(file))),
): Profile {
  const document = parseProfileDocument(text, file)
  return buildProfile(checkShape(document), surroundings, document.locate)
}

/** Reads the profile in a file; errors as `parseProfile`. */
export function loadProfile(file: string): Profile {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new ProfileError([{ where: file, message: `cannot be read (${code})` }])
  }
  return parseProfile(text, file)
}

/** The profile that `--url` and `--token` stand for; errors name these options. */
export function profileFromUrl(
  { urls, token, reusable = false }: UrlOptions,
  surroundings: Surroundings = createSurroundings(process.cwd()),
): Profile {
  const [first] = urls
  if (first === undefined || !URL.canParse(first)) {
    throw new ProfileError([{ where: '--url', message: 'must be an absolute http or https URL' }])
  }
  if (token === '') throw new ProfileError([{ where: '--token', message: 'is empty' }])
  const { origin } = new URL(first)
  const file = {
    baseUrl: origin,
    tokens: { default: toPlaceholder(token) },
    links: { static: urls, reusable },
  }
  return buildProfile(file, surroundings, ([room]) => (room === 'tokens' ? '--token' : '--url'))
}

/** Names the profile as it is written, the values of its placeholders aside: 16 hexadecimal digits. */
export function profileHash({ written }: Profile): string {
  return createHash('sha256').update(formatCanonical(written)).digest('hex').slice(0, 16)
}
