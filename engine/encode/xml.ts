import { operation } from '../../schemas/load.ts'
import { utf8 } from './utf8.ts'

const declaration = '<?xml version="1.0" encoding="utf-8"?>'
const { inputRoot: root, namespace } = operation

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
}

/**
 * Text as element content or between double quotes (XML 1.0 section 2.4). Characters that XML cannot carry are
 * left as they are.
 */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"\r]/g, character => references[character] ?? character)
}

/**
 * The XML input of `dismiss` on one line, with declaration; an empty `input` without a reason (S-02, S-10).
 * The reason is escaped; it must consist of XML characters for the result to be well-formed.
 */
export function encodeXml(reason?: string): Uint8Array {
  const content =
    reason === undefined ? '/>' : `><property name="reason">${escapeXml(reason)}</property></${root}>`
  return utf8(`${declaration}<${root} xmlns="${namespace}"${content}`)
}
