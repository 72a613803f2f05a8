import type { BodyContent, Member } from './body-content.ts'

/** Strings, each with the colon that makes it a name, and braces of a text already known to be JSON. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"\s*:?|[{}]/g

function viewMember(value: unknown): Member {
  switch (typeof value) {
    case 'string':
      return { kind: 'string', text: value, empty: value === '' }
    case 'number':
      return { kind: 'number', text: String(value), empty: false }
    case 'boolean':
      return { kind: 'boolean', text: String(value), empty: false }
    default: {
      if (value === null) return { kind: 'null', empty: true }
      const kind = Array.isArray(value) ? 'array' : 'object'
      return { kind, empty: Object.keys(value as object).length === 0 }
    }
  }
}

/** Names that the outermost object has more than once; `JSON.parse` keeps only the last of them. */
function findDuplicates(text: string): readonly string[] {
  const names = new Set<string>()
  const duplicates = new Set<string>()
  let depth = 0
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '{') depth++
    else if (token === '}') depth--
    else if (depth === 1 && token.endsWith(':')) {
      const name = JSON.parse(token.slice(0, -1)) as string
      if (names.has(name)) duplicates.add(name)
      names.add(name)
    }
  }
  return [...duplicates]
}

/** Reads a JSON text (RFC 8259) that has no byte order mark any more. */
export function readJsonBody(text: string): BodyContent {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // V8's message differs between versions of Node and would make equal findings look different.
    const problem = text.trim() === '' ? 'no JSON text at all' : 'not a JSON text'
    return { wellFormed: false, problem, members: new Map(), duplicates: [] }
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  const entries = isObject ? Object.entries(value as object) : []
  const members = new Map(entries.map(([name, member]): [string, Member] => [name, viewMember(member)]))
  return { wellFormed: true, members, duplicates: isObject ? findDuplicates(text) : [] }
}
