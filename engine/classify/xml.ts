import { operation } from '../../schemas/load.ts'
import { type Classification, combineRows, type Row } from './classification.ts'
import { classifyInput, type Input, rowOfReason, type Value } from './input.ts'
import { isJson } from './json-tree.ts'
import { isHarmlessRel, MAX_DEPTH } from './limits.ts'
import { readXml, type XmlElementNode, type XmlTreeNode } from './xml-tree.ts'

const { namespace, inputRoot } = operation

const declaredVersion = /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"([^"<]*)"|'([^'<]*)')/
const declaredEncoding =
  /^<\?xml[ \t\r\n][^<>?]*?[ \t\r\n]encoding[ \t\r\n]*=[ \t\r\n]*(?:"([^"<]*)"|'([^'<]*)')/
const encodingName = /^[A-Za-z][\w.-]*$/

function isElement(node: XmlTreeNode): node is XmlElementNode {
  return node.kind === 'element'
}

function isBlank(text: string): boolean {
  return /^[ \t\r\n]*$/.test(text)
}

function depthOf(element: XmlElementNode): number {
  return (
    1 + element.children.filter(isElement).reduce((deepest, child) => Math.max(deepest, depthOf(child)), 0)
  )
}

/** The value of an attribute without namespace. */
function attribute(element: XmlElementNode, name: string): string | undefined {
  return element.attributes.find(each => each.name === name && each.namespace === '')?.value
}

/** Only elements of the UCWA namespace, white space, comments and processing instructions. */
function hasOnlyElements(element: XmlElementNode): boolean {
  return element.children.every(child => {
    if (isElement(child)) return child.namespace === namespace
    return child.kind === 'other' || isBlank(child.text)
  })
}

/** The text of an element, `undefined` when anything but text stands in it. */
function textOf(element: XmlElementNode): string | undefined {
  let text = ''
  for (const child of element.children) {
    if (child.kind !== 'text') return undefined
    text += child.text
  }
  return text
}

/** A link or an embedded resource, with a harmless relation and nothing unusual in it (S-23). */
function isNoise(element: XmlElementNode): boolean {
  if (!isHarmlessRel(attribute(element, 'rel') ?? '') || attribute(element, 'href') === undefined)
    return false
  if (!element.attributes.every(each => each.namespace === '')) return false
  if (element.name === 'link') return element.children.length === 0
  return (
    hasOnlyElements(element) &&
    element.children.filter(isElement).every(child => {
      if (child.name !== 'property') return isNoiseName(child.name) && isNoise(child)
      return attribute(child, 'name')?.toLowerCase() !== 'reason' && textOf(child) !== undefined
    })
  )
}

function isNoiseName(name: string): boolean {
  return name === 'link' || name === 'resource'
}

/** XML has no other way to write them (S-21). */
const numberOrBoolean = /^(?:[+-]?\d+(?:\.\d+)?|true|false)$/

/** White space around a value of the list is R-03; around any other text it belongs to that text. */
function readText(text: string): { value: Value; rows: Row[] } {
  if (numberOrBoolean.test(text)) return { value: { kind: 'scalar' }, rows: [] }
  const trimmed = text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')
  const padded = trimmed !== text && rowOfReason(trimmed) !== 'S-19'
  return { value: { kind: 'text', text: padded ? trimmed : text }, rows: padded ? ['R-03'] : [] }
}

/** One `property` or `propertyList`; `undefined` when no row speaks of its form. */
function readProperty(element: XmlElementNode): (Input['properties'][number] & { rows: Row[] }) | undefined {
  const name = attribute(element, 'name')
  if (name === undefined || element.attributes.length > 1) return undefined
  if (element.name === 'propertyList')
    return hasOnlyElements(element) ? { name, value: { kind: 'structure' }, rows: [] } : undefined
  const text = textOf(element)
  if (text === undefined) return undefined
  return name.toLowerCase() === 'reason'
    ? { name, ...readText(text) }
    : { name, value: { kind: 'text', text }, rows: [] }
}

function classifyDocument(root: XmlElementNode): Classification {
  const elements = root.children.filter(isElement)
  const foreign = [root, ...elements].some(element => element.namespace !== namespace)
  if (foreign || root.name !== inputRoot || elements.some(({ name }) => name === 'reason'))
    return combineRows(['S-29'])

  const properties: Input['properties'][number][] = []
  const rows: Row[] = root.attributes.length > 0 || !hasOnlyElements(root) ? ['open'] : []
  for (const element of elements) {
    if (isNoiseName(element.name)) {
      if (!isNoise(element)) rows.push('open')
      continue
    }
    const known = element.name === 'property' || element.name === 'propertyList'
    const property = known ? readProperty(element) : undefined
    if (property === undefined) {
      rows.push('open')
      continue
    }
    properties.push(property)
    rows.push(...property.rows)
  }
  return classifyInput({ properties, noise: elements.some(({ name }) => isNoiseName(name)), rows })
}

/** What the XML declaration says before any parser is asked; `undefined` when it says nothing unusual. */
function classifyDeclaration(text: string): Classification | undefined {
  const [, ...versions] = declaredVersion.exec(text) ?? []
  const version = versions.find(each => each !== undefined)
  if (version !== undefined && version !== '1.0') return combineRows(['open'])
  const [, ...encodings] = declaredEncoding.exec(text) ?? []
  const encoding = encodings.find(each => each !== undefined)?.toLowerCase()
  if (encoding === undefined || encoding === 'utf-8' || !encodingName.test(encoding)) return undefined
  return combineRows(['S-18'])
}

/** At least as many as there are levels. */
function countStartTags(text: string): number {
  return (text.match(/<[^/!?]/g) ?? []).length
}

function classifyMalformed(text: string): Classification {
  if (isJson(text)) return combineRows(['S-28'])
  if (/^\s*[{[]/.test(text)) return combineRows(['open'])
  if (countStartTags(text) > MAX_DEPTH) return combineRows(['beyond'])
  return combineRows(['S-27'])
}

/** Finds the row of an XML text that is neither empty nor too large; `bytes` is its UTF-8. */
export function classifyXml(text: string, bytes: Uint8Array): Classification {
  const declared = classifyDeclaration(text)
  if (declared !== undefined) return declared
  const reading = readXml(text, bytes)
  switch (reading.kind) {
    case 'unreadable':
      return combineRows(['open'])
    case 'malformed':
      return text.includes('<!DOCTYPE') ? combineRows(['S-27', 'S-29']) : classifyMalformed(text)
    case 'doctype':
      return combineRows([countStartTags(text) > MAX_DEPTH ? 'beyond' : 'S-29'])
    case 'document':
      return depthOf(reading.root) > MAX_DEPTH ? combineRows(['beyond']) : classifyDocument(reading.root)
  }
}
