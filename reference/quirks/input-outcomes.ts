import { operation } from '../../schemas/load.ts'
import {
  drop,
  ifRefused,
  mend,
  prepare,
  readAsEmpty,
  readReasonAs,
  refuse,
  refuseInstead,
  refuseWithPage,
} from '../changes.ts'
import {
  all,
  any,
  bare,
  bodiless,
  bodyHas,
  bodyOver,
  extraProperty,
  foreignType,
  header,
  inQuery,
  json,
  nameInOtherCase,
  not,
  notUtf8,
  reasonInOtherCase,
  reasonSent,
  repeatedProperty,
  spacedReason,
  typed,
  unknownReason,
  untyped,
  xml,
} from '../conditions.ts'
import type { Quirk } from '../peculiarity.ts'

const form = typed(/x-www-form-urlencoded/i)
const preconditions = any(header('if-match'), header('if-none-match'))
const unacceptable = header('accept', /^(?!.*(json|xml|\*))/i)
const otherQueryName = (call: { query: URLSearchParams }) =>
  [...call.query.keys()].some(name => name !== 'reason')

export const inputOutcomes: readonly Quirk[] = [
  // S-10 … S-16: bodies and types
  {
    id: 'bodiless-post-refused',
    says: 'Answers 400 to a POST without body and type (S-11).',
    shows: 'POST, Content-Length: 0',
    warns: ['DIS-SUCCESS-03'],
    hooks: [{ at: 'media', when: bare, do: refuse(400) }],
  },
  {
    id: 'empty-typed-body-accepted',
    says: 'Takes an empty body with a type for no input (S-12).',
    shows: 'JSON, zero bytes',
    hooks: [{ at: 'decode', when: bodiless, do: readAsEmpty }],
  },
  {
    id: 'untyped-body-accepted',
    says: 'Takes a body without Content-Type for JSON or XML by its first character (S-13).',
    shows: '{"reason":"Unknown"} without Content-Type',
    hooks: [
      {
        at: 'media',
        when: all(untyped, not(bodiless)),
        do: (call, proceed) => {
          call.request.headers['content-type'] = `application/${bodyHas(/^\s*</)(call) ? 'xml' : 'json'}`
          return proceed()
        },
      },
    ],
  },
  {
    id: 'untyped-body-is-400',
    says: 'Answers 400 to a body without Content-Type (S-13).',
    shows: '{"reason":"Unknown"} without Content-Type',
    hooks: [{ at: 'media', when: all(untyped, not(bodiless)), do: refuse(400) }],
  },
  {
    id: 'foreign-type-gone',
    says: 'Answers 410 to foreign types, as five invitation pages print it (S-15).',
    shows: 'Content-Type: text/plain with x',
    warns: ['DIS-MEDIA-03'],
    hooks: [{ at: 'media', when: all(foreignType, not(form), not(bodiless)), do: refuse(410) }],
  },
  {
    id: 'form-accepted',
    says: 'Reads a form as if it were a query (S-16).',
    shows: 'Content-Type: application/x-www-form-urlencoded with reason=Unknown',
    hooks: [{ at: 'media', when: form, do: ifRefused(() => undefined) }],
  },
  {
    id: 'form-is-400',
    says: 'Answers 400 to a form (S-16).',
    shows: 'Content-Type: application/x-www-form-urlencoded with reason=Unknown',
    hooks: [{ at: 'media', when: form, do: refuse(400) }],
  },
  {
    id: 'second-vendor-spelling-accepted',
    says: 'Accepts the vendor types as the versioning page spells them (S-17).',
    shows: 'Content-Type: application/vnd.microsoft.ucwa+json',
    hooks: [
      {
        at: 'media',
        when: typed(/vnd\.microsoft\.ucwa\+/i),
        do: prepare(call => {
          call.request.headers['content-type'] = `application/${xml(call) ? 'xml' : 'json'}`
        }),
      },
    ],
  },
  {
    id: 'other-charsets-accepted',
    says: 'Accepts the charset us-ascii and ISO 8859-1 (S-18).',
    shows: 'Content-Type: application/json; charset=us-ascii',
    hooks: [
      {
        at: 'media',
        when: typed(/charset="?(us-ascii|iso-8859-1)/i),
        do: prepare(call => {
          call.request.headers['content-type'] = `application/${xml(call) ? 'xml' : 'json'}`
        }),
      },
    ],
  },
  {
    id: 'bom-refused',
    says: 'Answers 400 to a byte order mark (S-18).',
    shows: 'JSON {} behind a byte order mark',
    hooks: [{ at: 'decode', when: bodyHas(/^\ufeff/), do: refuse(400) }],
  },
  // S-19 … S-24: values
  {
    id: 'unknown-reason-read-as-unknown',
    says: 'Reads any unknown reason as Unknown (S-19).',
    shows: 'JSON {"reason":"Nonsense"}',
    warns: ['DIS-INPUT-01'],
    hooks: [{ at: 'validate', when: unknownReason, do: readReasonAs('Unknown') }],
  },
  {
    id: 'unknown-reason-without-subcode',
    says: 'Refuses unknown reasons without a subcode (S-19).',
    shows: 'JSON {"reason":"Nonsense"}',
    hooks: [{ at: 'validate', do: refuseInstead(400) }],
  },
  {
    id: 'unknown-reason-is-deserialization-failure',
    says: 'Refuses unknown reasons as DeserializationFailure (S-19).',
    shows: 'JSON {"reason":"Nonsense"}',
    hooks: [{ at: 'validate', do: refuseInstead(400, { subcode: 'DeserializationFailure' }) }],
  },
  {
    id: 'letter-case-ignored',
    says: 'Reads reasons in any letter case (S-20).',
    shows: 'JSON {"reason":"conflict"}',
    hooks: [{ at: 'validate', when: reasonInOtherCase, do: readReasonAs('Unknown') }],
  },
  {
    id: 'name-case-refused',
    says: 'Refuses the name in other letter case (S-20).',
    shows: 'JSON {"Reason":"Conflict"}',
    hooks: [{ at: 'validate', when: nameInOtherCase, do: refuse(400) }],
  },
  {
    id: 'null-reason-accepted',
    says: 'Takes null and an empty text for no reason (S-21).',
    shows: 'JSON {"reason":null}',
    hooks: [
      {
        at: 'validate',
        when: reasonSent(reason => reason === null || reason === ''),
        do: readReasonAs('Unknown'),
      },
    ],
  },
  {
    id: 'number-reason-accepted',
    says: 'Takes numbers for the reason at that position, and booleans for 0 and 1 (S-21).',
    shows: 'JSON {"reason":1}',
    hooks: [
      {
        at: 'validate',
        when: reasonSent(reason => typeof reason === 'number' || typeof reason === 'boolean'),
        do: prepare(call => {
          call.input = { reason: operation.reasons[Number(call.input?.reason)] ?? 'Unknown' }
        }),
      },
    ],
  },
  {
    id: 'extra-input-refused',
    says: 'Refuses properties that it does not know (S-22).',
    shows: 'JSON {"reason":"Unknown","extra":1}',
    hooks: [
      { at: 'validate', when: extraProperty, do: refuse(400, { subcode: 'ParameterValidationFailure' }) },
    ],
  },
  {
    id: 'duplicate-properties-refused',
    says: 'Refuses the same XML property twice; of JSON members the last wins (S-24).',
    shows:
      'XML <input><property name="reason">Unknown</property><property name="reason">Conflict</property></input>',
    hooks: [
      {
        at: 'validate',
        when: repeatedProperty,
        do: refuse(400),
      },
    ],
  },
  {
    id: 'query-wins-over-body',
    says: 'Refuses a reason in body and query that differ (S-24).',
    shows: 'POST ?reason=Unknown with JSON {"reason":"Conflict"}',
    hooks: [{ at: 'decode', when: all(inQuery, not(bodiless)), do: refuse(400) }],
  },
  // S-25, S-26: the query
  {
    id: 'query-ignored',
    says: 'Ignores the query (S-25, S-26).',
    shows: 'POST ?reason=Nonsense',
    hooks: [{ at: 'decode', do: prepare(call => call.query.delete('reason')) }],
  },
  {
    id: 'query-reason-is-400',
    says: 'Refuses a reason in the query (S-25).',
    shows: 'POST ?reason=Unknown',
    warns: ['DIS-SUCCESS-04'],
    hooks: [{ at: 'decode', when: inQuery, do: refuse(400) }],
  },
  {
    id: 'unknown-query-names-refused',
    says: 'Answers 400 to query names other than reason (S-26).',
    shows: 'POST ?other=1',
    hooks: [{ at: 'decode', when: otherQueryName, do: refuse(400) }],
  },
  // S-27 … S-31: syntax and size
  {
    id: 'json-read-leniently',
    says: 'Accepts comments, trailing commas, single quotes, unquoted names and NaN (S-27b).',
    shows: 'JSON {"reason":"Unknown",}',
    // Its reader replaces bytes that are not UTF-8, which S-27c calls a warning.
    warns: ['DIS-INPUT-05', 'DIS-INPUT-06'],
    hooks: [
      {
        at: 'decode',
        when: json,
        do: mend(text =>
          text
            .replace(/\/\*.*?\*\/|\/\/[^\n]*/gs, '')
            .replace(/'([^'"]*)'/g, '"$1"')
            .replace(/([{,]\s*)([A-Za-z_]\w*)(\s*:)/g, '$1"$2"$3')
            .replace(/:\s*-?(NaN|Infinity)\b/g, ':0')
            .replace(/,(\s*[}\]])/g, '$1'),
        ),
      },
    ],
  },
  {
    id: 'broken-utf8-replaced',
    says: 'Replaces bytes that are not UTF-8 (S-27c).',
    shows: 'JSON with the byte 0xFF in a string',
    warns: ['DIS-INPUT-06'],
    hooks: [{ at: 'decode', when: notUtf8, do: mend(text => text) }],
  },
  {
    id: 'wrong-format-is-415',
    says: 'Answers 415 to JSON under an XML type and to XML under a JSON type (S-28).',
    shows: 'Content-Type: application/xml with {"reason":"Unknown"}',
    hooks: [
      { at: 'decode', when: any(all(xml, bodyHas(/^\s*\{/)), all(json, bodyHas(/^\s*</))), do: refuse(415) },
    ],
  },
  {
    id: 'malformed-without-subcode',
    says: 'Refuses malformed bodies without a subcode (S-27).',
    shows: 'JSON {"reason":',
    hooks: [{ at: 'decode', do: refuseInstead(400) }],
  },
  {
    id: 'other-namespaces-accepted',
    says: 'Reads XML of any namespace, or none, and any root (S-29).',
    shows: 'XML <input><property name="reason">Unknown</property></input> without namespace',
    // Its reader replaces bytes that are not UTF-8, which S-27c calls a warning.
    warns: ['DIS-INPUT-06'],
    hooks: [
      {
        at: 'decode',
        when: xml,
        do: mend(text =>
          /<!DOCTYPE/.test(text)
            ? text
            : text.replace(
                /^(\s*(?:<\?.*?\?>\s*)?<)([A-Za-z]\w*)(?: xmlns="[^"]*")?([^>]*>.*<\/)\2(\s*>\s*)$/s,
                `$1input xmlns="${operation.namespace}"$3input$4`,
              ),
        ),
      },
    ],
  },
  {
    id: 'white-space-kept',
    says: 'Keeps the white space around a value, and so refuses it (R-03).',
    shows: 'XML <property name="reason"> Unknown </property>',
    hooks: [
      {
        at: 'validate',
        when: spacedReason,
        do: refuse(400, { subcode: 'ParameterValidationFailure' }),
      },
    ],
  },
  {
    id: 'limit-of-16-kib-is-413',
    says: 'Refuses bodies over 16 KiB with 413 (S-31).',
    shows: 'JSON of 1 MiB',
    hooks: [{ at: 'media', when: bodyOver(16 * 1024), do: refuse(413) }],
  },
  {
    id: 'limit-of-16-kib-is-404',
    says: 'IIS filters bodies over 16 KiB with 404 (S-31).',
    shows: 'JSON of 1 MiB',
    hooks: [{ at: 'media', when: bodyOver(16 * 1024), do: refuseWithPage(404, 'Not Found') }],
  },
  {
    id: 'limit-of-16-kib-closes',
    says: 'Closes the connection on bodies over 16 KiB (S-31).',
    shows: 'JSON of 1 MiB',
    hooks: [{ at: 'media', when: bodyOver(16 * 1024), do: drop }],
  },
  // S-33 … S-36: headers
  {
    id: 'version-not-a-number-ignored',
    says: 'Ignores a demanded version that is not a number (S-33).',
    shows: 'X-MS-RequiresMinResourceVersion: latest',
    hooks: [
      { at: 'version', when: header('x-ms-requiresminresourceversion', /[^\d.]/), do: () => undefined },
    ],
  },
  {
    id: 'preconditions-fail',
    says: 'Answers 412 to If-Match and If-None-Match (S-35).',
    shows: 'If-Match: "1"',
    hooks: [{ at: 'version', when: preconditions, do: refuse(412) }],
  },
  {
    id: 'accept-not-served-is-406',
    says: 'Answers 406 where the client accepts neither JSON nor XML (S-36).',
    shows: 'Accept: text/plain',
    hooks: [{ at: 'media', when: unacceptable, do: refuse(406) }],
  },
]
