import { assert, constantFrom, integer, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answer, read } from './test-parser.ts'

describe('AnswerParser reads', () => {
  it('a 204 without a body', () => {
    expect(read([answer('HTTP/1.1 204 No Content', 'X-A:  b ', 'x-a: c', '', '')])).toEqual({
      state: 'complete',
      answer: {
        version: '1.1',
        status: 204,
        reasonPhrase: 'No Content',
        headers: [
          ['X-A', 'b'],
          ['x-a', 'c'],
        ],
        body: '',
        framing: 'none',
      },
      interim: [],
      framingFault: null,
      rest: '',
    })
  })

  it('a body of a declared length', () => {
    const { state, answer: got, rest } = read([answer('HTTP/1.1 400 Bad', 'content-length: 3', '', 'abcde')])
    expect([state, got?.framing, got?.body, rest]).toEqual(['complete', 'length', 'abc', 'de'])
  })

  it('chunks, extensions and trailers', () => {
    const {
      state,
      answer: got,
      rest,
      framingFault,
    } = read([
      answer(
        'HTTP/1.1 200 OK',
        'Transfer-Encoding: gzip, Chunked',
        '',
        '3;a=b',
        'abc',
        '0A',
        '0123456789',
        '0',
        'T: x',
        '',
        '!',
      ),
    ])
    expect([state, got?.framing, got?.body, rest]).toEqual(['complete', 'chunked', 'abc0123456789', '!'])
    expect(framingFault).toBeNull()
  })

  it('a body that ends with the connection', () => {
    const text = answer('HTTP/1.0 200 OK', '', 'abc')
    expect(read([text])).toMatchObject({ state: 'reading' })
    expect(read([text], { close: 'orderly' })).toMatchObject({
      state: 'complete',
      answer: { version: '1.0', framing: 'close', body: 'abc' },
    })
    expect(read([text], { close: 'reset' })).toMatchObject({ state: 'closed', answer: { body: 'abc' } })
  })

  it('interim answers before the final one', () => {
    const text = answer(
      'HTTP/1.1 100 Continue',
      '',
      'HTTP/1.1 103 Early Hints',
      'Link: x',
      '',
      'HTTP/1.1 204 N',
      '',
      '',
    )
    expect(read([text])).toMatchObject({ state: 'complete', interim: [100, 103], answer: { status: 204 } })
  })

  it('101 as final, with what follows as stray', () => {
    expect(read([answer('HTTP/1.1 101 Switching', '', 'raw')])).toMatchObject({
      state: 'complete',
      answer: { status: 101, framing: 'none' },
      rest: 'raw',
    })
  })

  it.each([
    ['an answer to HEAD', 'HEAD', 200],
    ['a 304', 'GET', 304],
  ])('no body in %s, whatever its Content-Length', (_, method, status) => {
    expect(read([answer(`HTTP/1.1 ${status} X`, 'Content-Length: 5', '', '')], { method })).toMatchObject({
      state: 'complete',
      answer: { framing: 'none', body: '' },
      framingFault: null,
    })
  })

  it.each([
    ['HTTP/1.1 200', ''],
    ['HTTP/1.1 200 ', ''],
    ['HTTP/1.1  200\tFine  day', 'Fine  day'],
  ])('the status line %j', (line, reasonPhrase) => {
    expect(read([answer(line, 'Content-Length: 0', '', '')])).toMatchObject({
      state: 'complete',
      answer: { status: 200, reasonPhrase },
    })
  })

  it('folded header lines as one', () => {
    const { answer: got } = read([answer('HTTP/1.1 204 N', 'A: b', '  c', '\td', '', '')])
    expect(got?.headers).toEqual([['A', 'b c d']])
  })
})

describe('AnswerParser', () => {
  const samples = [
    answer('HTTP/1.1 204 No Content', 'Server: x', '', 'stray'),
    answer('HTTP/1.1 100 C', '', 'HTTP/1.1 409 Conflict', 'Content-Length: 5', '', 'hello!'),
    answer(
      'HTTP/1.1 200 OK',
      'Transfer-Encoding: chunked',
      '',
      '5;x',
      'hello',
      '1',
      '!',
      '0',
      'T: x',
      '',
      'more',
    ),
    answer('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', '', '2', 'hello', '0', '', ''),
    answer('HTTP/1.1 200 OK', '', 'to the end'),
    answer('HTTP/1.1 200 OK', 'Content-Length: 1, 2', '', 'xy'),
    answer('HTTP/1.1 200 OK', 'Content-Length: 70', '', 'x'.repeat(70)),
    'HTTP/1.1 204 N\nA: b\n\n',
    'HTTP/1.1 204 N\r\nA: b\rc\r\n\r\n',
    `HTTP/1.1 200 OK\r\nA: ${'b'.repeat(100)}\r\n\r\n`,
  ]
  const limits = { headBytes: 90, bodyBytes: 64 }

  it('reads the same however the bytes are cut in two', () => {
    const cut = constantFrom(...samples).chain(text => {
      return tuple(
        integer({ min: 0, max: text.length }),
        constantFrom(undefined, 'orderly' as const, 'reset' as const),
      ).map(([at, close]) => ({ text, at, close }))
    })
    assert(
      property(cut, ({ text, at, close }) => {
        const given = { limits, ...(close && { close }) }
        expect(read([text.slice(0, at), text.slice(at)], given)).toEqual(read([text], given))
      }),
      { numRuns: 1000 },
    )
  })

  it.each(samples)('reads %j byte by byte as in one piece', text => {
    expect(read([...text], { limits, close: 'orderly' })).toEqual(read([text], { limits, close: 'orderly' }))
  })
})
