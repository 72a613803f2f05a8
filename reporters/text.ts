import type { ShownBytes } from './report.ts'

const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu

const CONTROL_PICTURES = 0x2400
const DELETE = 0x7f
const DELETE_PICTURE = '\u2421'

function drawCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return String.fromCodePoint(CONTROL_PICTURES + code)
  if (code === DELETE) return DELETE_PICTURE
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`
}

/**
 * Text from outside, on one line, with nothing hidden: control characters as their Unicode pictures (␀, ␊, ␛),
 * other invisible ones (bidi overrides, zero widths) as `⟨U+202E⟩`. What is left is legal in XML 1.0.
 */
export function showLine(text: string): string {
  return text.replace(INVISIBLE, drawCharacter)
}

/** Like `showLine`, but line feeds and tabs stay as they are. */
export function showText(text: string): string {
  return text.replace(INVISIBLE, character =>
    character === '\n' || character === '\t' ? character : drawCharacter(character),
  )
}

/** At most `limit` characters (code points), the last one `…` where something is left out. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text
  const characters = [...text]
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`
}

/** Bytes as text: ASCII as it is, every other byte as `\xHH`. */
function showBinary(base64: string): string {
  let text = ''
  for (const byte of Buffer.from(base64, 'base64')) {
    const isPrintable = (byte >= 0x20 && byte < DELETE) || byte === 0x0a
    text += isPrintable ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`
  }
  return text
}

/** A body for the eye, invisible characters and bytes made visible; empty for an empty one. */
export function showBytes(bytes: ShownBytes): string {
  return bytes.text === undefined ? showBinary(bytes.base64 ?? '') : showText(bytes.text)
}

/** `1 case`, `2 cases`, `5,214 requests`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatNumber(count)} ${count === 1 ? noun : plural}`
}

/** Groups of three with commas, whatever the machine's locale. */
export function formatNumber(value: number): string {
  return value.toLocaleString('en-US')
}

/** `0.8 ms`, `850 ms`, `4.1 s`, `2 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 10) return `${Number(ms.toFixed(1))} ms`
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** `1.2 MiB`, `34 bytes`. */
export function formatSize(bytes: number): string {
  if (bytes < 10 * 1024) return countOf(bytes, 'byte')
  const kib = bytes / 1024
  return kib < 1024 ? `${kib.toFixed(1)} KiB` : `${(kib / 1024).toFixed(1)} MiB`
}
