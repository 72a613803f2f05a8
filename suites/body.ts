import { isJudgeableErrorBody } from '../engine/decode/answered-by.ts'
import { type DecodedBody, decodeErrorBody } from '../engine/decode/error-body.ts'
import { headerOf, headerValues } from '../engine/decode/header.ts'
import { parseMediaType } from '../engine/decode/media-type.ts'
import type { Exchange } from '../engine/model/exchange.ts'
import type { Mismatch } from '../engine/model/mismatch.ts'
import { operation } from '../schemas/load.ts'
import { area, everyAnswer } from './write/rows.ts'

/** Runs a look at the decoded body wherever the facts let an error body be judged. */
function onErrorBody(
  look: (body: DecodedBody, exchange: Exchange) => readonly Mismatch[] | undefined,
): (exchange: Exchange) => readonly Mismatch[] | undefined {
  return exchange =>
    // What comes of Expect is recorded only (S-07).
    exchange.answer !== null && !exchange.spec.expectContinue && isJudgeableErrorBody(exchange)
      ? look(decodeErrorBody(exchange.answer), exchange)
      : undefined
}

/** The same, for bodies that could be read. */
function onReadableBody(
  look: (body: DecodedBody, exchange: Exchange) => readonly Mismatch[] | undefined,
): (exchange: Exchange) => readonly Mismatch[] | undefined {
  return onErrorBody((body, exchange) => (body.wellFormed ? look(body, exchange) : undefined))
}

/** 408, 412, 428 and 504 have two spellings each; letter case is ignored (S-66, S-67). */
function codesOf(status: number): readonly string[] {
  return operation.statusCodes.get(status) ?? []
}

/** The format that a single explicit Accept without wildcard asks for (S-37). */
function acceptedFormat(exchange: Exchange): 'json' | 'xml' | undefined {
  const [value, another] = headerValues(exchange.sent.headers, 'accept')
  if (value === undefined || another !== undefined || value.includes(',') || value.includes('*'))
    return undefined
  const kind = parseMediaType(value)?.kind
  return kind === 'json' || kind === 'xml' ? kind : undefined
}

/** In XML the shape of `link`, `parameters` and `debugInfo` is open: they may repeat (S-74). */
function isSingle(name: string, format: DecodedBody['format']): boolean {
  if (format === 'xml') return ['code', 'subcode', 'message'].includes(name)
  return operation.errorMembers.includes(name)
}

export const body = area('body', 'Error bodies, in every area', [
  everyAnswer({
    id: 'DIS-BODY-01',
    level: 'MUST',
    title: 'sends well-formed error bodies, true to their media type',
    statement:
      'A client tells UCWA errors by their JSON or XML media type, so the bytes have to be what the type says.',
    sources: ['F-38', 'R-01', 'R-02'],
    everyAnswer: onErrorBody(decoded =>
      decoded.wellFormed
        ? []
        : [
            {
              what: 'body',
              expected: `well-formed ${decoded.format.toUpperCase()}`,
              received: decoded.problem ?? 'malformed',
            },
          ],
    ),
  }),
  everyAnswer({
    id: 'DIS-BODY-02',
    level: 'MUST',
    title: 'has a code in every error body',
    statement: '`code` is the one required member of an error body, and a string.',
    sources: ['F-39', 'F-45', 'F-47'],
    everyAnswer: onReadableBody(decoded => {
      const code = decoded.members.get('code')
      if (code === undefined) return [{ what: 'code', expected: 'a string', received: 'absent' }]
      if (code.kind === 'string' || (code.kind === 'element' && code.text !== undefined)) return []
      return [{ what: 'code', expected: 'a string', received: code.kind }]
    }),
  }),
  everyAnswer({
    id: 'DIS-BODY-03',
    level: 'MUST',
    title: 'gives the code that belongs to the status',
    statement: 'Codes map one-to-one to the statuses of the table; letter case is ignored.',
    sources: ['S-66', 'F-40', 'F-48', 'S-67'],
    everyAnswer: onReadableBody((decoded, exchange) => {
      const code = decoded.members.get('code')?.text
      const expected = codesOf(exchange.answer?.status ?? 0)
      if (code === undefined || expected.length === 0) return undefined
      if (expected.some(name => name.toLowerCase() === code.toLowerCase())) return []
      return [
        {
          what: 'code',
          expected: `${expected.join(' or ')} with status ${exchange.answer?.status}`,
          received: code,
        },
      ]
    }),
  }),
  everyAnswer({
    id: 'DIS-BODY-04',
    level: 'MUST',
    title: 'encodes JSON error bodies in UTF-8',
    statement: 'JSON exchanged between systems is UTF-8.',
    sources: ['F-45', 'R-01'],
    everyAnswer: onErrorBody(decoded =>
      decoded.format !== 'json' || decoded.utf8
        ? decoded.format === 'json'
          ? []
          : undefined
        : [{ what: 'encoding', expected: 'UTF-8', received: 'bytes that are not UTF-8' }],
    ),
  }),
  everyAnswer({
    id: 'DIS-BODY-05',
    level: 'SHOULD',
    title: 'gives subcode and message as strings',
    statement: '`subcode` and `message` are strings where they are present.',
    sources: ['F-39', 'F-42', 'S-76'],
    everyAnswer: onReadableBody(decoded =>
      ['subcode', 'message'].flatMap(name => {
        const kind = decoded.members.get(name)?.kind
        if (kind === undefined || kind === 'string' || kind === 'element' || kind === 'null') return []
        return [{ what: name, expected: 'a string', received: kind }]
      }),
    ),
  }),
  everyAnswer({
    id: 'DIS-BODY-06',
    level: 'SHOULD',
    title: 'answers in the format that Accept asks for',
    statement: 'Accept states the preferred format of the response body.',
    sources: ['S-37', 'F-14'],
    everyAnswer: onErrorBody((_, exchange) => {
      const wanted = acceptedFormat(exchange)
      if (wanted === undefined) return undefined
      const type = headerOf(exchange, 'content-type') ?? 'none'
      const received = parseMediaType(type)?.kind
      return received === wanted
        ? []
        : [{ what: 'Content-Type', expected: `${wanted.toUpperCase()}, as Accept asks`, received: type }]
    }),
  }),
  everyAnswer({
    id: 'DIS-BODY-07',
    level: 'SHOULD',
    title: 'writes an XML error as a `reason` element',
    statement:
      'An XML error is a `reason` resource: its root is `reason`, and an element is named after each member.',
    sources: ['F-46', 'F-47'],
    everyAnswer: onReadableBody(({ root, members }) => {
      if (root === undefined) return undefined
      if (root.local !== operation.errorRoot)
        return [{ what: 'root', expected: operation.errorRoot, received: root.local }]
      return members.get('code')?.property
        ? [{ what: 'code', expected: 'an element of that name', received: 'a property' }]
        : []
    }),
  }),
  everyAnswer({
    id: 'DIS-BODY-08',
    level: 'SHOULD',
    title: 'puts an XML error into the UCWA namespace',
    statement: 'The `reason` element of an XML error is in the namespace of UCWA.',
    sources: ['F-46', 'F-20'],
    everyAnswer: onReadableBody(decoded => {
      if (decoded.root === undefined) return undefined
      const { namespace } = decoded.root
      return namespace === operation.namespace
        ? []
        : [{ what: 'namespace', expected: operation.namespace, received: namespace ?? 'none' }]
    }),
  }),
  everyAnswer({
    id: 'DIS-BODY-09',
    level: 'SHOULD',
    title: 'sends no byte order mark before JSON',
    statement: 'A byte order mark must not be added in front of JSON, though readers may ignore it.',
    sources: ['F-84', 'R-01'],
    everyAnswer: onErrorBody(decoded => {
      if (decoded.format !== 'json') return undefined
      return decoded.bom ? [{ what: 'body', expected: 'no byte order mark', received: 'EF BB BF' }] : []
    }),
  }),
  everyAnswer({
    id: 'DIS-BODY-10',
    level: 'SHOULD',
    title: 'fills `parameters` on 400 only',
    statement: '`parameters` lists the bad properties of a 400; on other statuses it is absent or empty.',
    sources: ['S-73', 'F-43'],
    everyAnswer: onReadableBody((decoded, exchange) => {
      const parameters = decoded.members.get('parameters')
      if (exchange.answer?.status === 400) return undefined
      if (parameters === undefined || parameters.empty) return []
      return [{ what: 'parameters', expected: 'absent or empty', received: 'not empty' }]
    }),
  }),
  everyAnswer({
    id: 'DIS-BODY-11',
    level: 'SHOULD',
    title: 'names no member of an error twice',
    statement: 'Member names within an object should be unique; readers disagree on which of two counts.',
    sources: ['F-39', 'F-45'],
    everyAnswer: onReadableBody(decoded => {
      const doubled = decoded.duplicates.filter(name => isSingle(name, decoded.format))
      return doubled.map(name => ({ what: name, expected: 'at most once', received: 'twice or more' }))
    }),
  }),
])
