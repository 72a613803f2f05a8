import { mediaTypes, otherFormat, vendorMediaTypes } from '../../engine/encode/media-types.ts'
import { truncationsOf } from '../../engine/generate/truncations.ts'
import type { RequestSpec } from '../../engine/model/request.ts'
import { operation } from '../../schemas/load.ts'
import { QUOTED_REASONS } from '../texts/reasons.ts'
import { type BodyEncoding, posting, probe, withHeaders } from './requests.ts'
import { named, type ProbeRow } from './rows.ts'
import { SAMPLE_CUT_SHORT } from './texts.ts'

/** A row for each text of a table, under the plain media type of its encoding. */
export function textRows(
  encoding: BodyEncoding,
  table: Readonly<Record<string, string>>,
): readonly ProbeRow[] {
  return named(table, (name, text) => ({
    id: `${encoding}/${name}`,
    encoding,
    request: probe(encoding, text),
  }))
}

/** Every cut of the page's samples that is beyond doubt malformed. */
export function truncated(encoding: BodyEncoding): readonly ProbeRow[] {
  return truncationsOf(Buffer.from(operation.samples[encoding]), encoding)
    .filter(({ classification }) => classification.row === 'S-27')
    .map(({ body, length }) => ({
      id: `${encoding}/truncated-${length}`,
      encoding,
      request: probe(encoding, body),
    }))
}

/** Letter case of a media type does not matter. */
function capitalise(type: string): string {
  return type.replace(/(?<=^|\/)[a-z]/g, letter => letter.toUpperCase())
}

/**
 * Input on other ways, of which chunks and absolute form or a charset (S-18) may be refused for themselves: only
 * 2xx and 400 speak of it.
 */
export function doubtfulRows(encoding: BodyEncoding, text: string): readonly ProbeRow[] {
  const request = probe(encoding, text)
  const charset = `${mediaTypes[encoding]}; charset=utf-8`
  return named(
    {
      chunked: { ...request, framing: 'chunked' as const },
      'with-charset': withHeaders(request, ['Content-Type', charset]),
      'absolute-form': { ...request, target: { form: 'absolute' as const } },
      'in-two-pieces': { ...request, pieces: 2 },
      'in-capitals': withHeaders(request, ['Content-Type', capitalise(mediaTypes[encoding])]),
    },
    (name, way): ProbeRow => ({ id: `${encoding}/${name}`, encoding, request: way, only: ['2xx', 400] }),
  )
}

/** Under the vendor type, of which other requirements say that it has to be taken (S-17). */
export function vendorTypeRow(encoding: BodyEncoding, text: string): ProbeRow {
  const request = withHeaders(probe(encoding, text), ['Content-Type', vendorMediaTypes[encoding]])
  return { id: `${encoding}/vendor`, encoding, request, unless: [415] }
}

/** Malformed input that asks for its error in the other ways there are; every error body is held against that. */
export function acceptRows(encoding: BodyEncoding): readonly ProbeRow[] {
  const request = probe(encoding, SAMPLE_CUT_SHORT[encoding])
  const other = otherFormat(encoding)
  const accepting = (type: string) => withHeaders(request, ['Accept', type])
  const row = (name: string, spec: RequestSpec): ProbeRow => ({
    id: `${encoding}/${name}`,
    encoding,
    request: spec,
  })
  return [
    ...named(
      {
        'without-accept': posting(mediaTypes[encoding], SAMPLE_CUT_SHORT[encoding]),
        'accept-any': accepting('*/*'),
        'accept-both': accepting(`${mediaTypes[other]};q=0.5, ${mediaTypes[encoding]}`),
      },
      row,
    ),
    ...named(
      {
        'accept-other': accepting(mediaTypes[other]),
        'header-names-lower': { ...accepting(mediaTypes[other]), headerCase: 'lower' as const },
        'header-names-upper': { ...accepting(mediaTypes[other]), headerCase: 'upper' as const },
      },
      // Where a 204 has nothing to write, an Accept may still be refused beside an error (S-36).
      (name, spec): ProbeRow => ({
        ...row(name, spec),
        only: ['2xx', 400],
        sharpens: 'otherAccept',
        unless: [406],
      }),
    ),
    ...named(
      {
        'accept-vendor': accepting(vendorMediaTypes[encoding]),
        'accept-other-vendor': accepting(vendorMediaTypes[other]),
      },
      // An Accept that is not served may be refused before the body is read: a SHOULD of its own (F-14).
      (name, spec): ProbeRow => ({ ...row(name, spec), only: ['2xx', 400] }),
    ),
  ]
}

/** Values that an error cannot quote as they are, asked for in the other format, which may be refused as such (S-36). */
export function quotedInOtherFormat(encoding: BodyEncoding): readonly ProbeRow[] {
  const other = mediaTypes[otherFormat(encoding)]
  return named(
    QUOTED_REASONS[encoding],
    (name, text): ProbeRow => ({
      id: `${encoding}/${name}-asking-otherwise`,
      encoding,
      request: withHeaders(probe(encoding, text), ['Accept', other]),
      only: ['2xx', 400],
      sharpens: 'otherAccept',
      unless: [406],
    }),
  )
}
