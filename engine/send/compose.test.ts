import { describe, expect, it } from 'vitest'
import type { RequestSpec } from '../model/request.ts'
import { Secret } from '../model/secret.ts'
import type { Outgoing } from '../model/target.ts'
import { ComposeError, composeRequest, encodeBody, encodeHead, listHeaders } from './compose.ts'
import { USER_AGENT } from './user-agent.ts'

const body = Buffer.from('{"reason":"Conflict"}')

function outgoing(spec: RequestSpec, token: string | null = 'cwt=secret', scheme = 'Bearer'): Outgoing {
  return {
    caseId: 'DIS-SUCCESS-01/json/Conflict',
    role: 'probe',
    link: 0,
    url: new URL('http://127.0.0.1:8080/dismiss'),
    spec,
    authorization: token === null ? null : { scheme, token: new Secret(token) },
    timeoutMs: 1000,
  }
}

function wire(spec: RequestSpec, token?: string | null, scheme?: string): string {
  const composed = composeRequest(outgoing(spec, token, scheme))
  return Buffer.concat([encodeHead(composed), ...encodeBody(composed)]).toString('latin1')
}

const headersOf = (spec: RequestSpec, token?: string | null) =>
  listHeaders(composeRequest(outgoing(spec, token)))
const namesOf = (spec: RequestSpec) => headersOf(spec).map(([name]) => name)

describe('composeRequest', () => {
  it('puts the header lines in a fixed order', () => {
    expect(wire({ headers: [['Content-Type', 'application/json']], body, expectContinue: true })).toBe(
      [
        'POST /dismiss HTTP/1.1',
        'Host: 127.0.0.1:8080',
        'Authorization: Bearer cwt=secret',
        'Content-Type: application/json',
        'Content-Length: 21',
        'Expect: 100-continue',
        `User-Agent: ${USER_AGENT}`,
        'X-Conformance-Case: DIS-SUCCESS-01/json/Conflict',
        '',
        '{"reason":"Conflict"}',
      ].join('\r\n'),
    )
  })

  it('sends a sample byte for byte', () => {
    expect(wire({ headers: [['Content-Type', 'application/json']], body, exact: true })).toBe(
      'POST /dismiss HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nAuthorization: Bearer cwt=secret\r\n' +
        'Content-Type: application/json\r\nContent-Length: 21\r\n\r\n{"reason":"Conflict"}',
    )
  })

  it('shows $TOKEN where the credential stands', () => {
    expect(headersOf({})).toContainEqual(['Authorization', 'Bearer $TOKEN'])
  })

  it('leaves an empty token out, and no Authorization without a credential', () => {
    expect(wire({}, '')).toContain('\r\nAuthorization: Bearer\r\n')
    expect(headersOf({}, '')).toContainEqual(['Authorization', 'Bearer'])
    expect(wire({}, null)).not.toMatch(/authorization/i)
  })

  it('puts the credential into its own line only', () => {
    const text = wire({ headers: [['A', 'b']] }, null)
    expect(text).toContain('\r\nA: b\r\n')
  })

  it.each([
    ['lower', 'host'],
    ['upper', 'HOST'],
  ] as const)('spells header names in %s case', (headerCase, host) => {
    const names = namesOf({ headerCase, body, headers: [['Content-Type', 'x/y']] })
    expect(names[0]).toBe(host)
    expect(
      names.every(name => name === (headerCase === 'lower' ? name.toLowerCase() : name.toUpperCase())),
    ).toBe(true)
  })

  it.each<[RequestSpec, string | undefined]>([
    [{}, 'Content-Length: 0'],
    [{ body: new Uint8Array(0) }, 'Content-Length: 0'],
    [{ body }, 'Content-Length: 21'],
    [{ method: 'PUT' }, 'Content-Length: 0'],
    [{ method: 'GET' }, undefined],
    [{ method: 'GET', framing: 'length' }, 'Content-Length: 0'],
    [{ method: 'DELETE', body }, 'Content-Length: 21'],
    [{ framing: 'none' }, undefined],
    [{ framing: 'chunked', body }, 'Transfer-Encoding: chunked'],
  ])('tells the length of %o as %s', (spec, expected) => {
    const line = headersOf(spec).find(([name]) => /^(?:content-length|transfer-encoding)$/i.test(name))
    expect(line?.join(': ')).toBe(expected)
  })

  it.each<[string, RequestSpec]>([
    ['CR and LF in a value', { headers: [['A', 'b\r\nC: d']] }],
    ['NUL in a value', { headers: [['A', '\0']] }],
    ['a character whose low byte is LF', { headers: [['A', '\u010a']] }],
    ['a header name with a colon', { headers: [['A: b', 'c']] }],
    ['a method with a blank', { method: 'GET /' }],
    ['a body without framing', { framing: 'none', body }],
    ['Expect without a body', { expectContinue: true }],
  ])('refuses %s', (_, spec) => {
    expect(() => composeRequest(outgoing(spec))).toThrow(ComposeError)
  })

  it('refuses a credential with a line break, without telling it', () => {
    expect(() => composeRequest(outgoing({}, 'secret\r\nA: b'))).toThrow(/^(?!.*secret).*$/)
  })

  it('lets other control bytes and Latin-1 pass', () => {
    expect(wire({ headers: [['A', '\x01\x7f\xff']] })).toContain('A: \x01\x7f\xff\r\n')
  })
})

describe('encodeBody', () => {
  const chunksOf = (length: number) => {
    const composed = composeRequest(outgoing({ framing: 'chunked', body: Buffer.alloc(length, 'x') }))
    return Buffer.concat(encodeBody(composed)).toString('latin1')
  }

  it.each([
    [0, '0\r\n\r\n'],
    [1, '1\r\nx\r\n0\r\n\r\n'],
    [2, '1\r\nx\r\n1\r\nx\r\n0\r\n\r\n'],
    [5, '3\r\nxxx\r\n2\r\nxx\r\n0\r\n\r\n'],
  ])('cuts %i bytes into chunks', (length, text) => {
    expect(chunksOf(length)).toBe(text)
  })

  it.each([
    ['extensions', 3, '2;a;b=c;d="e;f"\r\nxx\r\n1;a;b=c;d="e;f"\r\nx\r\n0;a;b=c;d="e;f"\r\n\r\n'],
    ['trailer', 2, '1\r\nx\r\n1\r\nx\r\n0\r\nX-Conformance-Trailer: 1\r\n\r\n'],
    ['leading zeros', 2, '0001\r\nx\r\n0001\r\nx\r\n0000\r\n\r\n'],
    ['single bytes', 3, '1\r\nx\r\n1\r\nx\r\n1\r\nx\r\n0\r\n\r\n'],
    ['upper-case sizes', 20, 'A\r\nxxxxxxxxxx\r\nA\r\nxxxxxxxxxx\r\n0\r\n\r\n'],
  ] as const)('writes chunks with %s', (chunks, length, text) => {
    const composed = composeRequest(outgoing({ framing: 'chunked', chunks, body: Buffer.alloc(length, 'x') }))
    expect(Buffer.concat(encodeBody(composed)).toString('latin1')).toBe(text)
  })

  it('writes the name of the coding with a capital letter', () => {
    expect(wire({ framing: 'chunked', chunks: 'capital name', body })).toContain(
      'Transfer-Encoding: Chunked\r\n',
    )
  })

  it('bounds the size of a chunk', () => {
    expect(chunksOf(4000).match(/^[\da-f]+(?=\r$)/gm)).toEqual(['3fd', '3fd', '3fd', '3a9', '0'])
  })
})
