import { mediaTypes } from '../engine/encode/media-types.ts'
import type { Exchange } from '../engine/model/exchange.ts'
import type { Mismatch } from '../engine/model/mismatch.ts'
import type { ChunkStyle, RequestSpec } from '../engine/model/request.ts'
import type { Check, Step } from '../engine/model/requirement.ts'
import { operation } from '../schemas/load.ts'
import { accepted, anything, statuses } from './write/expectations.ts'
import { askingDismiss, type BodyEncoding, dismiss, posting, probe, withHeaders } from './write/requests.ts'
import {
  area,
  everyAnswer,
  mirrored,
  named,
  type ProbeRow,
  requirement,
  type SequenceRow,
  sequences,
} from './write/rows.ts'

const TRUNCATED = { json: '{"reason":"Conflict"', xml: '<input xmlns="urn:x"><property name="reason">' }

function statusOf(exchange: Exchange): number | undefined {
  return exchange.end === 'malformed' ? undefined : exchange.answer?.status
}

function noStrayBytes(exchange: Exchange): readonly Mismatch[] | undefined {
  if (exchange.transport !== 'wire' || statusOf(exchange) !== 204) return undefined
  if (exchange.stray.length === 0) return []
  return [{ what: 'bytes after the 204', expected: 'none', received: `${exchange.stray.length} bytes` }]
}

function trueLengths(exchange: Exchange): readonly Mismatch[] | undefined {
  if (exchange.answer === null || exchange.end === 'oversize') return undefined
  if (exchange.framingFault !== null) {
    return [{ what: 'framing', expected: 'the length that is declared', received: exchange.framingFault }]
  }
  if (statusOf(exchange) === 204 || exchange.stray.length === 0) return []
  return [{ what: 'bytes after the answer', expected: 'none', received: `${exchange.stray.length} bytes` }]
}

/** An answer that began has to end, by its length or by closing (a cut at our size limit says nothing). */
function endsItsAnswer(exchange: Exchange): readonly Mismatch[] | undefined {
  if (exchange.end === 'oversize') return undefined
  const begun = exchange.answer !== null || exchange.stray.length > 0
  if (!begun || exchange.end === 'malformed') return undefined
  if (exchange.end === 'closed') {
    return [{ what: 'answer', expected: 'an end', received: 'the connection closed in the middle of it' }]
  }
  if (exchange.end === 'timeout')
    return [{ what: 'answer', expected: 'an end', received: 'no end within the time limit' }]
  return []
}

/** An answer that comes without a request of its own would be taken for the answer to the next one. */
const answeredOnce: Check = exchange =>
  exchange.stray.length === 0
    ? []
    : [{ what: 'bytes after the answer', expected: 'none', received: `${exchange.stray.length} bytes` }]

/** One request of a kind and what it has to meet, whatever came before it on the connection. */
interface Kind {
  readonly request: RequestSpec
  readonly allowed: NonNullable<Step['expect']>['allowed']
  /** The same behind an accepted request, whose outcome may stick to the connection. */
  readonly behind?: NonNullable<Step['expect']>['allowed']
  /** Dismisses its link. */
  readonly spends: boolean
}

/** Whatever a request gets alone, it gets an answer of its own here too. */
const anAnswer = statuses('2xx', '3xx', '4xx', 500, 501, 505)

/** What a request gets is judged elsewhere; here each has to be answered, and one without token never accepted (S-58). */
function kinds(encoding: BodyEncoding): Readonly<Record<string, Kind>> {
  const valid = askingDismiss(encoding, 'Conflict')
  const answered = (request: RequestSpec): Kind => ({ request, allowed: anAnswer, spends: false })
  const refused = (request: RequestSpec): Kind => ({ request, allowed: statuses('not-2xx'), spends: false })
  const refusable = (request: RequestSpec): Kind => ({ ...answered(request), behind: statuses('not-2xx') })
  return {
    valid: { request: valid, allowed: accepted, spends: true },
    'no-reason': { request: askingDismiss(encoding), allowed: accepted, spends: true },
    malformed: refusable(probe(encoding, TRUNCATED[encoding])),
    'media-type': refusable(withHeaders(valid, ['Content-Type', 'text/plain'])),
    'no-token': refused({ ...valid, token: { kind: 'none' } }),
    'bad-token': refused({ ...valid, token: { kind: 'garbage', value: 'nobody' } }),
    version: refusable(withHeaders(valid, ['X-MS-RequiresMinResourceVersion', '999.0'])),
    put: refusable({ ...valid, method: 'PUT' }),
    get: refusable({ method: 'GET', framing: 'none', headers: [['Accept', mediaTypes[encoding]]] }),
  }
}

/** Every kind of refusal followed by every kind of request on the same connection, each on a link of its own. */
function pairs(encoding: BodyEncoding, first: (kind: Kind) => boolean): readonly SequenceRow[] {
  const table = Object.entries(kinds(encoding))
  return table
    .filter(([, kind]) => first(kind))
    .flatMap(([before, one]) =>
      table.map(
        ([after, two]): SequenceRow => ({
          id: `${encoding}/${before}-then-${after}`,
          encoding,
          steps: [
            { request: one.request, link: 0, expect: { allowed: one.allowed, checks: [answeredOnce] } },
            {
              request: two.request,
              link: 1,
              connection: 'same',
              expect: { allowed: (one.spends ? two.behind : undefined) ?? two.allowed },
            },
          ],
        }),
      ),
    )
}

/** Bodies of 32 KiB: more than a server has read when it refuses by the head alone. */
function largeRefusals(encoding: BodyEncoding): Readonly<Record<string, RequestSpec>> {
  const { body = new Uint8Array(0) } = dismiss(encoding, 'Conflict')
  const padded = Buffer.concat([body, Buffer.alloc(32 * 1024 - body.length, ' ')])
  const large = posting(mediaTypes[encoding], padded)
  return {
    malformed: posting(mediaTypes[encoding], Buffer.concat([Buffer.from(TRUNCATED[encoding]), padded])),
    'media-type': posting('text/plain', padded),
    'no-token': { ...large, token: { kind: 'none' } },
    put: { ...large, method: 'PUT' },
  }
}

/** Refusals that not every target can give: each once, before a valid request. */
function furtherRefusals(encoding: BodyEncoding): readonly SequenceRow[] {
  const valid = askingDismiss(encoding, 'Conflict')
  const row = (name: string, refused: RequestSpec, needs: SequenceRow['needs'] = []): SequenceRow => ({
    id: `${encoding}/${name}-then-valid`,
    encoding,
    needs,
    steps: [
      { request: refused, link: 0, expect: { allowed: anAnswer, checks: [answeredOnce] } },
      { request: valid, link: 1, connection: 'same', expect: { allowed: accepted } },
    ],
  })
  return [
    row('unknown-conversation', { ...valid, target: { forge: 'conversation' } }),
    row('unknown-application', { ...valid, target: { forge: 'application' } }),
    row('no-scopes', { ...valid, token: { kind: 'scopes', scopes: [] } }, ['scopedTokens']),
    row('no-token-in-two-pieces', { ...valid, token: { kind: 'none' }, pieces: 2 }),
    row('media-type-in-two-pieces', { ...withHeaders(valid, ['Content-Type', 'text/plain']), pieces: 2 }),
    row('other-user', { ...valid, token: { kind: 'otherUser' } }, ['otherUser']),
    ...Object.entries(largeRefusals(encoding)).map(
      ([name, refused]): SequenceRow => ({
        id: `${encoding}/large-${name}-then-valid`,
        encoding,
        steps: [
          // Beyond 8 KiB a server may close instead of reading on.
          { request: refused, link: 0, expect: { allowed: [...anAnswer, ...statuses('closed')] } },
          { request: valid, link: 1, connection: 'same', expect: { allowed: accepted } },
        ],
      }),
    ),
    {
      id: `${encoding}/second-dismiss-then-valid`,
      encoding,
      steps: [
        { request: valid, link: 0, expect: { allowed: accepted } },
        { request: valid, link: 0, connection: 'same', expect: { allowed: anAnswer } },
        { request: valid, link: 1, connection: 'same', expect: { allowed: accepted } },
      ],
    },
  ]
}

const manyValid = mirrored(
  (encoding): SequenceRow => ({
    id: `${encoding}/six-in-a-row`,
    encoding,
    steps: [
      { request: dismiss(encoding, 'Conflict'), link: 0, expect: { allowed: accepted } },
      ...['Unknown', 'EncryptionMismatch', 'UnsupportedMedia', 'InvalidMediaOffer', 'IPv6NotSupported'].map(
        (reason, index): Step => ({
          request: dismiss(encoding, reason),
          link: index + 1,
          connection: 'same',
          expect: { allowed: accepted },
        }),
      ),
    ],
  }),
)

/** White space behind the input makes chunks long enough for a hexadecimal letter in their sizes. */
function longChunked(encoding: BodyEncoding): RequestSpec {
  const { body = new Uint8Array(0) } = dismiss(encoding, 'Conflict')
  const padded = Buffer.concat([body, Buffer.alloc(2048, ' ')])
  return { ...posting(mediaTypes[encoding], padded), framing: 'chunked' }
}

/** Ignored noise (S-23) whose middle byte lies within a character: half of the body is no UTF-8. */
function cutCharacter(encoding: BodyEncoding): RequestSpec {
  const write = (padding: string): string => {
    const title = `${padding}${'é'.repeat(100)}`
    return encoding === 'json'
      ? `{"_links":{"self":{"href":"/x","title":"${title}"}},"reason":"Conflict"}`
      : `<input xmlns="${operation.namespace}"><link rel="self" href="/x" title="${title}"/><property name="reason">Conflict</property></input>`
  }
  const isCut = (text: string): boolean => {
    const bytes = Buffer.from(text)
    const middle = bytes[Math.ceil(bytes.length / 2)] ?? 0
    return middle >> 6 === 0b10
  }
  const text = ['', 'a', 'aa', 'aaa'].map(write).find(isCut)
  if (text === undefined) throw new RangeError('no padding brings the middle into a character')
  return posting(mediaTypes[encoding], text)
}

export const wire = area('wire', 'Messages on the wire', [
  everyAnswer({
    id: 'DIS-WIRE-01',
    level: 'MUST',
    title: 'sends nothing after the head of a 204',
    statement: 'A 204 ends with its header section; bytes behind it would begin the next answer.',
    sources: ['R-07', 'F-33', 'S-06'],
    everyAnswer: noStrayBytes,
  }),
  everyAnswer({
    id: 'DIS-WIRE-02',
    level: 'MUST',
    title: 'sends as many bytes as it declares',
    statement: 'Content-Length and chunk sizes are the true lengths; nothing follows the answer.',
    sources: ['R-07', 'S-06'],
    everyAnswer: trueLengths,
  }),
  everyAnswer({
    id: 'DIS-WIRE-03',
    level: 'MUST',
    title: 'ends every answer it begins',
    statement: 'An answer ends by its length, its last chunk, or by closing the connection.',
    sources: ['R-07'],
    everyAnswer: endsItsAnswer,
  }),
  sequences({
    id: 'DIS-WIRE-04',
    level: 'MUST',
    title: 'keeps the connection in step after a refusal',
    statement:
      'The next request on a kept connection is read from its own first byte and answered for itself.',
    sources: ['R-07'],
    rows: mirrored(encoding => [...pairs(encoding, kind => !kind.spends), ...furtherRefusals(encoding)]),
  }),
  requirement({
    id: 'DIS-WIRE-05',
    level: 'MUST',
    title: 'ignores the letter case of header names',
    statement: 'Field names are case-insensitive.',
    sources: ['R-04'],
    allowed: accepted,
    probes: mirrored(encoding =>
      (['lower', 'upper'] as const).map(headerCase => ({
        id: `${encoding}/${headerCase}`,
        encoding,
        request: { ...askingDismiss(encoding, 'Conflict'), headerCase },
      })),
    ),
  }),
  requirement({
    id: 'DIS-WIRE-06',
    level: 'SHOULD',
    title: 'accepts the absolute form of the request target',
    statement: "Servers accept the absolute form, as the page's samples print it.",
    sources: ['S-04', 'R-08'],
    allowed: accepted,
    probes: mirrored(encoding => ({
      id: `${encoding}/absolute-form`,
      encoding,
      request: { ...dismiss(encoding, 'Conflict'), target: { form: 'absolute' } },
    })),
  }),
  requirement({
    id: 'DIS-WIRE-07',
    level: 'SHOULD',
    title: 'reads a chunked body, or asks for a length',
    statement: 'Recipients can read chunked bodies; 411 passes.',
    sources: ['R-08', 'S-07'],
    allowed: statuses(204, 411),
    probes: [
      ...mirrored(encoding => ({
        id: `${encoding}/chunked`,
        encoding,
        request: { ...dismiss(encoding, 'Conflict'), framing: 'chunked' as const },
      })),
      ...mirrored(encoding => ({
        id: `${encoding}/chunked-within-characters`,
        encoding,
        request: {
          ...cutCharacter(encoding),
          framing: 'chunked' as const,
          chunks: 'single bytes' as const,
        },
      })),
      ...mirrored(encoding => ({
        id: `${encoding}/chunked-2-KiB`,
        encoding,
        request: longChunked(encoding),
      })),
      ...mirrored(encoding =>
        named<ChunkStyle, ProbeRow>(
          {
            extensions: 'extensions',
            trailer: 'trailer',
            'upper-case-sizes': 'upper-case sizes',
            'leading-zeros': 'leading zeros',
            'single-bytes': 'single bytes',
            'capital-name': 'capital name',
          },
          (name, chunks) => ({
            id: `${encoding}/chunked-with-${name}`,
            encoding,
            request: {
              ...(chunks === 'upper-case sizes'
                ? longChunked(encoding)
                : { ...dismiss(encoding, 'Conflict'), framing: 'chunked' }),
              chunks,
            },
          }),
        ),
      ),
    ],
  }),
  requirement({
    id: 'DIS-WIRE-11',
    level: 'SHOULD',
    title: 'reads a chunked body to its end before it judges it',
    statement: 'Malformed input is refused in chunks as it is in one piece; 411 passes.',
    sources: ['R-08', 'S-27'],
    allowed: statuses(400, 411),
    probes: mirrored(encoding => ({
      id: `${encoding}/chunked-malformed`,
      encoding,
      request: { ...probe(encoding, TRUNCATED[encoding]), framing: 'chunked' as const },
    })),
  }),
  requirement({
    id: 'DIS-WIRE-08',
    level: 'OBSERVE',
    title: 'may answer Expect: 100-continue',
    statement: 'The expectation is never mentioned.',
    sources: ['S-07'],
    allowed: anything,
    probes: mirrored(encoding => ({
      id: `${encoding}/expect-continue`,
      encoding,
      request: { ...dismiss(encoding, 'Conflict'), expectContinue: true },
    })),
  }),
  sequences({
    id: 'DIS-WIRE-09',
    level: 'MUST',
    title: 'serves one request after another on a connection',
    statement: 'After an accepted request, the next one on the connection is read from its own first byte.',
    sources: ['R-07', 'R-13'],
    rows: [...manyValid, ...mirrored(encoding => pairs(encoding, kind => kind.spends))],
  }),
  requirement({
    id: 'DIS-WIRE-10',
    level: 'OBSERVE',
    title: 'may compress when asked',
    statement: 'Content codings are never mentioned.',
    sources: ['S-07'],
    allowed: anything,
    probes: mirrored(encoding => ({
      id: `${encoding}/gzip-error`,
      encoding,
      request: withHeaders(probe(encoding, TRUNCATED[encoding]), ['Accept-Encoding', 'gzip']),
    })),
  }),
  requirement({
    id: 'DIS-WIRE-12',
    level: 'MUST',
    title: 'reads a body that arrives in pieces',
    statement: 'A body ends by its length, however the network cuts it: TCP keeps no message boundaries.',
    sources: ['R-07', 'S-23'],
    allowed: accepted,
    probes: mirrored(encoding => [
      ...named({ 'two-pieces': 2, 'five-pieces': 5 }, (name, pieces) => ({
        id: `${encoding}/${name}`,
        encoding,
        request: { ...dismiss(encoding, 'Conflict'), pieces },
      })),
      { id: `${encoding}/cut-character`, encoding, request: { ...cutCharacter(encoding), pieces: 2 } },
    ]),
  }),
])
