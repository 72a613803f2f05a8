import { describe, expect, it } from 'vitest'
import { answer, read } from './test-parser.ts'

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
