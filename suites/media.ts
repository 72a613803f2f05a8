import { encodeBody } from '../engine/encode/body.ts'
import { mediaTypes, vendorMediaTypes } from '../engine/encode/media-types.ts'
import type { RequestSpec } from '../engine/model/request.ts'
import { operation } from '../schemas/load.ts'
import { ALIASES, FOREIGN, LOOKALIKE } from './texts/media-types.ts'
import { accepted, anything, statuses, unsupportedMediaType } from './write/expectations.ts'
import {
  acceptedVariants,
  askingDismiss,
  type BodyEncoding,
  dismiss,
  doubtfulVariants,
  otherReasons,
  paddedDismiss,
  posting,
  withHeaders,
} from './write/requests.ts'
import { area, mirrored, named, type ProbeRow, requirement, seenLater } from './write/rows.ts'

const VENDOR = {
  json: operation.mediaTypes.json.filter(type => type.includes('vnd.')),
  xml: operation.mediaTypes.xml.filter(type => type.includes('vnd.')),
}

function typed(encoding: 'json' | 'xml', type: string, reason = 'Conflict') {
  return posting(type, encodeBody(encoding, reason))
}

const aliasProbes: readonly ProbeRow[] = mirrored(encoding =>
  named(ALIASES[encoding], (name, type) => ({
    id: `${encoding}/${name}`,
    encoding,
    request: withHeaders(typed(encoding, type), ['Accept', mediaTypes[encoding]]),
  })),
)

/** A foreign type on other ways through a server, of which some may be refused for themselves. */
function plainTextOtherwise(encoding: BodyEncoding): readonly ProbeRow[] {
  const row = (way: string, request: RequestSpec): ProbeRow => ({
    id: `${encoding}/text-plain-${way}`,
    encoding,
    request: withHeaders(request, ['Content-Type', 'text/plain']),
  })
  // These two say what the type is themselves.
  const { vendor, ...accepted } = acceptedVariants(encoding)
  const { 'with-charset': charset, ...doubtful } = doubtfulVariants(encoding)
  return [
    ...named({ ...accepted, ...otherReasons(encoding) }, row),
    ...named(doubtful, row).map((each): ProbeRow => ({ ...each, only: ['2xx', 410, 415] })),
  ]
}

const foreignProbes: readonly ProbeRow[] = mirrored(encoding => [
  ...named({ ...FOREIGN, ...LOOKALIKE[encoding] }, (name, type) => ({
    id: `${encoding}/${name}`,
    encoding,
    request: withHeaders(typed(encoding, type), ['Accept', mediaTypes[encoding]]),
  })),
  {
    id: `${encoding}/text-plain-of-2-KiB`,
    encoding,
    request: withHeaders(paddedDismiss(encoding, 2048), ['Content-Type', 'text/plain']),
  },
  ...plainTextOtherwise(encoding),
  {
    id: `${encoding}/text-plain-for-vendor`,
    encoding,
    request: withHeaders(typed(encoding, 'text/plain'), ['Accept', vendorMediaTypes[encoding]]),
    // Such an Accept may be refused for itself, which warns elsewhere (DIS-MEDIA-11).
    unless: [406],
  },
])

/** `Application/JSON`, `APPLICATION/JSON` … of each served type. */
const LETTER_CASES = {
  upper: (type: string) => type.toUpperCase(),
  title: (type: string) => type.replace(/[a-z]+/g, word => word[0]?.toUpperCase() + word.slice(1)),
  'subtype-upper': (type: string) => type.replace(/\/.*/, subtype => subtype.toUpperCase()),
}

export const media = area('media', 'Media types', [
  requirement({
    id: 'DIS-MEDIA-01',
    level: 'MUST',
    title: 'accepts the vendor media types',
    statement:
      'application/vnd.microsoft.com.ucwa+json and +xml are the more precise names of the two formats.',
    sources: ['S-17', 'F-15', 'F-16'],
    allowed: accepted,
    probes: mirrored(encoding =>
      VENDOR[encoding].flatMap(type => [
        ...operation.reasons.map(reason => ({
          id: `${encoding}/vendor/${reason}`,
          encoding,
          about: 'vendor type' as const,
          request: typed(encoding, type, reason),
        })),
        {
          id: `${encoding}/vendor/empty`,
          encoding,
          about: 'vendor type' as const,
          request: posting(type, encodeBody(encoding)),
        },
      ]),
    ),
  }),
  requirement({
    id: 'DIS-MEDIA-02',
    level: 'MUST',
    title: 'refuses an unsupported media type with 415',
    statement: 'A body under a media type that UCWA does not serve is refused with 415 UnsupportedMediaType.',
    sources: ['S-14', 'S-15', 'F-48', 'F-51'],
    allowed: [unsupportedMediaType, { status: 410 }],
    probes: [
      ...foreignProbes,
      ...foreignProbes.filter(({ id }) => id.endsWith('/text-plain')).map(seenLater),
    ],
  }),
  requirement({
    id: 'DIS-MEDIA-03',
    level: 'SHOULD',
    title: 'does not call an unsupported media type 410 Gone',
    statement:
      'Five invitation pages print 410 for a content type that is not supported; two tables say 415.',
    sources: ['S-15'],
    allowed: statuses(415),
    only: [410, 415],
    probes: [...foreignProbes, ...aliasProbes],
  }),
  requirement({
    id: 'DIS-MEDIA-04',
    level: 'MUST',
    title: 'ignores the letter case of media types',
    statement: 'Type and subtype names are case-insensitive.',
    sources: ['R-04'],
    allowed: accepted,
    probes: mirrored(encoding =>
      operation.mediaTypes[encoding].flatMap(type =>
        named(LETTER_CASES, (name, spell) => ({
          id: `${encoding}/${type.includes('vnd.') ? 'vendor' : 'plain'}-${name}`,
          encoding,
          request: typed(encoding, spell(type)),
        })),
      ),
    ),
  }),
  requirement({
    id: 'DIS-MEDIA-05',
    level: 'SHOULD',
    title: 'accepts charset=utf-8',
    statement: 'Captures carry the parameter; the bytes are UTF-8 with and without it.',
    sources: ['S-18', 'F-75'],
    allowed: accepted,
    probes: mirrored(encoding => [
      ...operation.reasons.map(reason => ({
        id: `${encoding}/charset/${reason}`,
        encoding,
        request: typed(encoding, `${mediaTypes[encoding]}; charset=utf-8`, reason),
      })),
      {
        id: `${encoding}/charset-upper`,
        encoding,
        request: typed(encoding, `${mediaTypes[encoding]}; charset=UTF-8`),
      },
      {
        id: `${encoding}/charset-blank-before`,
        encoding,
        request: typed(encoding, `${mediaTypes[encoding]} ; charset=utf-8`),
      },
      {
        id: `${encoding}/charset-unspaced`,
        encoding,
        request: typed(encoding, `${mediaTypes[encoding]};charset=utf-8`),
      },
      ...VENDOR[encoding].map(type => ({
        id: `${encoding}/vendor-charset`,
        encoding,
        request: typed(encoding, `${type}; charset=utf-8`),
      })),
    ]),
  }),
  requirement({
    id: 'DIS-MEDIA-06',
    level: 'SHOULD',
    title: 'accepts a quoted charset and any letter case of its name',
    statement: 'A parameter value may be a quoted string, and parameter names are case-insensitive.',
    sources: ['R-04'],
    allowed: accepted,
    probes: mirrored(encoding =>
      named(
        { quoted: 'charset="utf-8"', 'name-upper': 'CHARSET=utf-8', 'name-title': 'Charset=utf-8' },
        (name, parameter) => ({
          id: `${encoding}/${name}`,
          encoding,
          request: typed(encoding, `${mediaTypes[encoding]}; ${parameter}`),
        }),
      ),
    ),
  }),
  requirement({
    id: 'DIS-MEDIA-07',
    level: 'OBSERVE',
    title: 'may know the other vendor spelling',
    statement: 'Versioning spells the vendor type vnd.microsoft.ucwa+json, without `.com`, in a sample only.',
    sources: ['S-17'],
    allowed: anything,
    probes: mirrored(encoding => ({
      id: `${encoding}/versioning-spelling`,
      encoding,
      request: typed(encoding, `application/vnd.microsoft.ucwa+${encoding}`),
    })),
  }),
  requirement({
    id: 'DIS-MEDIA-08',
    level: 'OBSERVE',
    title: 'may read UTF-16, Latin-1 or a byte order mark',
    statement: 'No page names a character encoding or a byte order mark.',
    sources: ['S-18'],
    allowed: anything,
    probes: [
      ...mirrored(encoding => [
        {
          id: `${encoding}/bom`,
          encoding,
          request: posting(
            mediaTypes[encoding],
            Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), encodeBody(encoding, 'Conflict')]),
          ),
        },
        {
          id: `${encoding}/utf-16`,
          encoding,
          request: posting(
            `${mediaTypes[encoding]}; charset=utf-16`,
            Buffer.from(
              `\ufeff${Buffer.from(encodeBody(encoding, 'Conflict')).toString().replace('utf-8', 'utf-16')}`,
              'utf16le',
            ),
          ),
        },
        {
          id: `${encoding}/latin-1`,
          encoding,
          request: typed(encoding, `${mediaTypes[encoding]}; charset=iso-8859-1`),
        },
      ]),
    ],
  }),
  requirement({
    id: 'DIS-MEDIA-09',
    level: 'SHOULD',
    title: 'accepts or refuses a form-urlencoded body',
    statement: 'Query-like input might be understood: 204, 400 and 415 are legal.',
    sources: ['S-16'],
    allowed: statuses(204, 400, 415),
    probes: [
      {
        id: 'none/form',
        encoding: 'none',
        request: posting('application/x-www-form-urlencoded', 'reason=Conflict'),
      },
    ],
  }),
  requirement({
    id: 'DIS-MEDIA-10',
    level: 'SHOULD',
    title: 'accepts, or refuses with 406, an Accept it does not serve',
    statement: 'A 204 has no body to negotiate, and NotAcceptable exists as a code.',
    sources: ['S-36'],
    allowed: statuses(204, 406),
    probes: mirrored(encoding =>
      named({ 'accept-text-plain': 'text/plain', 'accept-image': 'image/png' }, (name, type) => ({
        id: `${encoding}/${name}`,
        encoding,
        request: withHeaders(dismiss(encoding, 'Conflict'), ['Accept', type]),
      })),
    ),
  }),
  requirement({
    id: 'DIS-MEDIA-11',
    level: 'SHOULD',
    title: 'accepts a valid request whichever served type Accept names',
    statement: 'Accept states the preferred format of a response body; it says nothing about the request.',
    sources: ['F-14'],
    allowed: accepted,
    probes: mirrored(encoding =>
      named(
        {
          'accept-json': 'application/json',
          'accept-xml': 'application/xml',
          'accept-vendor-json': VENDOR.json[0] ?? '',
          'accept-vendor-xml': VENDOR.xml[0] ?? '',
          'accept-any': '*/*',
          'accept-list': 'application/xml;q=0.5, application/json',
          'accept-application': 'application/*',
          'accept-upper': 'APPLICATION/JSON',
          'accept-charset': 'application/json; charset=utf-8',
        },
        (name, type) => ({
          id: `${encoding}/${name}`,
          encoding,
          request: withHeaders(askingDismiss(encoding, 'Conflict'), ['Accept', type]),
        }),
      ),
    ),
  }),
  requirement({
    id: 'DIS-MEDIA-12',
    level: 'SHOULD',
    title: 'refuses other names of JSON and XML with 415',
    statement:
      'text/json, text/xml and types ending in +json or +xml are none of the four names that are given, though the same formats.',
    sources: ['S-14', 'S-15', 'S-17', 'F-15'],
    allowed: statuses(415, 410),
    probes: aliasProbes,
  }),
])
