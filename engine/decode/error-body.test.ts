import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../model/exchange.ts'
import type { Header } from '../model/request.ts'
import { decodeErrorBody } from './error-body.ts'

const NAMESPACE = 'http://schemas.microsoft.com/rtc/2012/03/ucwa'

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
  it('lists the members by kind', () => {
    const { members, ...rest } = json(
      '{"code":"Conflict","subcode":"","link":null,"n":1,"b":false,"parameters":[],"debugInfo":{"a":1}}',
    )
    expect(rest).toMatchObject({ format: 'json', wellFormed: true, bom: false, utf8: true, duplicates: [] })
    expect(Object.fromEntries(members)).toEqual({
      code: { kind: 'string', text: 'Conflict', empty: false },
      subcode: { kind: 'string', text: '', empty: true },
      link: { kind: 'null', empty: true },
      n: { kind: 'number', text: '1', empty: false },
      b: { kind: 'boolean', text: 'false', empty: false },
      parameters: { kind: 'array', empty: true },
      debugInfo: { kind: 'object', empty: false },
    })
  })

  it('keeps a member named __proto__ a member', () => {
    expect([...json('{"__proto__":"x"}').members.keys()]).toEqual(['__proto__'])
  })

  it.each([
    ['{"code":"a","code":"b"}', ['code']],
    ['{"code":"a","\\u0063ode":"b"}', ['code']],
    ['{"code":"a","x\\"":1,"x\\"":2}', ['x"']],
    ['{"code":"a","message":"\\"code\\":1, {"}', []],
    ['{"debugInfo":{"a":1,"a":2}}', []],
    ['{"code":{"code":1}}', []],
    ['[{"code":1},{"code":1}]', []],
  ])('finds members that come twice in %s', (text, duplicates) => {
    expect(json(text)).toMatchObject({ wellFormed: true, duplicates })
  })

  it.each(['', ' ', '{', '{"code":}', "{'code':1}", '{"code":1,}', 'Conflict', '{}x', '{"a":"\n"}'])(
    'finds %j malformed',
    text => {
      expect(json(text)).toMatchObject({ format: 'json', wellFormed: false, members: new Map() })
    },
  )

  it.each(['[]', '"Conflict"', 'null', '1'])('finds %s well-formed, without members', text => {
    expect(json(text)).toMatchObject({ wellFormed: true, members: new Map() })
  })

  it('survives nesting of any depth', () => {
    expect(json('['.repeat(200_000) + ']'.repeat(200_000)).wellFormed).toBe(true)
    expect(json('['.repeat(200_000)).wellFormed).toBe(false)
  })

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
  it('lists the child elements of the root', () => {
    const { members, root } = xml(
      `<?xml version="1.0" encoding="utf-8"?><reason xmlns="${NAMESPACE}"><!-- --><code> Conflict </code><?pi x?>` +
        '<subcode><![CDATA[Already]]>Exists</subcode><parameters/><debugInfo><a>1</a></debugInfo></reason>',
    )
    expect(root).toEqual({ local: 'reason', namespace: NAMESPACE })
    expect(Object.fromEntries(members)).toEqual({
      code: { kind: 'element', text: 'Conflict', empty: false },
      subcode: { kind: 'element', text: 'AlreadyExists', empty: false },
      parameters: { kind: 'element', text: '', empty: true },
      debugInfo: { kind: 'element', empty: false },
    })
  })

  it('names the local name of a prefixed root, and no namespace as null', () => {
    expect(xml(`<u:reason xmlns:u="${NAMESPACE}"/>`).root).toEqual({ local: 'reason', namespace: NAMESPACE })
    expect(xml('<reason/>').root).toEqual({ local: 'reason', namespace: null })
  })

  it('finds elements that come twice', () => {
    expect(xml('<reason><code>a</code><code>b</code></reason>').duplicates).toEqual(['code'])
  })

  it.each([
    '',
    'Conflict',
    '<reason>',
    '<reason><code></reason></code>',
    '<a/><b/>',
    '<a b=1/>',
    '<a>&x;</a>',
    '<a>\u0001</a>',
  ])('finds %j malformed', text => {
    const body = xml(text)
    expect(body).toMatchObject({ format: 'xml', wellFormed: false, members: new Map() })
    expect(body.problem).toBeTruthy()
  })

  it('does not take namespace faults for malformed', () => {
    const body = xml('<u:reason><u:code>Gone</u:code></u:reason>')
    expect(body).toMatchObject({ wellFormed: true, root: { local: 'reason', namespace: null } })
    expect(body.members.get('code')?.text).toBe('Gone')
  })

  it('finds a fault of well-formedness behind a namespace fault', () => {
    expect(xml('<u:reason><code></u:reason>').wellFormed).toBe(false)
  })

  it("does not take the parser's own limits for malformed", () => {
    expect(xml('<a>'.repeat(257) + '</a>'.repeat(257)).wellFormed).toBe(true)
    expect(xml('<?xml version="1.0" encoding="klingon"?><a/>').wellFormed).toBe(true)
  })

  it('neither fetches nor multiplies entities', () => {
    const passwords = xml('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a><code>&x;</code></a>')
    expect(passwords.members.get('code')?.text).toBe('')
    const levels = Array.from({ length: 12 }, (_, i) => `<!ENTITY x${i + 1} "${`&x${i};`.repeat(10)}">`)
    const bomb = xml(`<!DOCTYPE a [<!ENTITY x0 "ha">${levels.join('')}]><a><code>&x12;</code></a>`)
    expect(bomb.wellFormed).toBe(true)
    expect(bomb.members.size).toBe(0)
  })

  it('reads the bytes as they say, else in the declared charset', () => {
    const text = '<reason><code>é</code></reason>'
    const utf16 = xml(Buffer.from(`\ufeff${text}`, 'utf16le'))
    expect(utf16.members.get('code')?.text).toBe('é')
    const latin1 = Buffer.from(text, 'latin1')
    expect(xml(latin1).wellFormed).toBe(false)
    expect(xml(latin1, 'application/xml; charset=iso-8859-1').members.get('code')?.text).toBe('é')
    expect(xml(latin1, 'application/xml; charset=klingon').wellFormed).toBe(false)
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
