import { ParseOption, XmlDocument, XmlElement, XmlLibError, XmlXPath } from 'libxml2-wasm'
import type { BodyContent, Member } from './error-body.ts'

const SAFELY =
  ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_SYS_CATALOG

/** libxml2's `xmlErrorLevel` for well-formedness; namespace faults such as undeclared prefixes are one below. */
const FATAL = 3

/** Fatal to libxml2 only: an encoding or a version it lacks, or a limit of its own (256 levels, sizes). */
const OWN_LIMIT = /^(?:Unsupported|Excessive|Internal|Memory|Maximum|Name too long)|XML_PARSE_HUGE/i

/** Unlike a node's own `next`, this does not stop at processing instructions. */
const CHILD_ELEMENTS = XmlXPath.compile('*')

const NOTHING: Pick<BodyContent, 'members' | 'duplicates'> = { members: new Map(), duplicates: [] }

/** The first fault of well-formedness in libxml2's words; `undefined` when it found none. */
function findFault(error: XmlLibError): string | undefined {
  return error.details
    .find(({ level, message }) => level >= FATAL && !OWN_LIMIT.test(message))
    ?.message.trim()
}

/** Where prefixes are undeclared, an element's name still holds its prefix. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function viewMember(element: XmlElement): Member {
  const nested = element.find(CHILD_ELEMENTS).length > 0
  const text = element.content.trim()
  return nested ? { kind: 'element', empty: false } : { kind: 'element', text, empty: text === '' }
}

function viewDocument({ root }: XmlDocument): BodyContent {
  const members = new Map<string, Member>()
  const duplicates = new Set<string>()
  for (const child of root.find(CHILD_ELEMENTS)) {
    if (!(child instanceof XmlElement)) continue
    const name = localName(child.name)
    if (members.has(name)) duplicates.add(name)
    else members.set(name, viewMember(child))
  }
  const namespace = root.namespaceUri === '' ? null : root.namespaceUri
  return {
    wellFormed: true,
    members,
    duplicates: [...duplicates],
    root: { local: localName(root.name), namespace },
  }
}

/** Parses, views and frees: a document lies in the memory of the WebAssembly module, where nothing is collected. */
function parse(bytes: Uint8Array, option: ParseOption, encoding?: string): BodyContent {
  const document = XmlDocument.fromBuffer(bytes, { option, ...(encoding && { encoding }) })
  try {
    return viewDocument(document)
  } finally {
    document.dispose()
  }
}

/** Reads what can be read of a document with namespace faults; they are no fault of well-formedness. */
function parseDespiteNamespaces(bytes: Uint8Array, encoding?: string): BodyContent {
  try {
    return parse(bytes, SAFELY | ParseOption.XML_PARSE_NOERROR, encoding)
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error
    return { ...NOTHING, wellFormed: true }
  }
}

function readWith(bytes: Uint8Array, encoding?: string): BodyContent {
  try {
    return parse(bytes, SAFELY, encoding)
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error
    const problem = findFault(error)
    return problem === undefined
      ? parseDespiteNamespaces(bytes, encoding)
      : { ...NOTHING, wellFormed: false, problem }
  }
}

/**
 * Reads an XML body: as its own bytes say (byte order mark, declaration), else in the charset of its media
 * type (RFC 7303 section 3). Nothing is fetched, no entity is put into the tree.
 */
export function readXmlBody(bytes: Uint8Array, charset: string | undefined): BodyContent {
  const read = readWith(bytes)
  if (read.wellFormed || charset === undefined) return read
  const second = readWith(bytes, charset)
  return second.root === undefined ? read : second
}
