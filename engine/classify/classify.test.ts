import { describe, expect, it } from 'vitest'
import { operation } from '../../schemas/load.ts'
import { utf8 } from '../encode/utf8.ts'
import type { Row } from './classification.ts'
import { classify } from './classify.ts'

/** One byte for each character up to U+00FF. */
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, character => character.charCodeAt(0))

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2))
  for (const [index, character] of [...text].entries())
    view.setUint16(index * 2, character.charCodeAt(0), littleEndian)
  return new Uint8Array(view.buffer)
}

type Example = readonly [body: Uint8Array, format: 'json' | 'xml', row: Row, reason: string]

const xml = (value: string): string =>
  `<input xmlns="${operation.namespace}"><property name="reason">${value}</property></input>`

const table: readonly Example[] = [
  [latin1('{"reason":"Conflict\xe9"}'), 'json', 'S-27c', 'Latin-1 in a value'],
  [latin1('{"reason":"\x80"}'), 'json', 'S-27c', 'lone continuation'],
  [latin1('{"reason":"\xc0\xafConflict"}'), 'json', 'S-27c', 'overlong solidus'],
  [latin1('{"reason":"\xe2\x82"}'), 'json', 'S-27c', 'sequence cut off'],
  [latin1('{"reason":"\xed\xa0\x80"}'), 'json', 'S-27c', 'surrogate in UTF-8'],
  [latin1('{"reason":"\xf4\x90\x80\x80"}'), 'json', 'S-27c', 'beyond U+10FFFF'],
  [latin1('{"reason\xff":"Conflict"}'), 'json', 'S-27c', 'in a name'],
  [latin1(xml('Conflict\xe9')), 'xml', 'S-27c', 'Latin-1 in a value'],
  [latin1(xml('\xfe')), 'xml', 'S-27c', 'a byte that UTF-8 never has'],
  [latin1('{"reason":"\x80'), 'json', 'open', 'also truncated'],
  [latin1('{"reason":"\x80",}'), 'json', 'open', 'also an extension'],
  [latin1('{\x80"reason":"Conflict"}'), 'json', 'open', 'outside of strings'],
  [latin1(xml('\xe9').slice(0, -1)), 'xml', 'open', 'also truncated'],
  [latin1(`<?xml version="1.0" encoding="iso-8859-1"?>${xml('\xe9')}`), 'xml', 'open', 'as declared'],
  [latin1('\xff'), 'json', 'open', 'one byte'],
  [utf16('{"reason":"Conflict"}', true), 'json', 'S-18', 'UTF-16LE without a mark'],
  [utf16('{"reason":"Conflict"}', false), 'json', 'S-18', 'UTF-16BE without a mark'],
  [utf16('\uFEFF{}', true), 'json', 'S-18', 'UTF-16LE with a mark'],
  [utf16('\uFEFF{}', false), 'json', 'S-18', 'UTF-16BE with a mark'],
  [utf16(xml('Conflict'), true), 'xml', 'S-18', 'UTF-16LE without a mark'],
  [Uint8Array.of(0, 0, 0, 0x7b), 'json', 'S-18', 'UTF-32BE'],
  [Uint8Array.of(0x7b, 0, 0, 0), 'json', 'S-18', 'UTF-32LE'],
  [Uint8Array.of(), 'json', 'S-12', 'no bytes'],
  [utf8(`{"x":"${'é'.repeat(4093)}"}`), 'json', 'beyond', 'counts bytes, not characters'],
]

describe('classify', () => {
  it.each(table.map(([body, format, row, reason]) => ({ body, format, row, reason })))(
    '$format $row: $reason',
    ({ body, format, row }) => {
      expect(classify(body, format).row).toBe(row)
    },
  )

  it('keeps all rows of a body that breaks several', () => {
    expect(classify(latin1('{"reason":"\x80'), 'json').rows).toEqual(['S-27c', 'S-27'])
  })
})
