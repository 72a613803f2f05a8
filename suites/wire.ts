import { mediaTypes } from '../engine/encode/media-types.ts'
import type { ChunkStyle, RequestSpec } from '../engine/model/request.ts'
import { operation } from '../schemas/load.ts'
import { endsItsAnswer, noStrayBytes, trueLengths } from './checks/framing.ts'
import { coding, continued } from './checks/observed.ts'
import { afterAccepted, afterRefusals } from './sequences/in-step.ts'
import { accepted, anything, statuses } from './write/expectations.ts'
import {
  askingDismiss,
  type BodyEncoding,
  dismiss,
  paddedDismiss,
  posting,
  probe,
  vendorDismiss,
  withHeaders,
} from './write/requests.ts'
import { area, everyAnswer, mirrored, named, type ProbeRow, requirement, sequences } from './write/rows.ts'
import { TRUNCATED } from './write/texts.ts'

/** White space behind the input makes chunks long enough for a hexadecimal letter in their sizes. */
function longChunked(encoding: BodyEncoding): RequestSpec {
  return { ...paddedDismiss(encoding, 2048), framing: 'chunked' }
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
    rows: afterRefusals,
  }),
  requirement({
    id: 'DIS-WIRE-05',
    level: 'MUST',
    title: 'ignores the letter case of header names',
    statement: 'Field names are case-insensitive.',
    sources: ['R-04'],
    allowed: accepted,
    probes: mirrored(encoding =>
      (['lower', 'upper'] as const).flatMap(headerCase => [
        {
          id: `${encoding}/${headerCase}`,
          encoding,
          about: 'header case' as const,
          request: { ...askingDismiss(encoding, 'Conflict'), headerCase },
        },
        {
          id: `${encoding}/${headerCase}-vendor`,
          encoding,
          about: 'header case' as const,
          request: { ...vendorDismiss(encoding), headerCase },
        },
      ]),
    ),
  }),
  requirement({
    id: 'DIS-WIRE-06',
    level: 'SHOULD',
    title: 'accepts the absolute form of the request target',
    statement: "Servers accept the absolute form, as the page's samples print it.",
    sources: ['S-04', 'R-08'],
    allowed: accepted,
    probes: mirrored(encoding =>
      named(
        { 'absolute-form': dismiss(encoding, 'Conflict'), 'absolute-form-vendor': vendorDismiss(encoding) },
        (name, request) => ({
          id: `${encoding}/${name}`,
          encoding,
          request: { ...request, target: { form: 'absolute' as const } },
        }),
      ),
    ),
  }),
  requirement({
    id: 'DIS-WIRE-07',
    level: 'SHOULD',
    title: 'reads a chunked body, or asks for a length',
    statement: 'Recipients can read chunked bodies; 411 passes.',
    sources: ['R-08', 'S-07'],
    allowed: statuses(204, 411),
    probes: [
      ...mirrored(encoding =>
        named(
          { chunked: dismiss(encoding, 'Conflict'), 'chunked-vendor': vendorDismiss(encoding) },
          (name, request) => ({
            id: `${encoding}/${name}`,
            encoding,
            request: { ...request, framing: 'chunked' as const },
          }),
        ),
      ),
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
      ...mirrored(encoding => ({
        id: `${encoding}/chunked-6-KiB`,
        encoding,
        request: { ...paddedDismiss(encoding, 6 * 1024), framing: 'chunked' as const },
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
    observes: continued,
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
    rows: afterAccepted,
  }),
  requirement({
    id: 'DIS-WIRE-10',
    level: 'OBSERVE',
    title: 'may compress when asked',
    statement: 'Content codings are never mentioned.',
    sources: ['S-07'],
    allowed: anything,
    observes: coding,
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
