import { type ByEncoding, bodies, type Choose, pick } from './choices.ts'
import { namespace, pickReason } from './vocabulary.ts'

type Padding = (choose: Choose, length: number) => string

/** Bytes; to the last of them and S-27 bind. */
const sizes = [1024, 4096, 8192, 1023, 8191] as const

const blanks = [' ', '\n', '\t', '\r'] as const

/** The texts with padding of one kind at one of the places between them, up to a size in bytes. */
function pad(choose: Choose, texts: readonly string[], kinds: readonly [Padding, ...Padding[]]): string {
  const missing = pick(choose, sizes) - texts.reduce((sum, text) => sum + text.length, 0)
  const padding = pick(choose, kinds)(choose, missing)
  const at = 1 + choose(texts.length - 1)
  return [...texts.slice(0, at), padding, ...texts.slice(at)].join('')
}

const space: Padding = (choose, length) => pick(choose, blanks).repeat(length)
const comment: Padding = (_, length) => `<!--${'a'.repeat(length - 7)}-->`
const comments: Padding = (_, length) => '<!---->'.repeat(Math.floor(length / 7)) + ' '.repeat(length % 7)

function writeJson(choose: Choose): string[] {
  return ['{', '"reason"', ':', `"${pickReason(choose)}"`, '}']
}

function writeXml(choose: Choose): string[] {
  return [
    `<input xmlns="${namespace}">`,
    `<property name="reason">${pickReason(choose)}</property>`,
    '</input>',
  ]
}

/** Valid bodies of 1, 4 and 8 KiB, filled with white space or comments. Row `valid`. */
export const sizedValid: ByEncoding = {
  json: bodies('json', choose => pad(choose, [...writeJson(choose), ''], [space])),
  xml: bodies('xml', choose => pad(choose, [...writeXml(choose), ''], [space, comment, comments])),
}

/** The same without the end (S-27). Row `S-27`. */
export const sizedMalformed: ByEncoding = {
  json: bodies('json', choose =>
    pad(choose, writeJson(choose).slice(0, -1), [space, (_, length) => `"${'a'.repeat(length - 1)}`]),
  ),
  xml: bodies('xml', choose => pad(choose, [...writeXml(choose).slice(0, -1), ''], [space, comment])),
}
