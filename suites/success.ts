import { mediaTypes } from '../engine/encode/media-types.ts'
import { linksNoise } from '../engine/generate/links-noise.ts'
import { operation } from '../schemas/load.ts'
import { accepted, statuses } from './write/expectations.ts'
import { families } from './write/families.ts'
import { bodiless, dismiss, posting, query, withHeaders } from './write/requests.ts'
import { area, mirrored, named, type ProbeRow, requirement } from './write/rows.ts'

/** Nesting binds up to 32 levels, the outermost object or element included; beyond that both are legal (S-31). */
function embeddedJson(levels: number): string {
  return `{"reason":"Conflict","_embedded":${'{"a":'.repeat(levels - 2)}{}${'}'.repeat(levels - 2)}}`
}

function embeddedXml(levels: number): string {
  const open = '<resource rel="conversation" href="/c">'
  return `<property name="reason">Conflict</property>${open.repeat(levels - 1)}${'</resource>'.repeat(levels - 1)}`
}

/** Links and embedded resources in the input: harmless rels only, as startAudioVideo does read `mediaOffer` (S-23). */
const JSON_NOISE = {
  links: '{"_links":{"self":{"href":"/self"},"conversation":{"href":"/c"}},"reason":"Conflict"}',
  'links-after': '{"reason":"Conflict","_links":{"self":{"href":"/self"}}}',
  'links-array': '{"_links":{"conversation":[{"href":"/a"},{"href":"/b"}]},"reason":"Unknown"}',
  embedded: '{"reason":"Conflict","_embedded":{"conversation":{"state":"Connected","_links":{}}}}',
  'embedded-list':
    '{"_embedded":{"conversation":{"activeModalities":["Audio","Video"]}},"reason":"Conflict"}',
  'embedded-number': '{"reason":"Conflict","_embedded":{"conversation":{"n":1e5,"m":-0.5E-3}}}',
  both: '{"_links":{"self":{"href":"/s","title":"t"}},"_embedded":{},"reason":"EncryptionMismatch"}',
  'without-reason': '{"_links":{"self":{"href":"/self"}}}',
  'reason-in-embedded': '{"_embedded":{"conversation":{"reason":"UserInitiatedAction"}},"reason":"Conflict"}',
  'reason-in-embedded-after': '{"reason":"Conflict","_embedded":{"conversation":{"reason":"Local"}}}',
  'reason-in-embedded-only': '{"_embedded":{"conversation":{"reason":"Local"}}}',
  'letters-beyond-ascii':
    '{"_links":{"self":{"href":"/s","title":"\u00e9\u00df\u4e2d"}},"reason":"Conflict"}',
  'astral-letters': '{"reason":"Conflict","_links":{"self":{"href":"/s","title":"\u{1f600}"}}}',
  'markup-in-strings': '{"_links":{"self":{"href":"/a}b]c","title":"{[,:\\"}]"}},"reason":"Conflict"}',
  'line-separator': '{"reason":"Conflict","_links":{"self":{"href":"/s","title":"a\u2028b\u007f"}}}',
  'embedded-16-deep': embeddedJson(16),
  'embedded-32-deep': embeddedJson(32),
}

const NAMESPACE = operation.namespace

const XML_NOISE = {
  links: '<link rel="self" href="/self"/><property name="reason">Conflict</property>',
  'links-after': '<property name="reason">Conflict</property><link rel="conversation" href="/c"/>',
  'link-with-end-tag': '<link rel="self" href="/self"></link><property name="reason">Conflict</property>',
  'link-attributes':
    '<link rel="self" href="/s" title="t" revision="2"/><property name="reason">Unknown</property>',
  embedded:
    '<property name="reason">Conflict</property><resource rel="conversation" href="/c"><property name="state">Connected</property></resource>',
  'embedded-list':
    '<resource rel="conversation" href="/c"><propertyList name="activeModalities"><item>Audio</item></propertyList></resource><property name="reason">Conflict</property>',
  'without-reason': '<link rel="self" href="/self"/>',
  'reason-in-embedded':
    '<resource rel="conversation" href="/c"><property name="reason">Local</property></resource><property name="reason">Conflict</property>',
  'reason-in-embedded-after':
    '<property name="reason">Conflict</property><resource rel="conversation" href="/c"><property name="reason">Local</property></resource>',
  'letters-beyond-ascii':
    '<link rel="self" href="/s" title="\u00e9\u00df\u4e2d"/><property name="reason">Conflict</property>',
  'comment-beyond-ascii': '<!-- \u00e9 \u{1f600} --><property name="reason">Conflict</property>',
  'astral-letters':
    '<property name="reason">Conflict</property><resource rel="conversation" href="/c"><property name="topic">\u{1f600}</property></resource>',
  'markup-in-attributes':
    '<link rel="self" href="/s" title="a/&gt; > \'b\' &lt;/input>"/><property name="reason">Conflict</property>',
  'embedded-16-deep': embeddedXml(16),
  'embedded-32-deep': embeddedXml(32),
}

/** The samples of the page in the layouts that give the lengths it states (S-01, S-02). */
const SAMPLES = {
  'json/34-bytes': posting('application/json', operation.samples.json),
  'xml/149-bytes': posting('application/xml', operation.samples.xml),
}

export const success = area('success', 'Valid requests are accepted', [
  requirement({
    id: 'DIS-SUCCESS-01',
    level: 'MUST',
    title: 'accepts each documented reason with 204',
    statement: 'A live link answers a POST with any of the eight reasons, in JSON and in XML, with 204.',
    sources: ['F-18', 'F-33', 'F-02', 'F-16', 'F-19', 'F-20'],
    allowed: accepted,
    probes: mirrored(encoding =>
      operation.reasons.map(reason => ({
        id: `${encoding}/${reason}`,
        encoding,
        request: dismiss(encoding, reason),
      })),
    ),
  }),
  requirement({
    id: 'DIS-SUCCESS-02',
    level: 'MUST',
    title: 'accepts input without a reason',
    statement: '`reason` is not required: `{}` and an empty `input` element are answered with 204.',
    sources: ['S-10', 'F-17'],
    allowed: accepted,
    probes: mirrored(encoding => ({ id: `${encoding}/empty`, encoding, request: dismiss(encoding) })),
  }),
  requirement({
    id: 'DIS-SUCCESS-03',
    level: 'SHOULD',
    title: 'accepts a request without a body',
    statement:
      'The only input is optional and bodiless POSTs are usual: Content-Length 0 without Content-Type gives 204.',
    sources: ['S-11', 'F-28'],
    allowed: accepted,
    probes: [{ id: 'none/no-body', encoding: 'none', request: bodiless }],
  }),
  requirement({
    id: 'DIS-SUCCESS-04',
    level: 'SHOULD',
    title: 'accepts the reason as a query parameter',
    statement: 'Input of a POST may be given as query parameters instead of a body.',
    sources: ['S-25', 'F-22', 'F-23'],
    allowed: accepted,
    probes: [
      ...operation.reasons.map(
        (reason): ProbeRow => ({
          id: `query/${reason}`,
          encoding: 'query',
          request: query(reason),
        }),
      ),
      ...mirrored(encoding => ({
        id: `query/accept-${encoding}`,
        encoding: 'query' as const,
        request: withHeaders(query('Conflict'), ['Accept', mediaTypes[encoding]]),
      })),
      {
        id: 'query/percent-encoded',
        encoding: 'query',
        request: { target: { rawQuery: 'reason=%43onfl%69ct' } },
      },
    ],
  }),
  requirement({
    id: 'DIS-SUCCESS-05',
    level: 'MUST',
    title: 'ignores links and embedded resources in the input',
    statement:
      'Links and embedded resources inside POST input are ignored, so a full representation may be sent back.',
    sources: ['S-23', 'F-24'],
    allowed: accepted,
    families: families('links-noise', 'S-23', linksNoise, { allowed: accepted }),
    probes: [
      ...named(JSON_NOISE, (name, text) => ({
        id: `json/${name}`,
        encoding: 'json' as const,
        request: posting('application/json', text),
      })),
      ...named(XML_NOISE, (name, text) => ({
        id: `xml/${name}`,
        encoding: 'xml' as const,
        request: posting('application/xml', `<input xmlns="${NAMESPACE}">${text}</input>`),
      })),
    ],
  }),
  requirement({
    id: 'DIS-SUCCESS-06',
    level: 'MUST',
    title: "accepts the page's own samples byte for byte",
    statement:
      'The JSON sample of 34 bytes and the XML sample of 149 bytes are answered with 204, with no other header.',
    sources: ['S-01', 'S-02', 'F-12', 'F-19', 'F-20'],
    allowed: accepted,
    probes: named(SAMPLES, (id, request) => ({
      id,
      encoding: id.startsWith('json') ? ('json' as const) : ('xml' as const),
      request: { ...request, exact: true },
    })),
  }),
  requirement({
    id: 'DIS-SUCCESS-07',
    level: 'SHOULD',
    title: 'ignores or refuses an unknown query parameter',
    statement: 'Nothing is said about unknown query names: 204 and 400 are both legal.',
    sources: ['S-26', 'F-09'],
    allowed: statuses(204, 400),
    probes: mirrored(encoding => ({
      id: `${encoding}/unknown-name`,
      encoding,
      request: { ...dismiss(encoding, 'Conflict'), target: { query: [['conformance', '1']] } },
    })),
  }),
  requirement({
    id: 'DIS-SUCCESS-08',
    level: 'SHOULD',
    title: 'ignores or refuses an unknown reason in the query',
    statement: 'An old server may ignore query input, so an invalid `?reason=` may give 204 or 400.',
    sources: ['S-26'],
    allowed: statuses(204, 400),
    probes: ['CodecMismatch', 'Local', 'conflict', ''].map(reason => ({
      id: `query/${reason === '' ? 'empty' : reason}`,
      encoding: 'query',
      request: query(reason),
    })),
  }),
])
