import type { Arbitrary } from 'fast-check'
import type { GeneratedBody } from '../model/requirement.ts'
import { bodies, type Choose, pick, plainly } from './choices.ts'
import { namespace, pickReason } from './vocabulary.ts'

const declarations = [
  '<?xml version="1.0" encoding="utf-8"?>',
  '',
  '<?xml version="1.0"?>',
  "<?xml version='1.0' encoding='UTF-8'?>",
  '<?xml version="1.0" standalone="yes"?>',
  '<?xml version="1.0" encoding="utf-8" standalone="no" ?>',
] as const

/** Comments and processing instructions, some of them with what would be markup elsewhere. */
const asides = [
  '',
  '',
  '<!-- a -->',
  '<!---->',
  '<?pi?>',
  '<?pi a="b"?>',
  '<!-- <property name="reason">Global</property> & ]]> -->',
  '<?pi <property name="reason"> & ?>',
] as const

const lineEnds = ['', '', '\n', '\r\n', '\r', '\n  ', '\t'] as const

/** White space where a tag needs some. */
const blanks = [' ', ' ', '  ', '\n', '\t', '\r\n'] as const

/** White space where a tag allows some. */
const gaps = ['', '', ' ', '\n', '\t'] as const

/** Declarations of prefixes that nothing uses. */
const strangers = [
  '',
  '',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  "xmlns:xsd='http://www.w3.org/2001/XMLSchema'",
  'xmlns:x="urn:x"',
] as const

const prefixes = ['', '', 'u', 'ucwa', 'ns0', '_', 'A-b.c'] as const

/** One character as a reference of XML 1.0 section 4.1. */
function writeReference(choose: Choose, letter: string): string {
  const code = letter.charCodeAt(0)
  const zeros = '0'.repeat(pick(choose, [0, 0, 1, 4, 8]))
  const hex = code.toString(16)
  return pick(choose, [`&#${zeros}${code};`, `&#x${zeros}${hex};`, `&#x${zeros}${hex.toUpperCase()};`])
}

/** Text in pieces: characters, references, and where `sections` allows it, CDATA sections. */
function writeText(choose: Choose, text: string, sections: boolean): string {
  let written = ''
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at)
    const form = pick(choose, ['letter', 'letter', 'reference', 'section'])
    if (form === 'reference') written += writeReference(choose, letter)
    else if (form === 'section' && sections) {
      const length = choose(text.length - at + 1)
      written += `<![CDATA[${text.slice(at, at + length)}]]>${length === 0 ? letter : ''}`
      at += Math.max(length, 1) - 1
    } else written += letter
  }
  return written
}

function writeAttribute(choose: Choose, name: string, value: string): string {
  const quote = pick(choose, ['"', "'"])
  return `${name}${pick(choose, gaps)}=${pick(choose, gaps)}${quote}${value}${quote}`
}

/** Attributes in any order, each with white space before it, and white space before the end. */
function writeAttributes(choose: Choose, attributes: readonly string[]): string {
  const present = attributes.filter(attribute => attribute !== '')
  const first = choose(present.length || 1)
  const ordered = [...present.slice(first), ...present.slice(0, first)]
  return `${ordered.map(attribute => pick(choose, blanks) + attribute).join('')}${pick(choose, gaps)}`
}

/** Which freedoms of XML a family takes; the others are left at their plainest. */
type Freedom = 'text' | 'asides' | 'tags' | 'declaration' | 'prefixes' | 'line ends'

function writeProperty(may: (freedom: Freedom) => Choose, prefix: string, reason: string): string {
  const tags = may('tags')
  // Under a prefixed root the property may declare the namespace as its own default.
  const own = prefix !== '' && may('prefixes')(3) === 2
  const tag = own || prefix === '' ? 'property' : `${prefix}:property`
  const attributes = [
    writeAttribute(tags, 'name', writeText(may('text'), 'reason', false)),
    own ? writeAttribute(tags, 'xmlns', namespace) : '',
    pick(tags, strangers),
  ]
  const text = writeText(may('text'), reason, true)
  return `<${tag}${writeAttributes(tags, attributes)}>${text}</${tag}${pick(tags, gaps)}>`
}

function writeInput(choose: Choose, freedoms: readonly Freedom[], reason: string | undefined): string {
  const may = (freedom: Freedom): Choose => (freedoms.includes(freedom) ? choose : plainly)
  const between = (): string => pick(may('line ends'), lineEnds) + pick(may('asides'), asides)
  const tags = may('tags')

  const declaration = pick(may('declaration'), declarations)
  const prolog = declaration + between()
  const prefix = pick(may('prefixes'), prefixes)
  const root = prefix === '' ? 'input' : `${prefix}:input`
  const xmlns = writeAttribute(tags, prefix === '' ? 'xmlns' : `xmlns:${prefix}`, namespace)
  const start = `${root}${writeAttributes(tags, [xmlns, pick(tags, strangers)])}`
  const end = `</${root}${pick(tags, gaps)}>`
  if (reason === undefined)
    return prolog + pick(choose, [`<${start}/>`, `<${start}>${between()}${end}`]) + between()
  return `${prolog}<${start}>${between()}${writeProperty(may, prefix, reason)}${between()}${end}${between()}`
}

function spelled(...freedoms: readonly Freedom[]): Arbitrary<GeneratedBody> {
  return bodies('xml', choose => writeInput(choose, freedoms, pickReason(choose)))
}

/** CDATA sections and character references. Row `valid`, as all of these. */
export const xmlText = spelled('text')

/** Comments and processing instructions outside the value. */
export const xmlAsides = spelled('asides')

/** Quotes, white space in tags, order of attributes, declarations of other prefixes. */
export const xmlTags = spelled('tags')

/** No XML declaration, or another one. */
export const xmlDeclaration = spelled('declaration')

/** A prefix in place of the default namespace. */
export const xmlPrefixes = spelled('prefixes')

/** An input without a reason, as empty-element tag or as start and end tag. */
export const xmlEmptyElement = bodies('xml', choose => writeInput(choose, ['tags', 'line ends'], undefined))

const allFreedoms: readonly Freedom[] = ['text', 'asides', 'tags', 'declaration', 'prefixes', 'line ends']

/** All freedoms together, and line ends between the elements. */
export const xmlSpelling = bodies('xml', choose =>
  writeInput(choose, allFreedoms, choose(8) === 7 ? undefined : pickReason(choose)),
)
