import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** Where `${env:NAME}`, `${file:path}` and `${stdin}` are looked up. */
export interface Surroundings {
  /** Relative file names resolve against it. */
  readonly directory: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** What stands on standard input; read at most once. */
  readonly readStdin: () => string
}

/** A part of a text: as it stands, a `{{name}}` to be filled in, or a secret to be read. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  /** `read` throws an Error that says what is missing and shows nothing of what was read. */
  | { readonly kind: 'secret'; readonly written: string; readonly read: () => string }

const PLACEHOLDER = /\$\{(?<source>[^{}]*)\}|\{\{(?<name>[^{}]*)\}\}/g

function readVariable(name: string, { env }: Surroundings): string {
  const value = env[name]
  if (value === undefined) throw new Error(`environment variable ${name} is not set`)
  if (value === '') throw new Error(`environment variable ${name} is empty`)
  return value
}

function readText(source: string, read: () => string): string {
  let text: string
  try {
    text = read()
  } catch (error) {
    throw new Error(`${source} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
  // Editors and `echo` end a text with a line break that is no part of the secret.
  const value = text.replace(/\r?\n$/, '')
  if (value === '') throw new Error(`${source} is empty`)
  return value
}

function createReader(source: string, surroundings: Surroundings): () => string {
  if (source === 'stdin') return () => readText('standard input', surroundings.readStdin)
  const [, kind, argument = ''] = /^(env|file):(.+)$/.exec(source) ?? []
  const path = resolve(surroundings.directory, argument)
  switch (kind) {
    case 'env':
      return () => readVariable(argument, surroundings)
    case 'file':
      return () => readText(`file ${path}`, () => readFileSync(path, 'utf8'))
    default:
      throw new Error(`unknown placeholder \${${source}}; write \${env:NAME} or \${file:path}`)
  }
}

/** The process itself as surroundings, with file names relative to the directory. */
export function createSurroundings(directory: string): Surroundings {
  let stdin: string | undefined
  return {
    directory,
    env: process.env,
    readStdin: () => {
      stdin ??= readFileSync(0, 'utf8')
      return stdin
    },
  }
}

/**
 * Takes a text apart. `names` are the placeholders that will be filled in here. Every secret is read once, so
 * that a missing one shows at once. Throws an Error whose message says what is wrong with which placeholder.
 */
export function parsePlaceholders(
  text: string,
  names: readonly string[],
  surroundings: Surroundings,
): readonly Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const match of text.matchAll(PLACEHOLDER)) {
    if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) })
    end = match.index + match[0].length
    const { source, name } = match.groups ?? {}
    if (source !== undefined) {
      const read = createReader(source, surroundings)
      const value = read()
      // Neither a header line nor a URL can carry either.
      if (/[\r\n]/.test(value)) throw new Error(`what ${match[0]} stands for holds a line break`)
      if (value.includes('\0')) throw new Error(`what ${match[0]} stands for holds a NUL`)
      pieces.push({ kind: 'secret', written: match[0], read })
    } else {
      const wanted = (name ?? '').trim()
      if (!names.includes(wanted)) {
        const known = names.length === 0 ? 'none has a meaning here' : `known here: ${names.join(', ')}`
        throw new Error(`unknown placeholder {{${wanted}}}; ${known}`)
      }
      pieces.push({ kind: 'name', name: wanted })
    }
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) })
  return pieces
}
