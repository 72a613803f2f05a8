import { operation } from '../../schemas/load.ts'
import type { BodyEncoding } from '../write/requests.ts'
import { reasonXml } from '../write/texts.ts'

const ns = operation.namespace

function externalEntity(systemId: string): string {
  return `<!DOCTYPE input [<!ENTITY file SYSTEM "${systemId}">]>${reasonXml('&file;')}`
}

/** Entities, subsets and inclusions from outside the document (S-29). */
export const EXTERNAL = {
  'file-passwd': externalEntity('file:///etc/passwd'),
  'file-win-ini': externalEntity('file:///c:/windows/win.ini'),
  'file-relative': externalEntity('../../../../../../etc/passwd'),
  'file-in-extra-property': `<!DOCTYPE input [<!ENTITY file SYSTEM "file:///etc/passwd">]><input xmlns="${ns}"><property name="reason">Conflict</property><property name="note">&file;</property></input>`,
  'file-public': `<!DOCTYPE input [<!ENTITY file PUBLIC "-//X//Y" "file:///etc/passwd">]>${reasonXml('&file;')}`,
  'file-by-inclusion': `<input xmlns="${ns}" xmlns:xi="http://www.w3.org/2001/XInclude"><property name="reason"><xi:include href="file:///etc/passwd" parse="text"/></property></input>`,
  'external-subset': `<!DOCTYPE input SYSTEM "file:///etc/passwd">${reasonXml('Conflict')}`,
}

/** Each level names the one below ten times: 10^(levels - 1) characters if expanded (bounded to 10^6 bytes here). */
function expansion(levels: number): string {
  const entities = Array.from({ length: levels }, (_, level) => {
    const value = level === 0 ? 'x' : `&e${level - 1};`.repeat(10)
    return `<!ENTITY e${level} "${value}">`
  })
  return `<!DOCTYPE input [${entities.join('')}]>${reasonXml(`&e${levels - 1};`)}`
}

/** Entities that name entities (R-10, S-29). */
export const EXPANDING = {
  'two-levels': expansion(3),
  'six-levels': expansion(7),
  'one-large': `<!DOCTYPE input [<!ENTITY a "${'x'.repeat(7000)}">]>${reasonXml('&a;'.repeat(200))}`,
  itself: `<!DOCTYPE input [<!ENTITY a "&b;"><!ENTITY b "&a;">]>${reasonXml('&a;')}`,
}

function nestedJson(depth: number): string {
  return `{"reason":"Conflict","note":${'['.repeat(depth)}${']'.repeat(depth)}}`
}

function nestedXml(depth: number): string {
  return `<input xmlns="${ns}"><property name="reason">Conflict</property>${'<resource>'.repeat(depth)}${'</resource>'.repeat(depth)}</input>`
}

/** Below 8 KiB, up to where the facts bind; beyond, a body limit may be the reason (S-31). */
export const HOSTILE: Readonly<Record<BodyEncoding, Readonly<Record<string, string>>>> = {
  json: {
    'nested-1000': nestedJson(1000),
    'nested-4000': nestedJson(4000),
    'nested-objects-1300': `{"reason":"Conflict","note":${'{"a":'.repeat(1300)}1${'}'.repeat(1300)}}`,
    'open-brackets-8000': '['.repeat(8000),
    'white-space-inside-value': JSON.stringify({ reason: `${' '.repeat(8000)}x` }),
    'long-value': JSON.stringify({ reason: 'A'.repeat(8000) }),
    'long-name': JSON.stringify({ ['r'.repeat(8000)]: 'Conflict' }),
    'many-members': `{${Array.from({ length: 800 }, (_, index) => `"m${index}":1`).join(',')}}`,
    'huge-number': `{"reason":${'9'.repeat(8000)}}`,
    exponent: '{"reason":1e999999}',
    prototype: '{"__proto__":{"reason":"Conflict"},"constructor":{"prototype":{"x":1}},"reason":"Conflict"}',
    'nul-character': '{"reason":"Conflict\\u0000"}',
    'lone-surrogate': '{"reason":"\\ud800"}',
    'lone-surrogate-beside': '{"reason":"Conflict","_links":{"self":{"href":"/s","title":"\\udc00"}}}',
    'not-a-reason-but-a-member-of-objects': '{"reason":"toString"}',
  },
  xml: {
    'nested-200': nestedXml(200),
    'nested-380': nestedXml(380),
    'white-space-inside-value': reasonXml(`${' '.repeat(8000)}x`),
    'long-value': reasonXml('A'.repeat(8000)),
    'many-attributes': `<input xmlns="${ns}" ${Array.from({ length: 900 }, (_, index) => `a${index}="1"`).join(' ')}/>`,
    'many-namespaces': `<input xmlns="${ns}" ${Array.from({ length: 360 }, (_, index) => `xmlns:n${index}="urn:${index}"`).join(' ')}/>`,
    'long-comment': `<input xmlns="${ns}"><!--${'x'.repeat(8000)}--></input>`,
    'not-a-reason-but-a-member-of-objects': reasonXml('constructor'),
  },
}

/** Larger than a body limit may be (S-31). */
export const BEYOND_LIMITS: Readonly<Record<BodyEncoding, Readonly<Record<string, string>>>> = {
  json: {
    'nested-7000': nestedJson(7000),
    'nested-100000': nestedJson(100_000),
    'open-brackets-12000': '['.repeat(12_000),
    'long-value': JSON.stringify({ reason: 'A'.repeat(15_000) }),
  },
  xml: {
    'nested-600': nestedXml(600),
    'nested-20000': nestedXml(20_000),
    'long-value': reasonXml('A'.repeat(15_000)),
  },
}
