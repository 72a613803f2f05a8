import { XmlDocument, XmlLibError } from 'libxml2-wasm'
import { SaxesParser } from 'saxes'
import { findFault, SAFELY } from '../decode/libxml2.ts'
import { utf8 } from '../encode/utf8.ts'

export interface XmlElementNode {
  readonly kind: 'element'
  readonly name: string
  /** Empty for none. */
  readonly namespace: string
  /** Without namespace declarations. */
  readonly attributes: readonly {
    readonly name: string
    readonly namespace: string
    readonly value: string
  }[]
  readonly children: readonly XmlTreeNode[]
}

export type XmlTreeNode =
  | XmlElementNode
  /** Character data and CDATA sections, references resolved. */
  | { readonly kind: 'text'; readonly text: string }
  /** Comment or processing instruction. */
  | { readonly kind: 'other' }

export type XmlReading =
  | { readonly kind: 'document'; readonly root: XmlElementNode }
  /** Well-formed, with a document type declaration: nothing in it is read. */
  | { readonly kind: 'doctype' }
  | { readonly kind: 'malformed' }
  /** Well-formed, as far as these parsers can tell, but not readable: namespace faults and limits of their own. */
  | { readonly kind: 'unreadable' }

const xmlns = 'http://www.w3.org/2000/xmlns/'

/** Whether libxml2 takes the bytes for XML 1.0 with namespaces; no external entity is fetched. */
function checkWellFormed(bytes: Uint8Array): 'well-formed' | 'malformed' | 'unreadable' {
  try {
    // Not collected with the object: the tree lies in the memory of the WebAssembly module.
    XmlDocument.fromBuffer(bytes, { option: SAFELY }).dispose()
    return 'well-formed'
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error
    return findFault(error) === undefined ? 'unreadable' : 'malformed'
  }
}

const OTHER: XmlTreeNode = { kind: 'other' }

type Open = XmlElementNode & { readonly children: XmlTreeNode[] }

/** The root as saxes reads it; throws where it cannot. */
function readRoot(text: string): XmlElementNode | undefined {
  const parser = new SaxesParser({ xmlns: true, position: false })
  const open: Open[] = []
  let root: XmlElementNode | undefined
  const add = (node: XmlTreeNode): void => {
    open.at(-1)?.children.push(node)
  }
  const addText = (part: string): void => add({ kind: 'text', text: part })
  const addOther = (): void => add(OTHER)
  parser.on('opentag', ({ local, uri, attributes }) => {
    const element: Open = {
      kind: 'element',
      name: local,
      namespace: uri,
      attributes: Object.values(attributes)
        .filter(attribute => attribute.uri !== xmlns)
        .map(attribute => ({ name: attribute.local, namespace: attribute.uri, value: attribute.value })),
      children: [],
    }
    add(element)
    root ??= element
    open.push(element)
  })
  parser.on('closetag', () => open.pop())
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('comment', addOther)
  parser.on('processinginstruction', addOther)
  parser.write(text).close()
  return root
}

/**
 * Reads a text, or its UTF-8 where that is at hand. What saxes reads is a document; malformed is only what libxml2
 * refuses too. Of a document type declaration saxes reads nothing: there libxml2 alone is asked.
 */
export function readXml(text: string, bytes: Uint8Array = utf8(text)): XmlReading {
  const doctype = text.includes('<!DOCTYPE')
  if (!doctype) {
    try {
      const root = readRoot(text)
      if (root !== undefined) return { kind: 'document', root }
    } catch {
      // Left to the other parser.
    }
  }
  const form = checkWellFormed(bytes)
  if (form !== 'well-formed') return { kind: form }
  return { kind: doctype ? 'doctype' : 'unreadable' }
}
