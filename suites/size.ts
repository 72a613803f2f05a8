import { encodeBody } from '../engine/encode/body.ts'
import { mediaTypes } from '../engine/encode/media-types.ts'
import { sizedMalformed, sizedValid } from '../engine/generate/sizes.ts'
import { operation } from '../schemas/load.ts'
import { accepted, badRequest, statuses } from './write/expectations.ts'
import { families } from './write/families.ts'
import { type BodyEncoding, posting, probe } from './write/requests.ts'
import { area, mirrored, type ProbeRow, requirement } from './write/rows.ts'

const KIB = 1024

/** and S-27 bind up to 8 KiB; beyond that a server may have a limit (S-31). */
const BOUND_SIZES = [1, 2, 4, 8]

/** Sizes beyond any promise (S-31); from 64 KiB on they count as hostile. */
const LARGE_SIZES = [16, 64, 256, 1024, 4096]

/** Some KiB each take as long to write and to read back as four ordinary samples. */
const LARGE = { portion: 1 / 4 }

/** A valid body of exactly that many bytes, filled with white space where both formats ignore it. */
function padded(encoding: BodyEncoding, size: number): Uint8Array {
  const text = Buffer.from(encodeBody(encoding, 'Conflict')).toString()
  const blanks = ' '.repeat(size - text.length)
  return Buffer.from(
    encoding === 'json' ? text.replace(':', `:${blanks}`) : text.replace('<property', `${blanks}<property`),
  )
}

/** The same size with the last character cut off and a blank in its place: unbalanced. */
function unbalanced(encoding: BodyEncoding, size: number): Uint8Array {
  const body = Buffer.from(padded(encoding, size))
  body[size - 1] = 0x20
  return body
}

/** An XML body filled by a comment instead of white space. */
function commented(size: number): string {
  const text = Buffer.from(encodeBody('xml', 'Conflict')).toString()
  return text.replace('<property', `<!--${'x'.repeat(size - text.length - 7)}--><property`)
}

function sized(
  make: (encoding: BodyEncoding, size: number) => Uint8Array,
  sizes: readonly number[],
): readonly ProbeRow[] {
  return mirrored(encoding =>
    sizes.map(size => ({
      id: `${encoding}/${size}-KiB`,
      encoding,
      request: probe(encoding, make(encoding, size * KIB)),
    })),
  )
}

/** Around the sizes of buffers, where an off-by-one shows. */
const EDGE_SIZES = [
  127, 128, 255, 256, 257, 511, 512, 513, 1000, 1023, 1025, 1536, 2047, 2049, 3072, 4095, 4097, 5000, 6144,
  7168, 8191,
]

/** Valid bodies of exactly so many bytes; the XML of a dismiss alone is longer than the first. */
const atEdges: readonly ProbeRow[] = mirrored(encoding =>
  EDGE_SIZES.filter(bytes => bytes > encodeBody(encoding, 'Conflict').length).map(bytes => ({
    id: `${encoding}/${bytes}-bytes`,
    encoding,
    request: probe(encoding, padded(encoding, bytes)),
  })),
)

export const size = area('size', 'Body sizes', [
  requirement({
    id: 'DIS-SIZE-01',
    level: 'MUST',
    title: 'accepts valid bodies up to 8 KiB',
    statement:
      'White space and comments do not change meaning; no limit is given, and up to 8 KiB none is presumed.',
    sources: ['R-01', 'R-02', 'S-31'],
    allowed: accepted,
    families: families('sized-valid', 'valid', sizedValid, { allowed: accepted }, LARGE),
    probes: [
      ...sized(padded, BOUND_SIZES),
      ...atEdges,
      ...BOUND_SIZES.map(
        (kib): ProbeRow => ({
          id: `xml/comment-${kib}-KiB`,
          encoding: 'xml',
          request: posting(mediaTypes.xml, commented(kib * KIB)),
        }),
      ),
      ...operation.mediaTypes.json.slice(1).map(
        (type): ProbeRow => ({
          id: 'json/vendor-2-KiB',
          encoding: 'json',
          request: posting(type, padded('json', 2 * KIB)),
        }),
      ),
    ],
  }),
  requirement({
    id: 'DIS-SIZE-02',
    level: 'MUST',
    title: 'refuses malformed bodies up to 8 KiB with 400',
    statement: 'A malformed body is BadRequest whatever its size.',
    sources: ['S-27', 'R-10'],
    allowed: [badRequest],
    families: families('sized-malformed', 'S-27', sizedMalformed, { allowed: [badRequest] }, LARGE),
    probes: [
      ...sized(unbalanced, BOUND_SIZES),
      ...mirrored(encoding => ({
        id: `${encoding}/garbage-behind-5-KiB`,
        encoding,
        request: probe(encoding, Buffer.concat([padded(encoding, 5 * KIB), Buffer.from('garbage')])),
      })),
    ],
  }),
  requirement({
    id: 'DIS-SIZE-03',
    level: 'SHOULD',
    title: 'answers very large bodies, or closes the connection',
    statement: 'No limit is given: 413, 400, 404, a closed connection and 204 are legal.',
    sources: ['S-31', 'F-48'],
    allowed: statuses(204, 400, 404, 413, 'closed'),
    probes: sized(padded, LARGE_SIZES).map(row => ({
      ...row,
      hostile: !row.id.endsWith('/16-KiB'),
      alone: 'last',
    })),
  }),
])
