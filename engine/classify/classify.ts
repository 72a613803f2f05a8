import { utf8 } from '../encode/utf8.ts'
import { type Classification, combineRows, type Row } from './classification.ts'
import { classifyJson } from './json.ts'
import { MAX_BYTES } from './limits.ts'
import { classifyXml } from './xml.ts'

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const replacing = new TextDecoder('utf-8', { ignoreBOM: true })

/** Rows whose bodies are no whole, plain document of their format. */
const unsound: ReadonlySet<Row> = new Set(['S-18', 'S-27', 'S-27b', 'S-28', 'beyond', 'open'])

/** Byte order marks, and the zeros that UTF-16 and UTF-32 put beside the first ASCII characters. */
function isOtherUnicode([first, second, third, fourth]: Uint8Array): boolean {
  if (first === 0xef && second === 0xbb && third === 0xbf) return true
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true
  return (first === 0 && third === 0) || (second === 0 && fourth === 0)
}

function decode(body: Uint8Array): { text: string; sound: boolean } {
  try {
    return { text: strict.decode(body), sound: true }
  } catch {
    // Not UTF-8: read as a decoder does that puts U+FFFD for what it cannot read.
    return { text: replacing.decode(body), sound: false }
  }
}

/** So many texts at most are known by heart; then others take their place. */
const MOST_KNOWN = 4096

/** What was found in sound texts: a campaign writes some of them again and again. */
const known = { json: new Map<string, Classification>(), xml: new Map<string, Classification>() }

function classifySound(text: string, body: Uint8Array, format: 'json' | 'xml'): Classification {
  const before = known[format].get(text)
  if (before !== undefined) return before
  const found = format === 'json' ? classifyJson(text) : classifyXml(text, body)
  if (known[format].size === MOST_KNOWN) known[format].clear()
  known[format].set(text, found)
  return found
}

/**
 * Says which row of the facts a request body falls under, by parsers of its own. It guards the target against
 * false alarms: `S-27` means malformed by every reader, `valid` means one of the documented inputs, and whatever is
 * doubtful is `open`.
 */
export function classify(body: Uint8Array, format: 'json' | 'xml'): Classification {
  if (body.length === 0) return combineRows(['S-12'])
  if (body.length > MAX_BYTES) return combineRows(['beyond'])
  if (isOtherUnicode(body)) return combineRows(['S-18'])
  const { text, sound } = decode(body)
  // Some readers take blank text for an absent body.
  if (/^\s*$/.test(text)) return combineRows(['open'])

  if (sound) return classifySound(text, body, format)
  const reading = format === 'json' ? classifyJson(text) : classifyXml(text, utf8(text))
  return combineRows(reading.rows.some(row => unsound.has(row)) ? ['S-27c', ...reading.rows] : ['S-27c'])
}
