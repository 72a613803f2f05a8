import { assert, constantFrom, integer, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ANSWER_LIMITS, type AnswerLimits, AnswerParser } from './answer-parser.ts'

interface Read {
  readonly method?: string
  readonly limits?: AnswerLimits
  /** How the connection ends after the bytes; default: it stays open. */
  readonly close?: 'orderly' | 'reset'
}

function read(pieces: readonly string[], { method = 'POST', limits = ANSWER_LIMITS, close }: Read = {}) {
  const parser = new AnswerParser(method, limits)
  for (const piece of pieces) parser.push(Buffer.from(piece, 'latin1'))
  if (close !== undefined) parser.end(close === 'orderly')
  const { state, answer, interim, framingFault } = parser
  return {
    state,
    answer: answer && { ...answer, body: Buffer.from(answer.body).toString('latin1') },
    interim,
    framingFault,
    rest: Buffer.from(parser.rest).toString('latin1'),
  }
}

const answer = (...lines: readonly string[]) => lines.join('\r\n')

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

describe('AnswerParser finds fault with', () => {
  it.each([
    ['Content-Length: 5', 'a 204 with a Content-Length other than 0'],
    ['Transfer-Encoding: chunked', 'a 204 with Transfer-Encoding'],
  ])('a 204 with %s', (line, framingFault) => {
    expect(read([answer('HTTP/1.1 204 N', line, '', 'hello')])).toMatchObject({
      state: 'complete',
      answer: { body: '' },
      framingFault,
      rest: 'hello',
    })
  })

  it('nothing in a 204 with Content-Length: 0', () => {
    expect(read([answer('HTTP/1.1 204 N', 'Content-Length: 0', '', '')]).framingFault).toBeNull()
  })

  it.each([
    [['Content-Length: 1', 'Content-Length: 1'], 'Content-Length more than once'],
    [['Content-Length: 1, 1'], 'Content-Length more than once'],
  ])('%j, but reads on', (lines, framingFault) => {
    expect(read([answer('HTTP/1.1 200 OK', ...lines, '', 'x')])).toMatchObject({
      state: 'complete',
      framingFault,
    })
  })

  it.each([
    [
      ['Transfer-Encoding: chunked', 'Content-Length: 1'],
      'HTTP/1.1',
      'both Transfer-Encoding and Content-Length',
    ],
    [['Transfer-Encoding: chunked'], 'HTTP/1.0', 'Transfer-Encoding in an HTTP/1.0 answer'],
    [['Transfer-Encoding: chunked, chunked'], 'HTTP/1.1', 'chunked more than once'],
  ])('%j in %s, but reads the chunks', (lines, version, framingFault) => {
    expect(read([answer(`${version} 200 OK`, ...lines, '', '1', 'x', '0', '', '')])).toMatchObject({
      state: 'complete',
      answer: { body: 'x' },
      framingFault,
    })
  })

  it.each([
    ['Content-Length: 3\r\nContent-Length: 4', 'two Content-Lengths that differ'],
    ['Content-Length: 3, 4', 'two Content-Lengths that differ'],
    ['Content-Length: -1', 'a Content-Length that is not a number'],
    ['Content-Length: 0x3', 'a Content-Length that is not a number'],
    ['Content-Length:', 'a Content-Length that is not a number'],
  ])('an ambiguous %j', (line, framingFault) => {
    expect(read([answer('HTTP/1.1 400 Bad', line, '', 'abc')])).toMatchObject({
      state: 'malformed',
      answer: { status: 400, body: '' },
      framingFault,
      rest: 'abc',
    })
  })

  it.each([
    ['no HTTP', 'hello\r\n\r\n'],
    ['another major version', 'HTTP/2 200 OK\r\n\r\n'],
    ['a blank line first', '\r\nHTTP/1.1 204 N\r\n\r\n'],
    ['a bare LF after the status line', 'HTTP/1.1 204 N\nA: b\r\n\r\n'],
    ['a bare LF after a header line', 'HTTP/1.1 204 N\r\nA: b\n\r\n'],
    ['a bare CR', 'HTTP/1.1 204 N\r\nA: b\rC: d\r\n\r\n'],
    ['a NUL', 'HTTP/1.1 204 N\r\nA: \0\r\n\r\n'],
    ['no colon', 'HTTP/1.1 204 N\r\nA b\r\n\r\n'],
    ['white space before the colon', 'HTTP/1.1 204 N\r\nA : b\r\n\r\n'],
    ['a fold without a line before it', 'HTTP/1.1 204 N\r\n A: b\r\n\r\n'],
    ['a status of two digits', 'HTTP/1.1 20 OK\r\n\r\n'],
  ])('%s, and keeps every byte', (_, text) => {
    expect(read([text])).toMatchObject({ state: 'malformed', answer: null, rest: text })
  })

  it.each([
    ['a size that is no number', 'x\r\nabc\r\n0\r\n\r\n'],
    ['an empty size', '\r\nabc\r\n0\r\n\r\n'],
    ['a chunk longer than its size', '2\r\nabc\r\n0\r\n\r\n'],
    ['a bare LF after a size', '3\nabc\r\n0\r\n\r\n'],
  ])('broken chunks: %s', (_, chunks) => {
    expect(read([answer('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', '', chunks)])).toMatchObject({
      state: 'malformed',
      answer: { status: 200 },
    })
  })

  it.each([
    ['nothing', '', 'before a whole status line'],
    ['half a status line', 'HTTP/1.1 2', 'before a whole status line'],
    ['half a head', 'HTTP/1.1 200 OK\r\nA: b\r\n', 'within the head'],
    ['too few bytes', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc', 'after 3 of 10 bytes of the body'],
    [
      'half a chunk',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab',
      'after 2 of 5 bytes of the chunk',
    ],
    [
      'no last chunk',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n',
      'before the last chunk',
    ],
    [
      'half a trailer',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n',
      'within the trailer section',
    ],
  ])('a connection closed after %s', (_, text, where) => {
    expect(read([text], { close: 'orderly' })).toMatchObject({
      state: 'closed',
      framingFault: `the connection closed ${where}`,
    })
  })
})

describe('AnswerParser is bounded', () => {
  const limits = { headBytes: 40, bodyBytes: 4 }
  const head = 'HTTP/1.1 204 N\r\n' // 16 bytes, and 2 for the empty line

  it('in its heads', () => {
    const fits = `${head}A: ${'a'.repeat(40 - 16 - 2 - 5)}\r\n\r\n`
    expect(read([fits], { limits }).state).toBe('complete')
    expect(read([fits.replace('A:', 'A: a')], { limits }).state).toBe('oversize')
    expect(read(['a'.repeat(40)], { limits }).state).toBe('reading')
    expect(read(['a'.repeat(41)], { limits }).state).toBe('oversize')
  })

  it('in the time that blanks take', () => {
    const line = `A:${' '.repeat(60_000)}b${' '.repeat(4000)}`
    expect(read([answer('HTTP/1.1 204 N', line, '', '')]).answer?.headers).toEqual([['A', 'b']])
  })

  it('in interim answers without end', () => {
    expect(read(['HTTP/1.1 100 C\r\n\r\n'.repeat(3)], { limits })).toMatchObject({
      state: 'oversize',
      interim: [100, 100],
    })
  })

  it.each([
    ['length', 'Content-Length: 4', 'abcd', 'Content-Length: 5', 'abcde'],
    [
      'chunks',
      'Transfer-Encoding: chunked',
      '4\r\nabcd\r\n0\r\n\r\n',
      'Transfer-Encoding: chunked',
      '3\r\nabc\r\n2\r\nde\r\n',
    ],
  ])('in a body by %s', (_, fits, body, exceeds, longer) => {
    const wide = { ...limits, headBytes: 1000 }
    expect(read([answer('HTTP/1.1 200 OK', fits, '', body)], { limits: wide }).state).toBe('complete')
    expect(read([answer('HTTP/1.1 200 OK', exceeds, '', longer)], { limits: wide })).toMatchObject({
      state: 'oversize',
      answer: { body: 'abcd' },
    })
  })

  it('in a body that ends with the connection', () => {
    expect(read(['HTTP/1.1 200 OK\r\n\r\nabcd'], { limits, close: 'orderly' }).state).toBe('complete')
    expect(read(['HTTP/1.1 200 OK\r\n\r\nabcde'], { limits }).state).toBe('oversize')
  })

  it('in lengths beyond counting', () => {
    const text = answer('HTTP/1.1 200 OK', `Content-Length: ${'9'.repeat(400)}`, '', 'abcde')
    expect(read([text], { limits: { ...limits, headBytes: 1000 } })).toMatchObject({ state: 'oversize' })
  })

  it('in what follows the answer', () => {
    expect(read(['HTTP/1.1 204 N\r\n\r\n', 'x'.repeat(100_000), 'y']).rest).toHaveLength(64 * 1024)
    expect(read([`HTTP/1.1 204 N\r\n\r\n${'x'.repeat(100_000)}`]).rest).toHaveLength(64 * 1024)
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
