import { answeredBy } from '../engine/decode/answered-by.ts'
import { headerOf } from '../engine/decode/header.ts'
import { versionServed } from './checks/observed.ts'
import { saysVersionNotSupported } from './checks/version.ts'
import { accepted, anything, statuses } from './write/expectations.ts'
import {
  acceptedVariants,
  askingDismiss,
  type BodyEncoding,
  bodiless,
  dismiss,
  doubtfulVariants,
  otherReasons,
  query,
  REQUIRES_MIN_VERSION,
  vendorDismiss,
  withHeaders,
} from './write/requests.ts'
import { area, everyAnswer, mirrored, named, type ProbeRow, requirement, seenLater } from './write/rows.ts'

function demanding(...versions: readonly string[]) {
  return mirrored(encoding =>
    versions.map(version => ({
      id: `${encoding}/${version}`,
      encoding,
      request: withHeaders(askingDismiss(encoding, 'Conflict'), [REQUIRES_MIN_VERSION, version]),
    })),
  )
}

/** The same on the other ways that have to be accepted. */
function demandingOn(encoding: BodyEncoding, version: string) {
  return named(acceptedVariants(encoding), (way, request) => ({
    id: `${encoding}/${version}-${way}`,
    encoding,
    request: withHeaders(request, [REQUIRES_MIN_VERSION, version]),
  }))
}

/** An impossible demand on ways that may be refused for themselves: only 2xx and 404 speak of the version. */
function doubtfulDemands(encoding: BodyEncoding): readonly ProbeRow[] {
  return named(
    doubtfulVariants(encoding),
    (way, request): ProbeRow => ({
      id: `${encoding}/999.0-${way}`,
      encoding,
      request: withHeaders(request, [REQUIRES_MIN_VERSION, '999.0']),
      only: ['2xx', 404],
      ...(way === 'asking-otherwise' && { sharpens: 'otherAccept', unless: [406] }),
    }),
  )
}

export const version = area('version', 'Resource versions', [
  requirement({
    id: 'DIS-VERSION-01',
    level: 'MUST',
    title: 'serves a request that demands version 1',
    statement: 'Every revision is at least 1, so a demand of 1 or 1.0 is never refused.',
    sources: ['S-32', 'F-29', 'F-30'],
    allowed: accepted,
    probes: [
      ...demanding('1', '1.0'),
      ...mirrored(encoding => [
        ...demandingOn(encoding, '1'),
        ...named(
          { plain: askingDismiss(encoding, 'Conflict'), vendor: vendorDismiss(encoding) },
          (name, request) => ({
            id: `${encoding}/1-in-lower-case-${name}`,
            encoding,
            request: { ...withHeaders(request, [REQUIRES_MIN_VERSION, '1']), headerCase: 'lower' as const },
          }),
        ),
      ]),
    ].map((row): ProbeRow => ({ ...row, about: 'version 1' })),
  }),
  requirement({
    id: 'DIS-VERSION-02',
    level: 'MUST',
    title: 'refuses an impossible version with 404',
    statement: 'A demanded version that cannot be honoured is 404 NotFound.',
    sources: ['S-33', 'F-72', 'R-04'],
    allowed: [{ status: 404, code: ['NotFound'] }],
    probes: [
      // 1000 as text comes before any version above 1.
      ...demanding('999.0', '999', '1000.0'),
      // Cut to 8, 16 or 32 bits, each of them is 1.
      ...demanding('1025.0', '65537.0', '4294967297.0'),
      ...demanding('999.0').map(seenLater),
      ...mirrored(encoding => [
        {
          id: `${encoding}/999.0-in-upper-case`,
          encoding,
          request: {
            ...withHeaders(askingDismiss(encoding, 'Conflict'), [REQUIRES_MIN_VERSION, '999.0']),
            headerCase: 'upper' as const,
          },
        },
        ...demandingOn(encoding, '999.0'),
        ...named(otherReasons(encoding), (reason, request) => ({
          id: `${encoding}/999.0-${reason}`,
          encoding,
          request: withHeaders(request, [REQUIRES_MIN_VERSION, '999.0']),
        })),
        ...doubtfulDemands(encoding),
      ]),
      {
        id: 'none/999.0',
        encoding: 'none',
        request: withHeaders(bodiless, [REQUIRES_MIN_VERSION, '999.0']),
        only: ['2xx', 404],
        sharpens: 'bodiless',
      },
      {
        id: 'query/999.0',
        encoding: 'query',
        request: withHeaders(query('Conflict'), [REQUIRES_MIN_VERSION, '999.0']),
        only: ['2xx', 404],
        sharpens: 'query',
      },
    ],
  }),
  requirement({
    id: 'DIS-VERSION-03',
    level: 'SHOULD',
    title: 'says APIVersionNotSupported',
    statement: 'The subcode of that 404 is APIVersionNotSupported; subcodes are optional by contract.',
    sources: ['S-33', 'F-72', 'S-65'],
    allowed: anything,
    checks: [saysVersionNotSupported],
    probes: demanding('999.0'),
  }),
  everyAnswer({
    id: 'DIS-VERSION-04',
    level: 'SHOULD',
    title: 'names the version served in every answer',
    statement: 'All UCWA answers are said to carry X-MS-UcwaVersion, though no capture shows it.',
    sources: ['S-78', 'F-71'],
    everyAnswer: exchange => {
      const status = exchange.answer?.status
      if (status === undefined || status === 401) return undefined
      // A 204 to OPTIONS is an edge's (S-87); to POST it can only be UCWA's.
      const own = answeredBy(exchange) === 'ucwa' || (status === 204 && exchange.sent.method === 'POST')
      if (!own) return undefined
      if (headerOf(exchange, 'x-ms-ucwaversion') !== undefined) return []
      return [{ what: 'X-MS-UcwaVersion', expected: 'a version', received: 'absent' }]
    },
  }),
  requirement({
    id: 'DIS-VERSION-05',
    level: 'OBSERVE',
    title: 'reads a version that is no positive number in its own way',
    statement: 'Nothing is said about demands that are no numbers, or below every revision.',
    sources: ['S-33'],
    allowed: anything,
    probes: demanding('latest', '1.0.0', '-1'),
  }),
  requirement({
    id: 'DIS-VERSION-06',
    level: 'SHOULD',
    title: 'ignores preconditions on this POST',
    statement: 'Conditional requests are tied to PUT; a 412 is tolerated.',
    sources: ['S-35', 'F-27'],
    allowed: statuses(204, 412),
    probes: mirrored(encoding => [
      {
        id: `${encoding}/if-match`,
        encoding,
        request: withHeaders(dismiss(encoding, 'Conflict'), ['If-Match', '"1"']),
      },
      {
        id: `${encoding}/if-match-any`,
        encoding,
        request: withHeaders(dismiss(encoding, 'Conflict'), ['If-Match', '*']),
      },
      {
        id: `${encoding}/if-none-match`,
        encoding,
        request: withHeaders(dismiss(encoding, 'Conflict'), ['If-None-Match', '"1"']),
      },
    ]),
  }),
  requirement({
    id: 'DIS-VERSION-07',
    level: 'SHOULD',
    title: 'compares versions as numbers',
    statement: 'Versions are compared as floats even where they are shown as integers.',
    sources: ['F-74'],
    allowed: accepted,
    probes: demanding('1.00', '0.5'),
  }),
  requirement({
    id: 'DIS-VERSION-08',
    level: 'OBSERVE',
    title: 'writes the version served in its own way',
    statement: 'The format of X-MS-UcwaVersion is not given; the sample value is 1.7.',
    sources: ['S-78', 'F-71'],
    allowed: anything,
    observes: versionServed,
    probes: mirrored(encoding => ({
      id: `${encoding}/version-served`,
      encoding,
      request: dismiss(encoding, 'Conflict'),
    })),
  }),
])
