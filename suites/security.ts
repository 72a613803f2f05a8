import type { RequestSpec } from '../engine/model/request.ts'
import { INJECTED, INJECTED_STATUS, noFileContent, notInjected } from './checks/leak.ts'
import { BEYOND_LIMITS, EXPANDING, EXTERNAL, HOSTILE } from './texts/hostile.ts'
import { anything, statuses } from './write/expectations.ts'
import {
  askingDismiss,
  type BodyEncoding,
  probe,
  query,
  REQUIRES_MIN_VERSION,
  withHeaders,
} from './write/requests.ts'
import { area, everyAnswer, mirrored, named, type ProbeRow, requirement } from './write/rows.ts'
import { reasonXml } from './write/texts.ts'

const INJECTIONS = {
  crlf: `Conflict\r\n${INJECTED}: 1`,
  lf: `Conflict\n${INJECTED}: 1`,
  cr: `Conflict\r${INJECTED}: 1`,
  splitting: `Conflict\r\n\r\n${INJECTED_STATUS}\r\n${INJECTED}: 1\r\nContent-Length: 0\r\n\r\n`,
  'unicode-crlf': `Conflict\u560d\u560a${INJECTED}: 1`,
}

function withEscapedReason(encoding: BodyEncoding, value: string): string {
  if (encoding === 'json') return JSON.stringify({ reason: value })
  return reasonXml(value.replace(/[\r\n]/g, letter => `&#${letter.charCodeAt(0)};`))
}

/** No 5xx, no hang, no dropped connection; 501 would be a 5xx too. */
const survives = statuses('2xx', '3xx', '4xx')

function hostileProbes(encoding: BodyEncoding, table: Readonly<Record<string, string>>): readonly ProbeRow[] {
  return named(table, (name, text) => ({
    id: `${encoding}/${name}`,
    encoding,
    request: probe(encoding, text),
    hostile: true,
    alone: 'last',
  }))
}

function alone(row: Pick<ProbeRow, 'id' | 'encoding' | 'request'>): ProbeRow {
  return { ...row, hostile: true, alone: 'last' }
}

const valid = askingDismiss('json', 'Conflict')

/** No header is longer than 4 KiB: the smallest limit that common servers set is twice that. */
const ODD_HEADERS: Readonly<Record<string, RequestSpec>> = {
  'content-type-without-subtype': withHeaders(valid, ['Content-Type', 'application']),
  // A slash cannot stand in a token (RFC 9110 section 5.6.2).
  'content-type-with-a-slash-in-a-parameter': withHeaders(valid, [
    'Content-Type',
    'text/plain; note=application/json',
  ]),
  'content-type-garbage': withHeaders(valid, ['Content-Type', ';;=,"']),
  'charset-made-up': withHeaders(valid, ['Content-Type', 'application/json; charset=x-nobody']),
  'charset-unclosed-quote': withHeaders(valid, ['Content-Type', 'application/json; charset="utf-8']),
  'accept-garbage': withHeaders(valid, ['Accept', ';;,q=/']),
  'accept-4-KiB': withHeaders(valid, ['Accept', `application/json${', a/b;q=0.1'.repeat(370)}`]),
  'version-garbage': withHeaders(valid, [REQUIRES_MIN_VERSION, '1e999999, \'"%00']),
  'version-of-60-digits': withHeaders(valid, [REQUIRES_MIN_VERSION, '9'.repeat(60)]),
  'precondition-garbage': withHeaders(valid, ['If-None-Match', '"unclosed, W/']),
  'header-4-KiB': withHeaders(valid, ['X-Conformance-Padding', 'x'.repeat(4000)]),
  'forty-headers': withHeaders(
    valid,
    ...Array.from({ length: 40 }, (_, index) => [`X-Conformance-${index}`, 'x'] as const),
  ),
  'token-4-KiB': { ...valid, token: { kind: 'garbage', value: 'a'.repeat(4000) } },
  'token-of-words': { ...valid, token: { kind: 'garbage', value: 'nobody at home' } },
  'token-latin-1': { ...valid, token: { kind: 'garbage', value: 'nob\u00f6dy' } },
  'token-of-dots': { ...valid, token: { kind: 'garbage', value: '....' } },
}

const oddHeaders: readonly ProbeRow[] = named(ODD_HEADERS, (name, request) =>
  alone({ id: `json/${name}`, encoding: 'json', request }),
)

const ODD_QUERIES = {
  'broken-percent': 'reason=%zz%4',
  'not-utf-8': 'reason=%ff%fe',
  nul: 'reason=Conflict%00',
  repeated: 'reason=Conflict&reason=Conflict',
  'without-name': '=Conflict&&;&=',
  '1-KiB': `reason=${'x'.repeat(1024)}`,
}

const oddQueries: readonly ProbeRow[] = named(ODD_QUERIES, (name, rawQuery) =>
  alone({ id: `query/${name}`, encoding: 'query', request: { target: { rawQuery } } }),
)

/** Neither Content-Length nor Transfer-Encoding: an empty body (RFC 9112 section 6.3), or 411 (RFC 9110 section 15.5.12). */
const withoutLength = alone({ id: 'none/no-length', encoding: 'none', request: { framing: 'none' } })

export const security = area('security', 'Hostile input does no harm', [
  requirement({
    id: 'DIS-SECURITY-01',
    level: 'MUST',
    title: 'never turns a value into a header or a second response',
    statement: 'A value sent by the client never becomes a header line or the beginning of another answer.',
    sources: ['R-09'],
    allowed: anything,
    checks: [notInjected],
    probes: [
      ...mirrored(encoding =>
        named(INJECTIONS, (name, value) => ({
          id: `${encoding}/${name}`,
          encoding,
          request: probe(encoding, withEscapedReason(encoding, value)),
          hostile: true,
        })),
      ),
      {
        id: 'json/crlf-in-a-name',
        encoding: 'json',
        request: probe('json', JSON.stringify({ reason: 'Conflict', [INJECTIONS.crlf]: 1 })),
        hostile: true,
      },
      {
        id: 'json/crlf-in-a-link',
        encoding: 'json',
        request: probe('json', JSON.stringify({ _links: { self: { href: INJECTIONS.crlf } } })),
        hostile: true,
      },
      {
        id: 'query/crlf-under-another-name',
        encoding: 'query',
        request: { target: { query: [['note', INJECTIONS.crlf] as const] } },
        hostile: true,
      },
      ...named(INJECTIONS, (name, value) => ({
        id: `json/${name}-in-the-path`,
        encoding: 'json' as const,
        request: { ...valid, target: { rawPath: encodeURIComponent(value) } },
        hostile: true,
      })),
      ...named(INJECTIONS, (name, value) => ({
        id: `query/${name}`,
        encoding: 'query' as const,
        request: query(value),
        hostile: true,
      })),
    ],
  }),
  requirement({
    id: 'DIS-SECURITY-02',
    level: 'MUST',
    title: 'never answers with file content',
    statement: 'An external entity is not a way to read the files of the server.',
    sources: ['R-09', 'S-29'],
    allowed: anything,
    checks: [noFileContent],
    probes: hostileProbes('xml', EXTERNAL),
  }),
  everyAnswer({
    id: 'DIS-SECURITY-03',
    level: 'SHOULD',
    title: 'never echoes the token',
    statement: 'A token never comes back in an answer.',
    sources: ['R-09'],
    everyAnswer: exchange => {
      // To send back the whole request is what TRACE is for, and what proxies do (RFC 9110 section 9.3.8, S-87).
      if (exchange.answer === null || exchange.sent.method === 'TRACE') return undefined
      if (exchange.tokenEchoed === undefined) return undefined
      return exchange.tokenEchoed
        ? [{ what: 'token', expected: 'not in the answer', received: 'echoed' }]
        : []
    },
  }),
  requirement({
    id: 'DIS-SECURITY-04',
    level: 'SHOULD',
    title: 'withstands deep, long and odd input',
    statement: 'Deep or large input is no reason for a 5xx, a hang or a dropped connection.',
    sources: ['R-10'],
    allowed: survives,
    probes: [
      ...mirrored(encoding => hostileProbes(encoding, HOSTILE[encoding])),
      ...oddHeaders,
      ...oddQueries,
      withoutLength,
    ],
  }),
  requirement({
    id: 'DIS-SECURITY-05',
    level: 'SHOULD',
    title: 'bounds the expansion of entities',
    statement: 'Nested entities are no reason for a 5xx, a hang or a dropped connection.',
    sources: ['R-10', 'S-29'],
    allowed: survives,
    probes: hostileProbes('xml', EXPANDING),
  }),
  requirement({
    id: 'DIS-SECURITY-06',
    level: 'SHOULD',
    title: 'withstands very deep or long input that may meet a body limit',
    statement:
      'Beyond 8 KiB a body limit may close the connection, but nothing is a reason for a 5xx or a hang.',
    sources: ['R-10', 'S-31'],
    allowed: statuses('2xx', '3xx', '4xx', 'closed'),
    probes: mirrored(encoding => hostileProbes(encoding, BEYOND_LIMITS[encoding])),
  }),
])
