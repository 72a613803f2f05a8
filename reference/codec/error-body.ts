import { operation } from '../../schemas/load.ts'
import type { ErrorMembers, Format } from '../call.ts'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text fit for XML content and attribute values; what XML cannot carry is replaced. */
function escapeXml(text: string): string {
  const printable = text.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
  return printable.replace(/[&<>"]/g, character => ENTITIES[character] ?? character)
}

function encodeContent(value: unknown): string {
  if (typeof value !== 'object' || value === null) return escapeXml(String(value))
  return Object.entries(value)
    .map(([name, inner]) => `<property name="${escapeXml(name)}">${encodeContent(inner)}</property>`)
    .join('')
}

/** An XML error body: root `reason` in the UCWA namespace, a child for each member (F-46). */
function encodeXml(members: ErrorMembers): string {
  const children = Object.entries(members).map(
    ([name, value]) => `<${name}>${encodeContent(value)}</${name}>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?><${operation.errorRoot} xmlns="${operation.namespace}">${children.join('')}</${operation.errorRoot}>`
}

/** An error body in UTF-8. */
export function encodeError(members: ErrorMembers, format: Format): Buffer {
  return Buffer.from(format === 'json' ? JSON.stringify(members) : encodeXml(members))
}
