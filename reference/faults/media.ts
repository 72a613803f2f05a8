import { prepare, refuse, refuseInstead } from '../changes.ts'
import {
  acceptsOnly,
  all,
  answers,
  any,
  bodiless,
  bodyHas,
  charset,
  foreignType,
  header,
  json,
  not,
  typed,
  xml,
} from '../conditions.ts'
import { sendRaw, serialize } from '../wire.ts'
import { breaking } from './breaking.ts'

const unsupported = refuse(415, { subcode: 'UnsupportedMediaType' })
const foreignBody = all(foreignType, not(bodiless), not(typed(/x-www-form-urlencoded/i)))

const readAs = (format: 'json' | 'xml') =>
  prepare(call => {
    call.request.headers['content-type'] = `application/${format}`
  })

export const media = [
  ...breaking('MUST', 'DIS-MEDIA-01', [
    {
      id: 'vendor-json-refused',
      says: 'Does not know the vendor type of JSON.',
      shows: 'Content-Type: application/vnd.microsoft.com.ucwa+json',
      at: 'media',
      when: typed(/ucwa\+json/i),
      do: unsupported,
    },
    {
      id: 'vendor-xml-refused',
      says: 'Does not know the vendor type of XML.',
      shows: 'Content-Type: application/vnd.microsoft.com.ucwa+xml',
      at: 'media',
      when: typed(/ucwa\+xml/i),
      do: unsupported,
    },
    {
      id: 'vendor-xml-read-as-json',
      says: 'Reads every vendor type as JSON.',
      shows: 'Content-Type: application/vnd.microsoft.com.ucwa+xml',
      at: 'media',
      when: typed(/ucwa\+xml/i),
      do: readAs('json'),
    },
  ]),
  ...breaking('MUST', 'DIS-MEDIA-02', [
    {
      id: 'foreign-type-accepted',
      says: 'Reads JSON and XML under any media type.',
      shows: 'Content-Type: text/plain with {"reason":"Unknown"}',
      at: 'media',
      when: all(foreignBody, bodyHas(/^\s*[{<]/)),
      do: (call, proceed) =>
        readAs(call.body.toString().trimStart().startsWith('<') ? 'xml' : 'json')(call, proceed),
    },
    {
      id: 'foreign-type-ignored',
      says: 'Accepts a body of a foreign type without reading it.',
      shows: 'Content-Type: application/sdp with v=0',
      at: 'media',
      when: foreignBody,
      do: () => undefined,
    },
    {
      id: 'foreign-type-is-400',
      says: 'Answers 400 to foreign types.',
      shows: 'Content-Type: text/plain with x',
      at: 'media',
      when: foreignBody,
      do: refuseInstead(400),
    },
    {
      id: 'foreign-type-fails',
      says: 'Answers 500 to foreign types.',
      shows: 'Content-Type: text/plain with x',
      at: 'media',
      when: foreignBody,
      do: refuseInstead(500),
    },
    {
      id: 'foreign-type-is-406',
      says: 'Answers 406 to foreign types.',
      shows: 'Content-Type: text/plain with x',
      at: 'media',
      when: foreignBody,
      do: refuseInstead(406),
    },
    {
      id: 'foreign-type-answer-cut-off',
      says: 'Closes the connection in the middle of the header section of a 415.',
      shows: 'Content-Type: text/plain with x',
      at: 'write',
      when: answers(415),
      do: sendRaw(reply => serialize(reply).subarray(0, 40)),
    },
  ]),
  ...breaking('SHOULD', 'DIS-MEDIA-03', [
    {
      id: 'foreign-type-is-410',
      says: 'Answers 410 to foreign types, as five invitation pages print it.',
      shows: 'Content-Type: text/plain with x',
      at: 'media',
      when: foreignBody,
      do: refuseInstead(410),
    },
    {
      id: 'sdp-is-410',
      says: 'Answers 410 to a session description.',
      shows: 'Content-Type: application/sdp with v=0',
      at: 'media',
      when: typed(/^application\/sdp/i),
      do: refuse(410),
    },
  ]),
  ...breaking('MUST', 'DIS-MEDIA-04', [
    {
      id: 'media-type-in-capitals-refused',
      says: 'Compares media types letter for letter.',
      shows: 'Content-Type: APPLICATION/JSON',
      at: 'media',
      when: typed(/^[^;]*[A-Z]/),
      do: unsupported,
    },
    {
      id: 'subtype-in-capitals-refused',
      says: 'Ignores letter case in the type, not in the subtype.',
      shows: 'Content-Type: application/JSON',
      at: 'media',
      when: typed(/^[a-z]+\/[^;]*[A-Z]/),
      do: unsupported,
    },
    {
      id: 'xml-type-in-capitals-is-404',
      says: 'Answers 404 to XML types that have capitals.',
      shows: 'Content-Type: Application/Xml',
      at: 'media',
      when: all(xml, typed(/^[^;]*[A-Z]/)),
      do: refuse(404),
    },
  ]),
  ...breaking('SHOULD', 'DIS-MEDIA-05', [
    {
      id: 'charset-refused',
      says: 'Refuses a media type that has a charset.',
      shows: 'Content-Type: application/json; charset=utf-8',
      at: 'media',
      when: charset,
      do: unsupported,
    },
    {
      id: 'charset-refused-for-xml',
      says: 'Refuses a charset on XML only.',
      shows: 'Content-Type: application/xml; charset=utf-8',
      at: 'media',
      when: all(xml, charset),
      do: unsupported,
    },
    {
      id: 'blank-before-parameter-refused',
      says: 'Takes the blank before a semicolon for a part of the media type.',
      shows: 'Content-Type: application/json ; charset=utf-8',
      at: 'media',
      when: typed(/ ;/),
      do: unsupported,
    },
    {
      id: 'charset-without-space-refused',
      says: 'Answers 400 to JSON that has a charset.',
      shows: 'Content-Type: application/json;charset=utf-8',
      at: 'media',
      when: all(json, charset),
      do: refuse(400),
    },
  ]),
  ...breaking('SHOULD', 'DIS-MEDIA-06', [
    {
      id: 'quoted-charset-refused',
      says: 'Refuses a charset in quotes.',
      shows: 'Content-Type: application/json; charset="utf-8"',
      at: 'media',
      when: typed(/charset="/i),
      do: unsupported,
    },
    {
      id: 'charset-name-in-capitals-is-400',
      says: 'Answers 400 to the parameter name charset in other letter case.',
      shows: 'Content-Type: application/json; CHARSET=utf-8',
      at: 'media',
      when: all(charset, not(typed(/;\s*charset=/))),
      do: refuse(400),
    },
  ]),
  ...breaking('SHOULD', 'DIS-MEDIA-09', [
    {
      id: 'form-fails',
      says: 'Answers 500 to a form.',
      shows: 'Content-Type: application/x-www-form-urlencoded with reason=Unknown',
      at: 'media',
      when: typed(/x-www-form-urlencoded/i),
      do: refuse(500),
    },
    {
      id: 'form-is-404',
      says: 'Answers 404 to a form.',
      shows: 'Content-Type: application/x-www-form-urlencoded with reason=Unknown',
      at: 'media',
      when: typed(/x-www-form-urlencoded/i),
      do: refuse(404),
    },
  ]),
  ...breaking('SHOULD', 'DIS-MEDIA-10', [
    {
      id: 'accept-not-served-is-415',
      says: 'Answers 415 where the client accepts neither JSON nor XML.',
      shows: 'Accept: text/plain',
      at: 'media',
      when: header('accept', /^text\/plain$/i),
      do: refuse(415),
    },
    {
      id: 'accept-not-served-fails',
      says: 'Answers 500 where the client accepts neither JSON nor XML.',
      shows: 'Accept: text/plain',
      at: 'media',
      when: header('accept', /^(?!.*(json|xml|\*))/i),
      do: refuse(500),
    },
  ]),
  ...breaking('SHOULD', 'DIS-MEDIA-11', [
    {
      id: 'accept-xml-refused',
      says: 'Answers 406 where the client prefers XML.',
      shows: 'Accept: application/xml',
      at: 'media',
      when: acceptsOnly('xml'),
      do: refuse(406),
    },
    {
      id: 'accept-vendor-type-refused',
      says: 'Answers 406 to the vendor types in Accept.',
      shows: 'Accept: application/vnd.microsoft.com.ucwa+json',
      at: 'media',
      when: header('accept', /ucwa\+/i),
      do: refuse(406),
    },
    {
      id: 'accept-must-match-content-type',
      says: 'Answers 406 where Accept names another format than Content-Type.',
      shows: 'Accept: application/xml with a JSON body',
      at: 'media',
      when: any(all(json, acceptsOnly('xml')), all(xml, acceptsOnly('json'))),
      do: refuse(406),
    },
  ]),
  ...breaking('SHOULD', 'DIS-MEDIA-12', [
    {
      id: 'text-json-accepted',
      says: 'Takes text/json for JSON.',
      shows: 'JSON {} as text/json',
      at: 'media',
      when: typed(/^text\/json/i),
      do: readAs('json'),
    },
    {
      id: 'text-xml-accepted',
      says: 'Takes text/xml for XML.',
      shows: 'XML <input/> as text/xml',
      at: 'media',
      when: typed(/^text\/xml/i),
      do: readAs('xml'),
    },
  ]),
]
