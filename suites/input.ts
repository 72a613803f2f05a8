import { encodeBody } from '../engine/encode/body.ts'
import { mediaTypes, vendorMediaTypes } from '../engine/encode/media-types.ts'
import { extraMembers } from '../engine/generate/extra-members.ts'
import { jsonExtensions } from '../engine/generate/json-extensions.ts'
import { jsonMalformed } from '../engine/generate/json-malformed.ts'
import { notUtf8 } from '../engine/generate/not-utf8.ts'
import {
  letterCases,
  otherScalar,
  structure,
  unknownName,
  unknownReason,
} from '../engine/generate/schema-step-outside.ts'
import { xmlMalformed } from '../engine/generate/xml-malformed.ts'
import type { Outcome } from '../engine/model/requirement.ts'
import { operation } from '../schemas/load.ts'
import { JSON_EXTENSIONS, MALFORMED_JSON } from './texts/malformed-json.ts'
import { MALFORMED_XML } from './texts/malformed-xml.ts'
import { NOT_UTF8, TITLED, withBytes } from './texts/not-utf8.ts'
import { LETTER_CASE, ODD_REASONS, SPELLED_REASONS, UNKNOWN_REASONS } from './texts/reasons.ts'
import { anything, badRequest, statuses } from './write/expectations.ts'
import { families, family } from './write/families.ts'
import {
  acceptRows,
  doubtfulRows,
  quotedInOtherFormat,
  textRows,
  truncated,
  vendorTypeRow,
} from './write/input-rows.ts'
import { askingDismiss, posting, probe, withHeaders } from './write/requests.ts'
import { area, mirrored, named, type ProbeRow, requirement, seenLater } from './write/rows.ts'
import { inputXml, reasonXml, SAMPLE_CUT_SHORT, withReason } from './write/texts.ts'

const ns = operation.namespace

/** What a refused value may be called (S-19, S-72). */
const refusedParameter: Outcome = {
  ...badRequest,
  subcode: ['ParameterValidationFailure', 'DeserializationFailure', null],
}

/** To be refused is a SHOULD, and a requirement of its own (S-19). */
const acceptedOrRefusedParameter: readonly Outcome[] = [{ status: '2xx' }, refusedParameter]

const unknownReasons: readonly ProbeRow[] = [
  ...mirrored(quotedInOtherFormat),
  ...mirrored(encoding =>
    UNKNOWN_REASONS.map(reason => ({
      id: `${encoding}/${reason.replace(',', '-')}`,
      encoding,
      request: probe(encoding, withReason(encoding, reason)),
    })),
  ),
  ...textRows('json', ODD_REASONS),
  ...mirrored(encoding => [
    // A reader that stumbles over the spelling answers as it will, and fails elsewhere.
    ...textRows(encoding, SPELLED_REASONS[encoding]).map((row): ProbeRow => ({ ...row, only: ['2xx', 400] })),
    ...doubtfulRows(encoding, withReason(encoding, 'Bogus')),
    vendorTypeRow(encoding, withReason(encoding, 'Bogus')),
  ]),
  { id: 'xml/two-KiB', encoding: 'xml', request: probe('xml', reasonXml('Conflict'.repeat(256))) },
]

export const input = area('input', 'Invalid input is refused for what it is', [
  requirement({
    id: 'DIS-INPUT-01',
    level: 'SHOULD',
    title: 'refuses a reason outside the list with 400',
    statement:
      'The list of reasons is closed and an error for parameter values exists; a mapping to Unknown is not excluded.',
    sources: ['S-19', 'F-18'],
    allowed: statuses(400),
    families: families('unknown-reason', 'S-19', unknownReason, { allowed: statuses(400) }),
    probes: unknownReasons,
  }),
  requirement({
    id: 'DIS-INPUT-02',
    level: 'MUST',
    title: 'refuses a reason outside the list, if at all, as a bad parameter',
    statement:
      'A refused value is 400 BadRequest with subcode ParameterValidationFailure, DeserializationFailure or none.',
    sources: ['S-19', 'S-72', 'F-48'],
    allowed: acceptedOrRefusedParameter,
    families: families('unknown-reason', 'S-19', unknownReason, { allowed: acceptedOrRefusedParameter }),
    probes: unknownReasons,
  }),
  requirement({
    id: 'DIS-INPUT-03',
    level: 'MUST',
    title: 'refuses malformed JSON with 400',
    statement: 'Malformed JSON is the named example of BadRequest.',
    sources: ['S-27', 'F-51', 'R-10'],
    allowed: [badRequest],
    families: [family('json/malformed', 'S-27', jsonMalformed, { allowed: [badRequest] })],
    probes: [
      ...textRows('json', { malformed: SAMPLE_CUT_SHORT.json }).map(seenLater),
      ...textRows('json', MALFORMED_JSON),
      ...truncated('json'),
      ...acceptRows('json'),
      ...doubtfulRows('json', SAMPLE_CUT_SHORT.json),
      vendorTypeRow('json', SAMPLE_CUT_SHORT.json),
    ],
  }),
  requirement({
    id: 'DIS-INPUT-04',
    level: 'MUST',
    title: 'refuses malformed XML with 400',
    statement: 'Malformed XML is the named example of BadRequest.',
    sources: ['S-27', 'F-51', 'R-10'],
    allowed: [badRequest],
    families: [family('xml/malformed', 'S-27', xmlMalformed, { allowed: [badRequest] })],
    probes: [
      ...textRows('xml', { malformed: SAMPLE_CUT_SHORT.xml }).map(seenLater),
      ...textRows('xml', MALFORMED_XML),
      ...truncated('xml'),
      ...acceptRows('xml'),
      ...doubtfulRows('xml', SAMPLE_CUT_SHORT.xml),
      vendorTypeRow('xml', SAMPLE_CUT_SHORT.xml),
    ],
  }),
  requirement({
    id: 'DIS-INPUT-05',
    level: 'SHOULD',
    title: 'refuses well-known JSON extensions with 400',
    statement:
      'Comments, trailing commas and single quotes are no JSON, though a parser may accept extensions.',
    sources: ['S-27b'],
    allowed: statuses(400),
    families: [family('json/extensions', 'S-27b', jsonExtensions, { allowed: statuses(400) })],
    probes: textRows('json', JSON_EXTENSIONS),
  }),
  requirement({
    id: 'DIS-INPUT-06',
    level: 'SHOULD',
    title: 'refuses bytes that are not UTF-8 with 400',
    statement:
      'JSON is exchanged in UTF-8 and XML without another declaration is UTF-8; some decoders replace what they cannot read.',
    sources: ['S-27c'],
    allowed: statuses(400),
    families: families('not-utf8', 'S-27c', notUtf8, { allowed: statuses(400) }),
    probes: mirrored(encoding =>
      named(NOT_UTF8, (name, replacement) => [
        {
          id: `${encoding}/${name}`,
          encoding,
          request: probe(encoding, withBytes(withReason(encoding, 'Con~flict'), '~', replacement)),
        },
        {
          id: `${encoding}/${name}-beside`,
          encoding,
          request: probe(encoding, withBytes(TITLED[encoding], '~', replacement)),
        },
      ]).flat(),
    ),
  }),
  requirement({
    id: 'DIS-INPUT-07',
    level: 'SHOULD',
    title: 'accepts or refuses another letter case of value or name',
    statement: 'Walk-throughs spell input names in other letter cases; no rule says whether case matters.',
    sources: ['S-20', 'F-25'],
    allowed: statuses(204, 400),
    families: families('letter-case', 'S-20', letterCases, { allowed: statuses(204, 400) }),
    probes: mirrored(encoding => textRows(encoding, LETTER_CASE[encoding])),
  }),
  requirement({
    id: 'DIS-INPUT-08',
    level: 'SHOULD',
    title: 'accepts or refuses null, an empty string, a number, a boolean',
    statement: 'Readers may map ordinals or take null for absent: 204 and 400 are both legal.',
    sources: ['S-21'],
    allowed: statuses(204, 400),
    families: families('other-scalar', 'S-21a', otherScalar, { allowed: statuses(204, 400) }),
    probes: [
      ...textRows('json', {
        null: '{"reason":null}',
        'empty-string': '{"reason":""}',
        zero: '{"reason":0}',
        seven: '{"reason":7}',
        'out-of-range': '{"reason":99}',
        fraction: '{"reason":1.5}',
        true: '{"reason":true}',
        false: '{"reason":false}',
      }),
      ...textRows('xml', {
        'empty-element': reasonXml(''),
        'empty-element-tag': inputXml('<property name="reason"/>'),
        number: reasonXml('1'),
      }),
    ],
  }),
  requirement({
    id: 'DIS-INPUT-09',
    level: 'SHOULD',
    title: 'refuses an array or object as the reason with 400',
    statement: '`reason` holds one value of an enumeration.',
    sources: ['S-21'],
    allowed: statuses(400),
    families: [family('json/structure', 'S-21b', structure.json, { allowed: statuses(400) })],
    probes: textRows('json', {
      array: '{"reason":["Conflict"]}',
      'empty-array': '{"reason":[]}',
      object: '{"reason":{"reason":"Conflict"}}',
      'empty-object': '{"reason":{}}',
      'object-with-a-value': '{"reason":{"value":"Conflict"}}',
    }),
  }),
  requirement({
    id: 'DIS-INPUT-10',
    level: 'SHOULD',
    title: 'accepts or refuses an unknown property',
    statement: 'Tolerance is demanded of clients, not promised of servers: 204 and 400 are both legal.',
    sources: ['S-22'],
    allowed: statuses(204, 400),
    families: [
      ...families('extra-members', 'S-22', extraMembers, { allowed: statuses(204, 400) }),
      ...families('unknown-name', 'S-22', unknownName, { allowed: statuses(204, 400) }),
    ],
    probes: [
      ...textRows('json', {
        'extra-string': '{"reason":"Conflict","note":"x"}',
        'extra-object': '{"reason":"Conflict","note":{"a":[1,2]}}',
        'extra-only': '{"note":"x"}',
      }),
      ...textRows('xml', {
        'extra-property': inputXml(
          '<property name="reason">Conflict</property><property name="note">x</property>',
        ),
        'extra-list': inputXml(
          '<property name="reason">Conflict</property><propertyList name="notes"><item>x</item></propertyList>',
        ),
        'extra-only': inputXml('<property name="note">x</property>'),
      }),
    ],
  }),
  requirement({
    id: 'DIS-INPUT-11',
    level: 'OBSERVE',
    title: 'resolves duplicates in its own way',
    statement:
      'No precedence is named for a property given twice, or in body and query with different values.',
    sources: ['S-24'],
    allowed: anything,
    probes: [
      ...textRows('json', {
        'equal-twice': '{"reason":"Conflict","reason":"Conflict"}',
        'different-twice': '{"reason":"Conflict","reason":"Unknown"}',
        'valid-and-unknown': '{"reason":"Conflict","reason":"Bogus"}',
      }),
      ...textRows('xml', {
        'different-twice': inputXml(
          '<property name="reason">Conflict</property><property name="reason">Unknown</property>',
        ),
      }),
      ...mirrored(encoding => ({
        id: `${encoding}/body-and-query`,
        encoding,
        request: {
          ...askingDismiss(encoding, 'Conflict'),
          target: { query: [['reason', 'Unknown'] as const] },
        },
      })),
    ],
  }),
  requirement({
    id: 'DIS-INPUT-12',
    level: 'SHOULD',
    title: 'accepts or refuses a Content-Type without a body',
    statement: 'Empty text is neither JSON nor XML, yet nothing was required: 204 and 400 are both legal.',
    sources: ['S-12'],
    allowed: statuses(204, 400),
    probes: mirrored(encoding => ({ id: `${encoding}/empty-body`, encoding, request: probe(encoding, '') })),
  }),
  requirement({
    id: 'DIS-INPUT-13',
    level: 'SHOULD',
    title: 'accepts or refuses a body without Content-Type',
    statement: 'No default media type is named: 204, 400 and 415 are legal.',
    sources: ['S-13'],
    allowed: statuses(204, 400, 415),
    probes: mirrored(encoding => ({
      id: `${encoding}/no-content-type`,
      encoding,
      request: { headers: [['Accept', mediaTypes[encoding]]], body: encodeBody(encoding, 'Conflict') },
    })),
  }),
  requirement({
    id: 'DIS-INPUT-14',
    level: 'SHOULD',
    title: 'refuses one format under the media type of the other',
    statement: 'JSON text is malformed as XML and the other way round: 400, or 415.',
    sources: ['S-28'],
    allowed: statuses(400, 415),
    probes: [
      {
        id: 'json/under-xml-type',
        encoding: 'json',
        request: withHeaders(posting('application/xml', encodeBody('json', 'Conflict')), [
          'Accept',
          'application/json',
        ]),
      },
      {
        id: 'json/under-vendor-xml-type',
        encoding: 'json',
        request: posting(vendorMediaTypes.xml, encodeBody('json', 'Conflict')),
      },
      {
        id: 'xml/under-vendor-json-type',
        encoding: 'xml',
        request: posting(vendorMediaTypes.json, encodeBody('xml', 'Conflict')),
      },
      {
        id: 'json/empty-object-under-xml-type',
        encoding: 'json',
        request: posting('application/xml', encodeBody('json')),
      },
      {
        id: 'xml/under-json-type',
        encoding: 'xml',
        request: withHeaders(posting('application/json', encodeBody('xml', 'Conflict')), [
          'Accept',
          'application/xml',
        ]),
      },
      {
        id: 'xml/empty-input-under-json-type',
        encoding: 'xml',
        request: posting('application/json', encodeBody('xml')),
      },
    ],
  }),
  requirement({
    id: 'DIS-INPUT-15',
    level: 'SHOULD',
    title: 'refuses a JSON document that is no object with 400',
    statement: 'A resource is a JSON object: a top-level array, string or number is none.',
    sources: ['S-28'],
    allowed: statuses(400),
    probes: textRows('json', {
      array: '[]',
      'array-of-objects': '[{"reason":"Conflict"}]',
      string: '"Conflict"',
      number: '42',
      'empty-string': '""',
      zero: '0',
      true: 'true',
    }),
  }),
  requirement({
    id: 'DIS-INPUT-16',
    level: 'OBSERVE',
    title: 'reads other shapes of XML in its own way',
    statement: 'XML input has no written schema: namespace, root, property form and DTDs are open.',
    sources: ['S-29', 'F-21'],
    allowed: anything,
    probes: textRows('xml', {
      'no-namespace': '<input><property name="reason">Conflict</property></input>',
      'other-namespace': '<input xmlns="urn:other"><property name="reason">Conflict</property></input>',
      'other-root': `<resource xmlns="${ns}"><property name="reason">Conflict</property></resource>`,
      'reason-element': inputXml('<reason>Conflict</reason>'),
      'reason-attribute': `<input xmlns="${ns}" reason="Conflict"/>`,
      dtd: `<!DOCTYPE input>${reasonXml('Conflict')}`,
      'comment-in-value': reasonXml('Con<!-- -->flict'),
    }),
  }),
  requirement({
    id: 'DIS-INPUT-17',
    level: 'SHOULD',
    title: 'refuses a body of white space alone with 400',
    statement:
      'White space is no JSON value and no XML element, though some readers take it for an absent body.',
    sources: ['S-27', 'S-12'],
    allowed: [badRequest],
    probes: mirrored(encoding =>
      named({ blank: ' ', 'line-ends': '\r\n\r\n' }, (name, text) => ({
        id: `${encoding}/${name}`,
        encoding,
        request: probe(encoding, text),
      })),
    ),
  }),
])
