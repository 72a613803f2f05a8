import { inputXml } from '../write/texts.ts'

/** The text as UTF-8, with these bytes in place of `at`. */
export function withBytes(text: string, at: string, replacement: readonly number[]): Uint8Array {
  const [before = '', after = ''] = text.split(at)
  return Buffer.concat([Buffer.from(before), Buffer.from(replacement), Buffer.from(after)])
}

/** A place that is ignored: a decoder that replaces what it cannot read accepts the rest (S-27c). */
export const TITLED = {
  json: '{"reason":"Conflict","_links":{"self":{"href":"/s","title":"~"}}}',
  xml: inputXml('<link rel="self" href="/s" title="~"/><property name="reason">Conflict</property>'),
}

/** Ill-formed UTF-8 inside an otherwise valid value (Unicode 15, table 3-7). */
export const NOT_UTF8 = {
  'lone-continuation': [0x80],
  'latin-1-letter': [0xe9],
  overlong: [0xc0, 0xaf],
  surrogate: [0xed, 0xa0, 0x80],
  'cut-sequence': [0xe2, 0x82],
  'never-legal': [0xff],
}
