import { describe, expect, it } from 'vitest'
import type { Exchange } from '../model/exchange.ts'
import { answeredBy, isJudgeableErrorBody } from './answered-by.ts'

interface Given {
  readonly status: number
  readonly type?: string
  readonly body?: string
  readonly version?: boolean
  readonly method?: string
  readonly coding?: string
  readonly end?: Exchange['end']
}

function exchange({
  status,
  type,
  body = '',
  version,
  method = 'POST',
  coding,
  end = 'complete',
}: Given): Exchange {
  return {
    role: 'probe',
    link: 0,
    spec: {},
    sent: { method, target: '/', headers: [], body: new Uint8Array(0) },
    end,
    answer: {
      version: '1.1',
      status,
      reasonPhrase: '',
      headers: [
        ...(type === undefined ? [] : [['Content-Type', type] as const]),
        ...(version ? [['X-MS-UcwaVersion', '1.7'] as const] : []),
        ...(coding === undefined ? [] : [['Content-Encoding', coding] as const]),
      ],
      body: Buffer.from(body),
      framing: 'length',
    },
    interim: [],
    stray: new Uint8Array(0),
    framingFault: null,
    error: null,
    tokenEchoed: false,
    transport: 'wire',
    connection: 1,
    reused: false,
    startedAt: 0,
    durationMs: 1,
  }
}

const json = 'application/json'
const xml = 'application/xml'
const error = '{"code":"Conflict"}'

describe('answeredBy', () => {
  it.each<[string, Given, string]>([
    ['a JSON error', { status: 409, type: json, body: error }, 'ucwa'],
    ['an XML error', { status: 409, type: xml, body: '<reason><code>Conflict</code></reason>' }, 'ucwa'],
    ['a vendor type', { status: 409, type: 'application/vnd.microsoft.com.ucwa+json', body: '{}' }, 'ucwa'],
    ['a malformed JSON error', { status: 400, type: json, body: '{' }, 'ucwa'],
    ['an HTML error', { status: 404, type: 'text/html', body: '<html>' }, 'intermediary'],
    [
      'an HTML error that names a version',
      { status: 404, type: 'text/html', body: 'x', version: true },
      'intermediary',
    ],
    ['an error body without a type', { status: 400, body: error }, 'intermediary'],
    ['an error without body', { status: 404 }, 'unknown'],
    ['an error without body that names a version', { status: 404, version: true }, 'ucwa'],
    [
      'JSON in a coding that cannot be read',
      { status: 409, type: json, body: 'x', coding: 'zstd' },
      'unknown',
    ],
    ['XML in a coding that cannot be read', { status: 409, type: xml, body: 'x', coding: 'zstd' }, 'unknown'],
    [
      'JSON in a coding that cannot be read that names a version',
      { status: 409, type: json, body: 'x', coding: 'zstd', version: true },
      'ucwa',
    ],
    [
      'HTML in a coding that cannot be read',
      { status: 409, type: 'text/html', body: 'x', coding: 'zstd' },
      'intermediary',
    ],
    ['204', { status: 204 }, 'unknown'],
    ['204 that names a version', { status: 204, version: true }, 'ucwa'],
    ['a redirect', { status: 302, type: 'text/html', body: 'x' }, 'unknown'],
    ['401 in HTML', { status: 401, type: 'text/html', body: 'x' }, 'unknown'],
    ['401 in JSON with members', { status: 401, type: json, body: '{"code":"Forbidden"}' }, 'ucwa'],
    ['401 in JSON without members', { status: 401, type: json, body: '{"error":"x"}' }, 'unknown'],
  ])('settles %s', (_, given, expected) => {
    expect(answeredBy(exchange(given))).toBe(expected)
  })

  it.each([413, 429, 502, 503, 504])(
    'takes a %i without any of the six members as an intermediary',
    status => {
      expect(answeredBy(exchange({ status, type: json, body: '{"error":"x"}' }))).toBe('intermediary')
      expect(answeredBy(exchange({ status, type: json, body: '{"debugInfo":{}}' }))).toBe('ucwa')
    },
  )

  it('takes other statuses without members as UCWA', () => {
    expect(answeredBy(exchange({ status: 500, type: json, body: '{"error":"x"}' }))).toBe('ucwa')
  })

  it('cannot tell without an answer', () => {
    expect(answeredBy({ answer: null })).toBe('unknown')
  })
})

describe('isJudgeableErrorBody', () => {
  it.each<[string, Given, boolean]>([
    ['a JSON error', { status: 409, type: json, body: error }, true],
    ['an XML error', { status: 409, type: xml, body: '<reason/>' }, true],
    ['a malformed JSON error', { status: 400, type: json, body: '{' }, true],
    ['an empty body under a JSON type', { status: 400, type: json }, true],
    ['an HTML error', { status: 409, type: 'text/html', body: error }, false],
    ['an error without a type', { status: 409 }, false],
    ['an error without body that names a version', { status: 409, version: true }, false],
    [
      'a body that cannot be unpacked that names a version',
      { status: 409, type: json, body: 'x', coding: 'zstd', version: true },
      false,
    ],
    ['401', { status: 401, type: json, body: error }, false],
    ['406, which is not in the table', { status: 406, type: json, body: error }, false],
    ['an answer to HEAD', { status: 409, type: json, body: error, method: 'HEAD' }, false],
    ['an answer cut short', { status: 409, type: json, body: error, end: 'closed' }, false],
    ["a gateway's own 503", { status: 503, type: json, body: '{"error":"x"}' }, false],
    ['a 503 of UCWA', { status: 503, type: json, body: error }, true],
    ['a success', { status: 200, type: json, body: error }, false],
  ])('settles %s', (_, given, expected) => {
    expect(isJudgeableErrorBody(exchange(given))).toBe(expected)
  })

  it('has nothing to judge without an answer', () => {
    expect(isJudgeableErrorBody({ ...exchange({ status: 409 }), answer: null })).toBe(false)
  })
})
