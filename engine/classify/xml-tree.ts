import {
  ParseOption,
  XmlCData,
  XmlDocument,
  XmlElement,
  XmlLibError,
  type XmlNode,
  XmlText,
  XmlXPath,
} from 'libxml2-wasm'
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
  /** Comment, processing instruction or unresolved reference. */
  | { readonly kind: 'other' }

export type XmlReading =
  | { readonly kind: 'document'; readonly root: XmlElementNode }
  | { readonly kind: 'malformed' }
  /** Well-formed, as far as this parser can tell, but not readable: namespace faults and limits of the parser. */
  | { readonly kind: 'unreadable' }

const safely: ParseOption =
  ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_SYS_CATALOG

/** libxml2's `xmlErrorLevel` for well-formedness; namespace faults are one below. */
const fatal = 3

/** Fatal to libxml2 only: an encoding or version that it lacks, or a limit of its own. */
const ownLimit = /^(?:Unsupported|Excessive|Internal|Memory)|XML_PARSE_HUGE/i

const allChildren = XmlXPath.compile('node()')

/** The children of an element. `next` stops at processing instructions; XPath does not, and costs ten times as much. */
function childrenOf(element: XmlElement, hasInstructions: boolean): readonly XmlNode[] {
  if (hasInstructions) return element.find(allChildren)
  const children: XmlNode[] = []
  for (let child = element.firstChild; child !== null; child = child.next) children.push(child)
  return children
}

function view(node: XmlNode, hasInstructions: boolean): XmlTreeNode {
  if (node instanceof XmlElement) return viewElement(node, hasInstructions)
  return node instanceof XmlText || node instanceof XmlCData
    ? { kind: 'text', text: node.content }
    : { kind: 'other' }
}

function viewElement(element: XmlElement, hasInstructions: boolean): XmlElementNode {
  return {
    kind: 'element',
    name: element.name,
    namespace: element.namespaceUri,
    attributes: element.attrs.map(({ name, namespaceUri, value }) => ({
      name,
      namespace: namespaceUri,
      value,
    })),
    children: childrenOf(element, hasInstructions).map(child => view(child, hasInstructions)),
  }
}

/** Parses the text as XML 1.0 with namespaces; external entities are never fetched. */
export function readXml(text: string): XmlReading {
  let document: XmlDocument
  try {
    document = XmlDocument.fromBuffer(utf8(text), { option: safely })
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error
    const malformed = error.details.some(({ level, message }) => level >= fatal && !ownLimit.test(message))
    return { kind: malformed ? 'malformed' : 'unreadable' }
  }
  try {
    return { kind: 'document', root: viewElement(document.root, /<\?(?!xml\s)/.test(text)) }
  } finally {
    // Not collected with the object: the tree lies in the memory of the WebAssembly module.
    document.dispose()
  }
}
