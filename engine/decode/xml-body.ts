import { ParseOption, XmlDocument, type XmlElement, XmlLibError } from 'libxml2-wasm'
import type { BodyContent, Member } from './body-content.ts'
import { findFault, SAFELY } from './libxml2.ts'

const NOTHING: Pick<BodyContent, 'members' | 'duplicates'> = { members: new Map(), duplicates: [] }

/** Unlike a node's own `next`, this does not stop at processing instructions. The path names elements only. */
function childElements(element: XmlElement): readonly XmlElement[] {
  return element.find('*') as XmlElement[]
}

/** Where prefixes are undeclared, an element's name still holds its prefix. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function isProperty(element: XmlElement): boolean {
  return localName(element.name) === 'property'
}

function viewMember(element: XmlElement): Member {
  const about = { kind: 'element', ...(isProperty(element) && { property: true }) } as const
  if (childElements(element).length > 0) return { ...about, empty: false }
  const text = element.content.trim()
  return { ...about, text, empty: text === '' }
}

/** As the sample of an error has it, the name of the element (F-46); as every other resource, its `name` (F-21). */
function memberName(element: XmlElement): string {
  return (isProperty(element) && element.attr('name')?.value) || localName(element.name)
}

/** Children in the namespace of the root come first: others of the same name are further members (S-76). */
function membersFirst(root: XmlElement): readonly XmlElement[] {
  const children = childElements(root)
  const own = children.filter(({ namespaceUri }) => namespaceUri === root.namespaceUri)
  const named = new Set(own.map(memberName))
  return [...own, ...children.filter(child => !own.includes(child) && !named.has(memberName(child)))]
}

function viewDocument({ root }: XmlDocument): BodyContent {
  const members = new Map<string, Member>()
  const duplicates = new Set<string>()
  for (const child of membersFirst(root)) {
    const name = memberName(child)
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

/** What stands in a document, or what the parser has against it. */
function tryParse(bytes: Uint8Array, option: ParseOption, encoding?: string): BodyContent | XmlLibError {
  try {
    return parse(bytes, option, encoding)
  } catch (error) {
    if (error instanceof XmlLibError) return error
    throw error
  }
}

function readWith(bytes: Uint8Array, encoding?: string): BodyContent {
  const read = tryParse(bytes, SAFELY, encoding)
  if (!(read instanceof XmlLibError)) return read
  const problem = findFault(read)
  if (problem !== undefined) return { ...NOTHING, wellFormed: false, problem }
  // Namespace faults are no fault of well-formedness: what can be read is read.
  const rest = tryParse(bytes, SAFELY | ParseOption.XML_PARSE_NOERROR, encoding)
  return rest instanceof XmlLibError ? { ...NOTHING, wellFormed: true, unread: true } : rest
}

const DECLARED = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/

/** Each character takes two bytes or four: then the declaration could not be read byte by byte. */
const WIDE = /^(?:utf-?16|utf-?32|ucs-?[24]|iso-10646)/i

/** Code pages of vendors, which `TextDecoder` does not list. */
const CODE_PAGE = /^(?:ibm|cp|x-|cs|windows|ebcdic|iso)/i

/** What is wrong with the encoding that a declaration in ASCII names (XML 1.0 section 4.3.3). */
function findFalseEncoding(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  const name = DECLARED.exec(start)?.[1]
  if (name === undefined) return undefined
  if (WIDE.test(name)) return `declares the encoding ${name}, and is not in it`
  if (CODE_PAGE.test(name)) return undefined
  try {
    new TextDecoder(name)
    return undefined
  } catch {
    return `declares the encoding ${name}, which no reader knows`
  }
}

/**
 * Reads an XML body: in the charset of its media type, which goes before the declaration, else, and where the
 * bytes do not fit it, as its own bytes say (RFC 7303 section 3.2). Nothing is fetched, no entity is put into
 * the tree.
 */
export function readXmlBody(bytes: Uint8Array, charset: string | undefined): BodyContent {
  const read = readWith(bytes, charset)
  if (read.root !== undefined) return read
  const problem = findFalseEncoding(bytes)
  return problem === undefined ? readWith(bytes) : { ...NOTHING, wellFormed: false, problem }
}
