import { gzipSync } from 'node:zlib'
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

  const gone = '{"code":"Gone","message":"é"}'
  const utf16 = Buffer.from(`\ufeff${gone}`, 'utf16le')
  const latin1 = Buffer.from(gone, 'latin1')
  it.each([
    ['UTF-16 by its mark', utf16, '', 'é'],
    ['big-endian UTF-16 by its mark', Buffer.from(utf16).swap16(), '', 'é'],
    ['UTF-16 by its mark, whatever is declared', utf16, '; charset=iso-8859-1', 'é'],
    ['the declared charset', latin1, '; charset=iso-8859-1', 'é'],
    ['UTF-8 with replacements where the charset is unknown', latin1, '; charset=klingon', '\ufffd'],
    ['UTF-8 with replacements where no charset is declared', latin1, '', '\ufffd'],
    ['UTF-8 with replacements where the charset does not fit', latin1, '; charset=utf-16le', '\ufffd'],
  ])('reads foreign bytes in %s', (_, bytes, charset, message) => {
    const body = json(bytes, `application/json${charset}`)
    expect(body).toMatchObject({ format: 'json', bom: false, utf8: false, wellFormed: true })
    expect(body.members.get('code')?.text).toBe('Gone')
    expect(body.members.get('message')?.text).toBe(message)
  })

  it.each(['"þþ"', '"ÿÿ"'])('takes only whole byte order marks for marks (%s)', text => {
    expect(json(Buffer.from(text, 'latin1'), 'application/json; charset=iso-8859-1').wellFormed).toBe(true)
  })
})

describe('decodeErrorBody of XML', () => {
  it('takes a document beyond the limits of its parser for one that cannot be read, not for one without code', () => {
    const deep = `<reason><code>Gone</code>${'<frame>'.repeat(300)}${'</frame>'.repeat(300)}</reason>`
    expect(xml(deep)).toMatchObject({ format: 'other', declared: { kind: 'xml' }, wellFormed: true })
  })

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
    ['not a type', '', 'other'],
    ['', '', 'other'],
  ] as const)('leaves %s with body %j alone', (type, body, format) => {
    const { declared, ...rest } = decodeErrorBody(answer(body, type))
    expect(rest).toEqual({
      format,
      wellFormed: true,
      members: new Map(),
      duplicates: [],
      bom: false,
      utf8: true,
    })
    expect(declared?.type).toBe(type?.includes('/') ? type : undefined)
  })

  const plain = Buffer.from('{"code":"Gone"}')
  const coded = (coding: string, bytes: Uint8Array) =>
    decodeErrorBody(answer(bytes, 'application/json', ['Content-Encoding', coding]))

  it('takes off the content coding', () => {
    const body = coded('gzip', gzipSync(plain))
    expect(body).toMatchObject({ format: 'json', declared: { type: 'application/json' } })
    expect(body.members.get('code')?.text).toBe('Gone')
  })

  it('finds a body that is not in its coding malformed', () => {
    expect(coded('gzip', plain)).toMatchObject({
      format: 'json',
      declared: { type: 'application/json' },
      wellFormed: false,
      problem: 'not in gzip coding',
    })
  })

  it('does not judge what it cannot unpack', () => {
    expect(coded('zstd', plain)).toMatchObject({
      format: 'other',
      declared: { type: 'application/json' },
      wellFormed: true,
    })
  })

  it('decodes each answer once', () => {
    const same = answer(plain, 'application/json')
    expect(decodeErrorBody(same)).toBe(decodeErrorBody(same))
  })
})
