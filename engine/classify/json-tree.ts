/** A JSON value that keeps members in order and twice, where they come twice. */
export type JsonNode =
  | { readonly kind: 'string'; readonly text: string }
  /** Number, boolean or null. */
  | { readonly kind: 'scalar' }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }

export interface JsonMember {
  readonly name: string
  readonly value: JsonNode
}

/** Tokens of a text already known to be JSON. */
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

function unquote(token: string): string {
  return token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1)
}

/** Whether the text is JSON by the letter of RFC 8259. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // V8's message adds nothing: the text is not JSON.
    return false
  }
}

function depthOf(all: readonly string[]): number {
  let depth = 0
  let deepest = 0
  for (const token of all) {
    if (token === '{' || token === '[') depth += 1
    if (token === '}' || token === ']') depth -= 1
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

/**
 * Reads what is known to be JSON; `undefined` where arrays and objects lie deeper than that many levels (`{}` is
 * one, a bare scalar none).
 */
export function readJson(text: string, maxDepth: number): JsonNode | undefined {
  const all = text.match(tokens) ?? []
  if (depthOf(all) > maxDepth) return undefined
  const rest = all.values()
  const next = (): string => rest.next().value ?? ''

  const readItems = (): JsonNode[] => {
    const items: JsonNode[] = []
    for (let token = next(); token !== ']'; token = next()) if (token !== ',') items.push(readNode(token))
    return items
  }
  const readMembers = (): JsonMember[] => {
    const members: JsonMember[] = []
    for (let token = next(); token !== '}'; token = next()) {
      if (token === ',') continue
      next() // the colon
      members.push({ name: unquote(token), value: readNode(next()) })
    }
    return members
  }
  const readNode = (token: string): JsonNode => {
    if (token === '{') return { kind: 'object', members: readMembers() }
    if (token === '[') return { kind: 'array', items: readItems() }
    return token.startsWith('"') ? { kind: 'string', text: unquote(token) } : { kind: 'scalar' }
  }
  return readNode(next())
}

function childrenOf(node: JsonNode): readonly JsonNode[] {
  if (node.kind === 'array') return node.items
  return node.kind === 'object' ? node.members.map(member => member.value) : []
}

/** Whether an object anywhere below has two members of one name. */
export function hasDuplicateMembers(node: JsonNode): boolean {
  if (node.kind === 'object' && new Set(node.members.map(({ name }) => name)).size < node.members.length)
    return true
  return childrenOf(node).some(hasDuplicateMembers)
}
