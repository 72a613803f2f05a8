import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../model/exchange.ts'
import type { Header } from '../model/request.ts'
import { decodeErrorBody } from './error-body.ts'

function answer(body: string | Uint8Array, type: string | null, ...headers: readonly Header[]): Answer {
  return {
    version: '1.1',
    status: 409,
    reasonPhrase: 'Conflict',
    headers: type === null ? headers : [['Content-Type', type], ...headers],
    body: typeof body === 'string' ? Buffer.from(body) : body,
    framing: 'length',
  }
}

const json = (body: string | Uint8Array, type = 'application/json') => decodeErrorBody(answer(body, type))
const xml = (body: string | Uint8Array, type = 'application/xml') => decodeErrorBody(answer(body, type))

describe('decodeErrorBody of JSON', () => {
  it('notes a byte order mark and reads on', () => {
    const body = json(Buffer.from('\ufeff{"code":"Gone"}'))
    expect(body).toMatchObject({ bom: true, utf8: true, wellFormed: true })
    expect(body.members.get('code')?.text).toBe('Gone')
  })

  it.each([
    ['UTF-16 by its mark', Buffer.from('\ufeff{"code":"Gone"}', 'utf16le'), 'application/json'],
    [
      'the declared charset',
      Buffer.from('{"code":"Gone","message":"é"}', 'latin1'),
      'application/json; charset=iso-8859-1',
    ],
    [
      'UTF-8 with replacements',
      Buffer.from('{"code":"Gone","message":"é"}', 'latin1'),
      'application/json; charset=klingon',
    ],
  ])('judges the syntax of foreign bytes in %s', (_, bytes, type) => {
    const body = json(bytes, type)
    expect(body).toMatchObject({ utf8: false, wellFormed: true })
    expect(body.members.get('code')?.text).toBe('Gone')
  })
})

describe('decodeErrorBody of XML', () => {
  const gone = '<reason><code>é</code></reason>'
  it.each([
    ['as its own bytes say', Buffer.from(`\ufeff${gone}`, 'utf16le'), 'application/xml'],
    ['in the declared charset', Buffer.from(gone, 'latin1'), 'application/xml; charset=iso-8859-1'],
  ])('is read %s', (_, bytes, type) => {
    const body = xml(bytes, type)
    expect(body).toMatchObject({ format: 'xml', wellFormed: true, utf8: false })
    expect(body.members.get('code')?.text).toBe('é')
  })

  it('notes a byte order mark and reads on', () => {
    const body = xml(Buffer.from(`\ufeff${gone}`))
    expect(body).toMatchObject({ format: 'xml', bom: true, utf8: true, wellFormed: true })
  })

  it('finds a body malformed, and says why', () => {
    const body = xml('<reason>')
    expect(body).toMatchObject({ format: 'xml', wellFormed: false, members: new Map() })
    expect(body.problem).toBeTruthy()
  })
})

describe('decodeErrorBody', () => {
  it.each([
    ['text/html', '<html>', 'html'],
    ['text/plain', 'x', 'other'],
    [null, 'x', 'other'],
    [null, '', 'none'],
    ['not a type', '{}', 'other'],
  ] as const)('leaves %s with body %j alone', (type, body, format) => {
    expect(decodeErrorBody(answer(body, type))).toMatchObject({
      format,
      wellFormed: true,
      members: new Map(),
    })
  })

  const plain = Buffer.from('{"code":"Gone"}')
  it.each([
    ['gzip', gzipSync(plain)],
    ['x-gzip', gzipSync(plain)],
    ['deflate', deflateSync(plain)],
    ['deflate', deflateRawSync(plain)],
    ['br', brotliCompressSync(plain)],
    ['identity', plain],
    ['gzip, BR', brotliCompressSync(gzipSync(plain))],
  ])('takes off the coding %s', (coding, bytes) => {
    const body = decodeErrorBody(answer(bytes, 'application/json', ['Content-Encoding', coding]))
    expect(body.members.get('code')?.text).toBe('Gone')
  })

  it('finds a body that is not in its coding malformed', () => {
    const body = decodeErrorBody(answer(plain, 'application/json', ['Content-Encoding', 'gzip']))
    expect(body).toMatchObject({ format: 'json', wellFormed: false, problem: 'not in gzip coding' })
  })

  it.each([
    ['zstd', plain],
    ['constructor', plain],
    ['gzip', gzipSync(Buffer.alloc(1024 * 1024 + 1, ' '))],
  ])('does not judge what it cannot unpack (%s)', (coding, bytes) => {
    const body = decodeErrorBody(answer(bytes, 'application/json', ['Content-Encoding', coding]))
    expect(body).toMatchObject({ format: 'other', wellFormed: true })
  })

  it('decodes each answer once', () => {
    const same = answer(plain, 'application/json')
    expect(decodeErrorBody(same)).toBe(decodeErrorBody(same))
  })
})
