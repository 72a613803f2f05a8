import { describe, expect, test } from 'vitest'
import { packBytes, unpackBytes } from './exact-bytes.ts'
import { describeExchange, showBody } from './exchange-view.ts'
import { answer, exchange, json } from './fixtures/run.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('a body for the eye', () => {
  test.each([
    ['empty', new Uint8Array(), { length: 0, text: '', cut: false }],
    ['text', bytes('Grüße\r\n\t'), { length: 10, text: 'Grüße\r\n\t', cut: false }],
    ['a byte order mark', bytes('\ufeff{}'), { length: 5, text: '\ufeff{}', cut: false }],
    ['a control character', bytes('a\x1bb'), { length: 3, base64: 'YRti', cut: false }],
    ['no UTF-8', new Uint8Array([0xff, 0xfe]), { length: 2, base64: '//4=', cut: false }],
    ['half a character', new Uint8Array([0xc3]), { length: 1, base64: 'ww==', cut: false }],
  ])('%s', (_, body, shown) => {
    expect(showBody(body)).toEqual(shown)
  })

  test('is cut after 8 KiB, not before', () => {
    expect(showBody(bytes('x'.repeat(8192))).cut).toBe(false)
    expect(showBody(bytes('x'.repeat(8193)))).toEqual({ length: 8193, text: 'x'.repeat(8192), cut: true })
  })

  test('stays text where the cut goes through a character', () => {
    expect(showBody(bytes(`x${'ü'.repeat(5000)}`)).text).toBe(`x${'ü'.repeat(4095)}`)
  })
})

test('headers of a hostile answer are bounded', () => {
  const headers = Array.from({ length: 500 }, (_, index) => [`X-${index}`, 'v'.repeat(9000)] as const)
  const { received } = describeExchange(exchange({}, answer(200, 'OK', '', headers)))
  expect(received?.headers).toHaveLength(100)
  expect(received?.headers[0]?.[1]).toHaveLength(2048)
})

test.each([0, 34, 4096, 4097, 300_000])('%i bytes survive packing', length => {
  const body = Uint8Array.from({ length }, (_, index) => (index * 31) % 256)
  expect(unpackBytes(packBytes(body))).toEqual(body)
})

test('the spec keeps all that a replay needs', () => {
  const spec = { ...json('{}'), token: { kind: 'none' }, framing: 'chunked', exact: true } as const
  expect(describeExchange(exchange(spec, null)).spec).toEqual({
    headers: [['Content-Type', 'application/json']],
    token: { kind: 'none' },
    framing: 'chunked',
    exact: true,
    body: { encoding: 'base64', data: 'e30=' },
  })
})
