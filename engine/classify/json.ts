import { type Classification, combineRows, type Row } from './classification.ts'
import { classifyInput, type Value } from './input.ts'
import { readLenient } from './json-lenient.ts'
import { hasDuplicateMembers, isJson, type JsonNode, readJson } from './json-tree.ts'
import { isHarmlessRel, MAX_DEPTH } from './limits.ts'
import { readXml } from './xml-tree.ts'

function isLink(node: JsonNode): boolean {
  return (
    node.kind === 'object' &&
    node.members.some(({ name }) => name === 'href') &&
    node.members.every(({ value }) => value.kind === 'string')
  )
}

function isResource(node: JsonNode): boolean {
  return (
    node.kind === 'object' &&
    node.members.every(({ name, value }) => {
      if (name === '_links') return isRelations(value, isLink)
      if (name === '_embedded') return isRelations(value, isResource)
      return name.toLowerCase() !== 'reason' && (value.kind === 'string' || value.kind === 'scalar')
    })
  )
}

/** An object from harmless relations to one or several of a kind: the value of `_links` or `_embedded`. */
function isRelations(node: JsonNode, isOne: (node: JsonNode) => boolean): boolean {
  return (
    node.kind === 'object' &&
    node.members.every(
      ({ name, value }) =>
        isHarmlessRel(name) && (value.kind === 'array' ? value.items.every(isOne) : isOne(value)),
    )
  )
}

function readValue(node: JsonNode): Value {
  if (node.kind === 'string') return { kind: 'text', text: node.text }
  return { kind: node.kind === 'scalar' ? 'scalar' : 'structure' }
}

function classifyMalformed(text: string): Classification {
  if (/^\s*</.test(text))
    return combineRows([['document', 'doctype'].includes(readXml(text).kind) ? 'S-28' : 'open'])
  if ((text.match(/[{[]/g) ?? []).length > MAX_DEPTH) return combineRows(['beyond'])
  switch (readLenient(text)) {
    case 'object':
      return combineRows(['S-27b'])
    case 'other':
      return combineRows(['S-27b', 'S-28'])
    case undefined:
      return combineRows(['S-27'])
  }
}

/** Finds the row of a JSON text that is neither empty nor too large. */
export function classifyJson(text: string): Classification {
  if (!isJson(text)) return classifyMalformed(text)
  const root = readJson(text, MAX_DEPTH)
  if (root === undefined) return combineRows(['beyond'])
  if (root.kind !== 'object') return combineRows(['S-28'])

  const rows: Row[] = hasDuplicateMembers(root) ? ['S-24'] : []
  const links = root.members.filter(({ name }) => name === '_links' || name === '_embedded')
  for (const { name, value } of links)
    if (!isRelations(value, name === '_links' ? isLink : isResource)) rows.push('open')
  return classifyInput({
    properties: root.members
      .filter(member => !links.includes(member))
      .map(({ name, value }) => ({ name, value: readValue(value) })),
    noise: links.length > 0,
    rows,
  })
}
