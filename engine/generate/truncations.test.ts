import { describe, expect, it } from 'vitest'
import { encodeBody } from '../encode/body.ts'
import { utf8 } from '../encode/utf8.ts'
import { truncationsOf } from './truncations.ts'

describe('truncationsOf', () => {
  it.each(['json', 'xml'] as const)('cuts the %s sample after every byte but the last', encoding => {
    const body = encodeBody(encoding, 'Unknown')
    const cuts = truncationsOf(body, encoding)
    expect(cuts.map(({ length }) => length)).toEqual(Array.from({ length: body.length - 1 }, (_, i) => i + 1))
    expect(new Set(cuts.map(({ classification }) => classification.row))).toEqual(new Set(['S-27']))
  })

  it('tells where a cut body is still valid', () => {
    const rows = truncationsOf(utf8('{"reason":"Conflict"}\r\n'), 'json').map(cut => cut.classification.row)
    expect(rows.slice(-3)).toEqual(['S-27', 'valid', 'valid'])
  })

  it('tells where only white space is left', () => {
    expect(truncationsOf(utf8(' {}'), 'json').map(cut => cut.classification.row)).toEqual(['open', 'S-27'])
  })

  it.each([0, 1])('finds nothing to cut in %i bytes', length => {
    expect(truncationsOf(new Uint8Array(length), 'json')).toEqual([])
  })
})
