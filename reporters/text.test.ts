import { describe, expect, test } from 'vitest'
import { cut, formatDuration, formatNumber, formatSize, showBytes, showLine, showText } from './text.ts'

describe('showLine', () => {
  test.each([
    ['NUL', 'a\0b', 'a␀b'],
    ['line ends', 'a\r\nb', 'a␍␊b'],
    ['escape sequences', '\x1b[31mred', '␛[31mred'],
    ['DEL', '\x7f', '␡'],
    ['C1 controls', '\x9b', '⟨U+009B⟩'],
    ['bidi overrides', '\u202eevil\u2066', '⟨U+202E⟩evil⟨U+2066⟩'],
    ['zero widths and BOM', '\u200b\ufeff', '⟨U+200B⟩⟨U+FEFF⟩'],
    ['line separators', '\u2028', '⟨U+2028⟩'],
    ['lone surrogates', '\ud800', '⟨U+D800⟩'],
    ['noncharacters', '\uffff', '⟨U+FFFF⟩'],
    ['variation selectors', '\ufe0f', '⟨U+FE0F⟩'],
  ])('makes %s visible', (_, text, shown) => {
    expect(showLine(text)).toBe(shown)
  })

  test('leaves letters of all scripts and a written escape alone', () => {
    expect(showLine('Grüße 你好 😀 \\u202e')).toBe('Grüße 你好 😀 \\u202e')
  })
})

test('showText keeps line feeds and tabs only', () => {
  expect(showText('a\n\tb\r\0')).toBe('a\n\tb␍␀')
})

test('cut counts code points and marks what is missing', () => {
  expect(cut('😀😀😀', 3)).toBe('😀😀😀')
  expect(cut('😀😀😀😀', 3)).toBe('😀😀…')
  expect(cut('abc', 3)).toBe('abc')
})

test('bytes that are no text show as ASCII and \\xHH', () => {
  expect(
    showBytes({ length: 4, base64: Buffer.from([0x41, 0x00, 0xff, 0x0a]).toString('base64'), cut: false }),
  ).toBe('A\\x00\\xff\n')
})

test('numbers are worded the same on every machine', () => {
  expect(formatNumber(1234567)).toBe('1,234,567')
  expect([0.83, 9.96, 10, 999, 4112, 59_949, 125_000].map(formatDuration)).toEqual([
    '0.8 ms',
    '10 ms',
    '10 ms',
    '999 ms',
    '4.1 s',
    '59.9 s',
    '2 min 5 s',
  ])
  expect([1, 34, 10_239, 10_240, 1_258_291].map(formatSize)).toEqual([
    '1 byte',
    '34 bytes',
    '10,239 bytes',
    '10.0 KiB',
    '1.2 MiB',
  ])
})
