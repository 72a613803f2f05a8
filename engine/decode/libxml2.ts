import { ParseOption, type XmlLibError } from 'libxml2-wasm'

/** Nothing is fetched, and no catalogue of the system is asked. */
export const SAFELY =
  ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_SYS_CATALOG

/** `xmlErrorLevel` for well-formedness; namespace faults such as undeclared prefixes are one below. */
const FATAL = 3

/** Fatal to this parser only: an encoding or a version it lacks, or a limit of its own (256 levels, sizes). */
const OWN_LIMIT =
  /^(?:Unsupported|Excessive|Internal|Memory|Maximum|Name too long)|, (?:use|try) XML_PARSE_HUGE/i

/**
 * The first fault of well-formedness in libxml2's words; `undefined` when it found none, or had reached a limit
 * of its own: what it finds after that may be the limit's doing.
 */
export function findFault({ details }: XmlLibError): string | undefined {
  const fault = details.find(({ level }) => level >= FATAL)
  return fault === undefined || OWN_LIMIT.test(fault.message) ? undefined : fault.message.trim()
}
