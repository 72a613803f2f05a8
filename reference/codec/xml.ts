import { parseXml, XmlDeclaration, type XmlDocument, XmlDocumentType, XmlElement } from '@rgrove/parse-xml'
import { operation } from '../../schemas/load.ts'
import type { Input } from '../call.ts'
import { type NamedElement, resolveNames } from './xml-names.ts'

const UTF8 = new TextDecoder('utf-8', { fatal: true })

const READABLE_ENCODING = /^(utf-8|us-ascii)$/i

/** The parser takes it for no encoding at all; XML 1.0 wants a name there (production 81). */
const EMPTY_ENCODING = /^<\?xml[^>]*\sencoding\s*=\s*(?:""|'')/

function isUcwa({ namespace }: NamedElement): boolean {
  return namespace === operation.namespace
}

function requireReadable({ children }: XmlDocument): void {
  for (const node of children) {
    if (node instanceof XmlDocumentType) throw new Error('document type declaration')
    if (node instanceof XmlDeclaration && !READABLE_ENCODING.test(node.encoding ?? 'utf-8'))
      throw new Error('unreadable encoding')
  }
}

/** What stands in a property: text, or whatever else it may be taken for. */
function readValue({ local, element }: NamedElement): unknown {
  if (local === 'propertyList') return []
  return element.children.some(child => child instanceof XmlElement) ? {} : element.text
}

function readInput(root: NamedElement): Input {
  if (!isUcwa(root) || root.local !== operation.inputRoot) throw new Error('no input element')
  const properties = root.children.filter(child => isUcwa(child) && /^property(List)?$/.test(child.local))
  const named = properties.filter(({ element }) => element.attributes.name !== undefined)
  const last = named.findLast(({ element }) => element.attributes.name === 'reason')
  const value = last && readValue(last)
  return {
    names: named.map(({ element }) => element.attributes.name ?? ''),
    ...(last && { reason: typeof value === 'string' ? value.trim() : value }),
    ...(typeof value === 'string' && { untrimmed: value }),
  }
}

/**
 * Input as `<input>` of the UCWA namespace in well-formed XML; `undefined` for anything else, and for a
 * document type declaration. Elements other than `reason`'s property are ignored (S-22, S-23). The parser is
 * another than those of the suite: a mistake of one must not pass on both sides.
 */
export function decodeXml(bytes: Uint8Array): Input | undefined {
  try {
    const text = UTF8.decode(bytes)
    if (EMPTY_ENCODING.test(text)) return undefined
    const document = parseXml(text, {
      preserveDocumentType: true,
      preserveXmlDeclaration: true,
    })
    requireReadable(document)
    return document.root === null ? undefined : readInput(resolveNames(document.root))
  } catch {
    return undefined // not UTF-8, not well-formed, or not an input
  }
}
