import { parsePlaceholders, type Surroundings } from './placeholder.ts'

type TemplateValue = string | number | boolean | readonly string[]
export type TemplateValues = Readonly<Record<string, TemplateValue>>

/** A value of the profile with `{{name}}`, `${env:NAME}` and `${file:path}` anywhere in its strings. */
export interface Template {
  /** The `{{name}}`s that occur. */
  readonly names: ReadonlySet<string>
  /** Reads each secret that stands in it. */
  readonly secrets: readonly (() => string)[]
  /** The value with everything filled in. Throws an Error where a secret is gone by now. */
  readonly render: (values: TemplateValues) => unknown
  /** The same with secrets as they are written: what messages may show. */
  readonly show: (values: TemplateValues) => unknown
}

/** What a template may hold, and what is done to text that is put into it. */
export interface TemplateRules {
  /** The `{{name}}`s that will be filled in. */
  readonly names: readonly string[]
  readonly surroundings: Surroundings
  /** Escapes the value of a `{{name}}` inside a longer string, as a URL needs it. Default: as it is. */
  readonly escape?: (text: string) => string
  /** Told of every string that cannot be used; `path` leads to it from the value. */
  readonly report: (path: readonly string[], message: string) => void
}

const EMPTY: Template = { names: new Set(), secrets: [], render: () => '', show: () => '' }

/** Inside a longer string: arrays joined by one blank, as scopes are (RFC 6749 section 3.3). */
function toText(value: TemplateValue | undefined): string {
  return Array.isArray(value) ? value.join(' ') : String(value)
}

function parseString(text: string, path: readonly string[], rules: TemplateRules): Template {
  const { names, surroundings, escape: quote = String, report } = rules
  let pieces: ReturnType<typeof parsePlaceholders>
  try {
    pieces = parsePlaceholders(text, names, surroundings)
  } catch (error) {
    report(path, (error as Error).message)
    return EMPTY
  }
  const [first] = pieces
  const only = pieces.length === 1 && first?.kind === 'name' ? first.name : undefined

  const fill = (values: TemplateValues, reveal: boolean): unknown => {
    if (only !== undefined) return values[only]
    const filled = pieces.map((piece): string => {
      if (piece.kind === 'text') return piece.text
      if (piece.kind === 'name') return quote(toText(values[piece.name]))
      return reveal ? piece.read() : piece.written
    })
    return filled.join('')
  }
  return {
    names: new Set(pieces.flatMap(piece => (piece.kind === 'name' ? [piece.name] : []))),
    secrets: pieces.flatMap(piece => (piece.kind === 'secret' ? [piece.read] : [])),
    render: values => fill(values, true),
    show: values => fill(values, false),
  }
}

/** One template out of those of an array's or object's members. */
function combine(members: readonly Template[], gather: (filled: readonly unknown[]) => unknown): Template {
  return {
    names: new Set(members.flatMap(member => [...member.names])),
    secrets: members.flatMap(member => member.secrets),
    render: values => gather(members.map(member => member.render(values))),
    show: values => gather(members.map(member => member.show(values))),
  }
}

/**
 * Reads a template out of any JSON value. A string that consists of one `{{name}}` takes the value's own type.
 * Strings that cannot be used are reported, and are empty in what is returned.
 */
export function parseTemplate(value: unknown, rules: TemplateRules, path: readonly string[] = []): Template {
  if (typeof value === 'string') return parseString(value, path, rules)
  if (Array.isArray(value)) {
    const items = value.map((item, index) => parseTemplate(item, rules, [...path, String(index)]))
    return combine(items, filled => filled)
  }
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value)
    const members = Object.entries(value).map(([key, member]) => parseTemplate(member, rules, [...path, key]))
    return combine(members, filled =>
      Object.fromEntries(filled.map((member, index) => [keys[index], member])),
    )
  }
  return { ...EMPTY, render: () => value, show: () => value }
}
