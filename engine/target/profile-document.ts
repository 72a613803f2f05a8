import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { ProfileError } from './profile-error.ts'

/** The names of keys and the numbers of items that lead to a value. */
export type KeyPath = readonly string[]

/** A profile as data that knows where each key stands. */
export interface ProfileDocument {
  readonly data: unknown
  /** `p.yaml:7:3 tokens.defualt`; a key that is missing stands where its parent does. */
  readonly locate: (path: KeyPath) => string
}

function formatKey(path: KeyPath): string {
  return path
    .map((name, index) => (/^\d+$/.test(name) ? `[${name}]` : index === 0 ? name : `.${name}`))
    .join('')
}

/** Offset of the key (in a map) or of the item (in a list) to which the path leads, as far as it goes. */
function findOffset(root: Node | null, path: KeyPath): number {
  let node: unknown = root
  let offset = root?.range?.[0] ?? 0
  for (const name of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === name)
      if (!isPair(pair)) break
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      const item = node.items[Number(name)]
      if (!isNode(item)) break
      offset = item.range?.[0] ?? offset
      node = item
    } else break
  }
  return offset
}

/** Placeholders are the usual reason why a line is not YAML. */
function formatSyntaxError(message: string, line: string): string {
  // What the parser quotes may be a secret.
  const reason = message.replace(/: "[\s\S]*"$/, '')
  const hint = /\$\{|\{\{/.test(line) ? `; write placeholders in quotes: "{{count}}", "\${env:NAME}"` : ''
  return `not valid YAML: ${reason}${hint}`
}

/** Reads YAML 1.2, and so JSON too. Throws `ProfileError` where it is neither. */
export function parseProfileDocument(text: string, file: string): ProfileDocument {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, {
    lineCounter,
    prettyErrors: false,
    stringKeys: true,
    logLevel: 'error',
  })
  const formatPosition = (offset: number): string => {
    const { line, col } = lineCounter.linePos(offset)
    return `${file}:${line}:${col}`
  }

  const [fault] = [...document.errors, ...document.warnings]
  if (fault !== undefined) {
    const [offset] = fault.pos
    const line = text.split('\n')[lineCounter.linePos(offset).line - 1] ?? ''
    throw new ProfileError([
      { where: formatPosition(offset), message: formatSyntaxError(fault.message, line) },
    ])
  }

  let data: unknown
  try {
    data = document.toJS()
  } catch (error) {
    // Aliases that multiply: the parser's guard against a document that grows without end.
    throw new ProfileError([{ where: formatPosition(0), message: (error as Error).message }])
  }
  return {
    data,
    locate: path => `${formatPosition(findOffset(document.contents, path))} ${formatKey(path)}`.trimEnd(),
  }
}
