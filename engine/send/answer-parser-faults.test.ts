import { describe, expect, it } from 'vitest'
import { answer, read } from './test-parser.ts'

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
