import type { Arbitrary } from 'fast-check'
import { encodeBody } from '../encode/body.ts'
import { escapeXml } from '../encode/xml.ts'
import type { GeneratedBody } from '../model/requirement.ts'
import { type ByEncoding, bodies, type Choose, pick } from './choices.ts'
import { insertSomewhere, namespace, pickReason } from './vocabulary.ts'

type NearMiss = (choose: Choose, reason: string) => string

/** Members of the neighbouring enumerations (CallDeclineReason, CallTerminationReason) and a mere error subcode. */
const neighbours = [
  'Global',
  'Local',
  'CodecMismatch',
  'MediaConnectivityFailure',
  'InsufficientBandwidthRerouteOverPstn',
  'UserInitiatedAction',
  'Cancel',
  'MediaTimeout',
  'None',
] as const

/** Letters of other scripts that look like those of the reasons. */
const lookAlikes: Readonly<Record<string, string>> = {
  a: '\u0430',
  e: '\u0435',
  i: '\u0456',
  o: '\u043e',
  c: '\u0441',
  C: '\u0421',
  M: '\u041c',
  I: '\u0406',
  U: '\uff35',
  d: '\uff44',
  f: '\ufb00',
  n: '\u0578',
}

/** What turns one of the eight into something else wherever it is put. */
const intruders = ['x', '0', ' ', '-', '.', ',', '\u0301', '\u200b', '\u00ad', '\u{1f600}', '&', '<'] as const
const suffixes = ['s', '2', 'Reason', ',Conflict', '|Unknown', '/', ';', '%20', '\u2063'] as const

/** Each makes of one of the eight a text that is none of them, in any letter case, with or without white space around. */
const nearMisses: readonly [NearMiss, ...NearMiss[]] = [
  (choose, reason) => reason.slice(0, -1 - choose(reason.length - 1)),
  (choose, reason) => reason.slice(1 + choose(reason.length - 1)),
  (choose, reason) => insertInside(choose, reason, pick(choose, intruders)),
  (choose, reason) => reason + pick(choose, suffixes),
  (_, reason) => reason + reason,
  (_, reason) => `DeclineReason.${reason}`,
  (_, reason) => reason.replace(/[aeicCMIUdfno]/g, letter => lookAlikes[letter] ?? letter),
  (choose, reason) => reason.repeat(2 + choose(100)),
  choose => pick(choose, neighbours),
  choose => pick(choose, neighbours),
]

function insertInside(choose: Choose, text: string, inserted: string): string {
  return text.charAt(0) + insertSomewhere(choose, text.slice(1, -1), inserted) + text.slice(-1)
}

/** JSON strings carry more: white space is part of them, and so are control characters and lone surrogates. */
const jsonIntruders = ['\n', '\u0000', '\ud800', '\udc00', '\uffff'] as const

function writeNearMiss(choose: Choose): string {
  return pick(choose, nearMisses)(choose, pickReason(choose))
}

function writeJsonNearMiss(choose: Choose): string {
  const reason = pickReason(choose)
  return pick(choose, [
    writeNearMiss(choose),
    ` ${reason}`,
    `${reason} `,
    insertSomewhere(choose, reason, pick(choose, jsonIntruders)),
    String(choose(20)),
  ])
}

/** `enum`: a value outside the eight (S-19). Row `S-19`. */
export const unknownReason: ByEncoding = {
  json: bodies('json', choose => encodeBody('json', writeJsonNearMiss(choose))),
  xml: bodies('xml', choose => encodeBody('xml', writeNearMiss(choose))),
}

/** The text with at least one letter in the other case. */
function swapCase(choose: Choose, text: string): string {
  const swap = (letter: string): string =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()
  const from = choose(text.length)
  const sure = [...text].findIndex((letter, index) => index >= from && swap(letter) !== letter)
  return Array.from(text, (letter, index) =>
    index === sure || choose(3) === 2 ? swap(letter) : letter,
  ).join('')
}

interface Named {
  readonly name: string
  readonly value: string
}

function writeNamed(encoding: 'json' | 'xml', { name, value }: Named): string {
  return encoding === 'json'
    ? `{${JSON.stringify(name)}:${JSON.stringify(value)}}`
    : `<input xmlns="${namespace}"><property name="${escapeXml(name)}">${escapeXml(value)}</property></input>`
}

function letterCase(encoding: 'json' | 'xml'): Arbitrary<GeneratedBody> {
  return bodies(encoding, choose => {
    const reason = pickReason(choose)
    const where = pick(choose, ['value', 'name', 'both'])
    return writeNamed(encoding, {
      name: where === 'value' ? 'reason' : swapCase(choose, 'reason'),
      value: where === 'name' ? reason : swapCase(choose, reason),
    })
  })
}

/** `enum` and `properties`: value, name or both in another letter case (S-20). Row `S-20`. */
export const letterCases: ByEncoding = { json: letterCase('json'), xml: letterCase('xml') }

const nameMisses = [
  'reasons',
  'reaso',
  'eason',
  'reason ',
  ' reason',
  're-ason',
  '@reason',
  '$reason',
  'reason[]',
  'declineReason',
  'code',
  'subcode',
  '',
  'r\u0435ason',
  'reason\u200b',
] as const

function propertyName(encoding: 'json' | 'xml'): Arbitrary<GeneratedBody> {
  return bodies(encoding, choose =>
    writeNamed(encoding, { name: pick(choose, nameMisses), value: pickReason(choose) }),
  )
}

/** `properties`: a name that is nearly `reason` (S-22). Row `S-22`. */
export const unknownName: ByEncoding = { json: propertyName('json'), xml: propertyName('xml') }

const jsonScalars = [
  'null',
  '""',
  '0',
  '7',
  'true',
  'false',
  '-1',
  '1.5',
  '-0',
  '1e3',
  '99',
  '2147483648',
  '1E400',
  '9007199254740993',
] as const

const xmlScalars = ['', '0', '7', 'true', 'false', '-1', '1.5', '99', '2147483648'] as const

/** `type`: null, an empty text, a number, a boolean (S-21). Row `S-21a`. */
export const otherScalar: ByEncoding = {
  json: bodies('json', choose => `{"reason":${pick(choose, jsonScalars)}}`),
  xml: bodies('xml', choose => encodeBody('xml', pick(choose, xmlScalars))),
}

function writeArray(choose: Choose): string {
  const items = Array.from({ length: choose(4) }, () => `"${pickReason(choose)}"`)
  return `[${items.join(',')}]`
}

function writeObject(choose: Choose): string {
  const name = pick(choose, ['value', 'reason', '$', '#text', ''])
  return choose(4) === 3 ? '{}' : `{"${name}":"${pickReason(choose)}"}`
}

/** `type`: an array or object, in XML a list (S-21). Row `S-21b`. */
export const structure: ByEncoding = {
  json: bodies('json', choose => {
    const inner = pick(choose, [writeArray, writeObject])(choose)
    return `{"reason":${pick(choose, [inner, inner, `[${inner}]`])}}`
  }),
  xml: bodies('xml', choose => {
    const items = Array.from({ length: choose(4) }, () => `<item>${pickReason(choose)}</item>`)
    return `<input xmlns="${namespace}"><propertyList name="reason">${items.join('')}</propertyList></input>`
  }),
}
