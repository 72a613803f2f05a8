import {
  jsonEscapes,
  jsonMemberOrder,
  jsonSpelling,
  jsonWhiteSpace,
} from '../engine/generate/json-spelling.ts'
import {
  xmlAsides,
  xmlDeclaration,
  xmlEmptyElement,
  xmlPrefixes,
  xmlSpelling,
  xmlTags,
  xmlText,
} from '../engine/generate/xml-spelling.ts'
import { operation } from '../schemas/load.ts'
import { accepted, statuses } from './write/expectations.ts'
import { family } from './write/families.ts'
import { posting } from './write/requests.ts'
import { area, named, type ProbeRow, requirement } from './write/rows.ts'

const ns = operation.namespace
const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'

function spelledJson(table: Readonly<Record<string, string>>): readonly ProbeRow[] {
  return named(table, (name, text) => ({
    id: `json/${name}`,
    encoding: 'json',
    request: posting('application/json', text),
  }))
}

function spelledXml(table: Readonly<Record<string, string>>): readonly ProbeRow[] {
  return named(table, (name, text) => ({
    id: `xml/${name}`,
    encoding: 'xml',
    request: posting('application/xml', text),
  }))
}

function input(content: string): string {
  return `${DECLARATION}<input xmlns="${ns}">${content}</input>`
}

function declaredReasonXml(value: string): string {
  return input(`<property name="reason">${value}</property>`)
}

/** The text with its letter at that place written as an escape. */
function escapeAt(text: string, place: number): string {
  const digits = text.charCodeAt(place).toString(16).padStart(4, '0')
  return `${text.slice(0, place)}\\u${digits}${text.slice(place + 1)}`
}

/** One escape at each place in turn: a reader that stumbles over the last letter alone is a reader that stumbles. */
const SINGLE_ESCAPES = {
  ...Object.fromEntries(
    [...'reason'].map((letter, place) => [
      `name-${place + 1}-${letter}`,
      `{"${escapeAt('reason', place)}":"Conflict"}`,
    ]),
  ),
  ...Object.fromEntries(
    [...'Conflict'].map((letter, place) => [
      `value-${place + 1}-${letter}`,
      `{"reason":"${escapeAt('Conflict', place)}"}`,
    ]),
  ),
}

const JSON_ESCAPES = {
  'value-first-letter': '{"reason":"\\u0043onflict"}',
  'value-lower-hex': '{"reason":"Conf\\u006cict"}',
  'value-upper-hex': '{"reason":"Conf\\u006Cict"}',
  'value-all': '{"reason":"\\u0055\\u006e\\u006b\\u006e\\u006f\\u0077\\u006e"}',
  'name-first-letter': '{"\\u0072eason":"Conflict"}',
  'name-all': '{"\\u0072\\u0065\\u0061\\u0073\\u006f\\u006e":"Conflict"}',
  'short-escapes-beside': String.raw`{"reason":"Conflict","_links":{"self":{"href":"\/ucwa\/v1","title":"\"\\\b\f\n\r\t"}}}`,
  'surrogate-pair-beside': String.raw`{"_links":{"self":{"href":"/s","title":"\ud83d\ude00"}},"reason":"Conflict"}`,
  'name-and-value': '{"r\\u0065ason":"EncryptionMism\\u0061tch"}',
}

const JSON_WHITE_SPACE = {
  'after-colon': '{"reason": "InsufficientBandwidth"}',
  'around-colon': '{"reason" : "InsufficientBandwidth"}',
  'as-printed-lf': '{\n  "reason" : "InsufficientBandwidth"\n}',
  'as-printed-crlf': '{\r\n  "reason" : "InsufficientBandwidth"\r\n}',
  tabs: '{\t"reason"\t:\t"Conflict"\t}',
  'carriage-returns': '{\r"reason"\r:\r"Conflict"\r}',
  'before-and-after': ' \n\t\r{"reason":"Conflict"} \n\t\r',
  'final-newline': '{"reason":"Conflict"}\n',
  'empty-object': ' { \n } ',
  'empty-object-blank': '{ }',
}

const JSON_ORDER = {
  'reason-last': '{"_links":{"self":{"href":"/s"}},"_embedded":{},"reason":"Conflict"}',
  'reason-between': '{"_links":{"self":{"href":"/s"}},"reason":"Conflict","_embedded":{}}',
  'reason-first': '{"reason":"Conflict","_embedded":{},"_links":{"self":{"href":"/s"}}}',
}

const XML_TEXT = {
  ...Object.fromEntries(
    operation.reasons.map(reason => [`cdata-${reason}`, declaredReasonXml(`<![CDATA[${reason}]]>`)]),
  ),
  'cdata-part': declaredReasonXml('Con<![CDATA[fli]]>ct'),
  'cdata-twice': declaredReasonXml('<![CDATA[Con]]><![CDATA[flict]]>'),
  'cdata-empty-beside': declaredReasonXml('Conflict<![CDATA[]]>'),
  'reference-decimal': declaredReasonXml('&#67;onflict'),
  'reference-decimal-leading-zeros': declaredReasonXml('&#0067;onflict'),
  'reference-hex': declaredReasonXml('&#x43;onflict'),
  'reference-hex-letters': declaredReasonXml('Con&#x66;&#x6C;&#x69;ct'),
  'reference-leading-zeros': declaredReasonXml('&#x00043;onflict'),
  'reference-in-namespace': `${DECLARATION}<input xmlns="${ns.replace(':', '&#58;')}"><property name="reason">Conflict</property></input>`,
  'reference-all': declaredReasonXml([...'Unknown'].map(letter => `&#${letter.charCodeAt(0)};`).join('')),
  'cdata-and-reference': declaredReasonXml('&#67;<![CDATA[onfl]]>i&#x63;t'),
  'reference-in-attribute': input('<property name="re&#97;son">Conflict</property>'),
}

const XML_ASIDES = {
  'comment-before-root': `${DECLARATION}<!-- a --><input xmlns="${ns}"><property name="reason">Conflict</property></input>`,
  'comment-in-root': input('<!-- a > b & c --><property name="reason">Conflict</property>'),
  'comment-after-property': input('<property name="reason">Conflict</property><!---->'),
  'comment-after-root': `${declaredReasonXml('Conflict')}<!-- end -->`,
  'pi-before-root': `${DECLARATION}<?client version="1"?><input xmlns="${ns}"><property name="reason">Conflict</property></input>`,
  'pi-in-root': input('<?client?><property name="reason">Conflict</property>'),
  'pi-after-root': `${declaredReasonXml('Conflict')}<?client x?>`,
  'comment-holding-a-property': input(
    '<!-- <property name="reason">Bogus</property> --><property name="reason">Conflict</property>',
  ),
}

const XML_TAGS = {
  'single-quotes': `${DECLARATION}<input xmlns='${ns}'><property name='reason'>Conflict</property></input>`,
  'single-quoted-declaration': `<?xml version='1.0' encoding='utf-8'?><input xmlns="${ns}"><property name="reason">Conflict</property></input>`,
  'space-around-equals': input('<property name = "reason">Conflict</property>'),
  'space-before-close': input('<property name="reason" >Conflict</property >'),
  'newline-in-tag': input('<property\n  name="reason"\n>Conflict</property\n>'),
  'indented-lf': `${DECLARATION}\n<input xmlns="${ns}">\n  <property name="reason">Conflict</property>\n</input>\n`,
  'indented-crlf': `${DECLARATION}\r\n<input xmlns="${ns}">\r\n\t<property name="reason">Conflict</property>\r\n</input>\r\n`,
  'extra-namespace-before': `${DECLARATION}<input xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="${ns}"><property name="reason">Conflict</property></input>`,
  'extra-namespace-after': `${DECLARATION}<input xmlns="${ns}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><property name="reason">Conflict</property></input>`,
}

const XML_EMPTY = {
  'empty-element-tag': `${DECLARATION}<input xmlns="${ns}"/>`,
  'empty-element-tag-spaced': `${DECLARATION}<input xmlns="${ns}" />`,
  'start-and-end-tag': `${DECLARATION}<input xmlns="${ns}"></input>`,
  'white-space-only': `${DECLARATION}<input xmlns="${ns}">\n</input>`,
}

const XML_DECLARATION = {
  absent: `<input xmlns="${ns}"><property name="reason">Conflict</property></input>`,
  'without-encoding': `<?xml version="1.0"?><input xmlns="${ns}"><property name="reason">Conflict</property></input>`,
  'upper-case-encoding': `<?xml version="1.0" encoding="UTF-8"?><input xmlns="${ns}"><property name="reason">Conflict</property></input>`,
  standalone: `<?xml version="1.0" encoding="utf-8" standalone="yes"?><input xmlns="${ns}"><property name="reason">Conflict</property></input>`,
  'standalone-no': `<?xml version="1.0" encoding="utf-8" standalone="no"?><input xmlns="${ns}"><property name="reason">Conflict</property></input>`,
  'absent-behind-white-space': `\r\n <input xmlns="${ns}"><property name="reason">Conflict</property></input>`,
  'absent-empty-input': `<input xmlns="${ns}"/>`,
  'newline-before-root': `<?xml version="1.0" encoding="utf-8"?>\n<input xmlns="${ns}"><property name="reason">Conflict</property></input>`,
}

const XML_PREFIXES = {
  'one-letter': `${DECLARATION}<u:input xmlns:u="${ns}"><u:property name="reason">Conflict</u:property></u:input>`,
  word: `${DECLARATION}<ucwa:input xmlns:ucwa="${ns}"><ucwa:property name="reason">Conflict</ucwa:property></ucwa:input>`,
  'property-only': `${DECLARATION}<input xmlns="${ns}" xmlns:p="${ns}"><p:property name="reason">Conflict</p:property></input>`,
  'root-only': `${DECLARATION}<p:input xmlns="${ns}" xmlns:p="${ns}"><property name="reason">Conflict</property></p:input>`,
  'declared-on-property': `${DECLARATION}<a:input xmlns:a="${ns}"><b:property xmlns:b="${ns}" name="reason">Conflict</b:property></a:input>`,
  'with-hyphen': `${DECLARATION}<u-1:input xmlns:u-1="${ns}"><u-1:property name="reason">Conflict</u-1:property></u-1:input>`,
  'with-dot': `${DECLARATION}<u.x:input xmlns:u.x="${ns}"><u.x:property name="reason">Conflict</u.x:property></u.x:input>`,
  'empty-input': `${DECLARATION}<u:input xmlns:u="${ns}"/>`,
}

export const spelling = area('spelling', 'Equal spellings of a valid body are accepted', [
  requirement({
    id: 'DIS-SPELLING-01',
    level: 'MUST',
    title: 'reads JSON escapes in names and values',
    statement: 'A character written as an escape is the same character: the body is as valid as without it.',
    sources: ['R-01'],
    allowed: accepted,
    families: [family('json/escapes', 'valid', jsonEscapes, { allowed: accepted })],
    probes: spelledJson({ ...JSON_ESCAPES, ...SINGLE_ESCAPES }),
  }),
  requirement({
    id: 'DIS-SPELLING-02',
    level: 'MUST',
    title: 'ignores JSON white space between tokens',
    statement: 'Blank, tab, line feed and carriage return between JSON tokens do not change meaning.',
    sources: ['R-01', 'S-01'],
    allowed: accepted,
    families: [family('json/white-space', 'valid', jsonWhiteSpace, { allowed: accepted })],
    probes: spelledJson(JSON_WHITE_SPACE),
  }),
  requirement({
    id: 'DIS-SPELLING-03',
    level: 'MUST',
    title: 'does not depend on the order of JSON members',
    statement: 'A JSON object is unordered: `reason` may stand before, between or after ignored members.',
    sources: ['R-01', 'S-23'],
    allowed: accepted,
    families: [family('json/member-order', 'S-23', jsonMemberOrder, { allowed: accepted })],
    probes: spelledJson(JSON_ORDER),
  }),
  requirement({
    id: 'DIS-SPELLING-04',
    level: 'MUST',
    title: 'reads CDATA sections and character references',
    statement: 'CDATA sections and character references are other spellings of the same character data.',
    sources: ['R-02'],
    allowed: accepted,
    families: [family('xml/text', 'valid', xmlText, { allowed: accepted })],
    probes: spelledXml(XML_TEXT),
  }),
  requirement({
    id: 'DIS-SPELLING-05',
    level: 'MUST',
    title: 'ignores XML comments and processing instructions outside the value',
    statement: 'Comments and processing instructions are not part of the data.',
    sources: ['R-02'],
    allowed: accepted,
    families: [family('xml/asides', 'valid', xmlAsides, { allowed: accepted })],
    probes: spelledXml(XML_ASIDES),
  }),
  requirement({
    id: 'DIS-SPELLING-06',
    level: 'MUST',
    title: 'accepts either quote, white space in tags and any attribute order',
    statement:
      'Quotes, white space inside tags, line ends and the order of attributes do not change an XML document.',
    sources: ['R-02', 'S-02'],
    allowed: accepted,
    families: [family('xml/tags', 'valid', xmlTags, { allowed: accepted })],
    probes: spelledXml(XML_TAGS),
  }),
  requirement({
    id: 'DIS-SPELLING-07',
    level: 'MUST',
    title: 'accepts an empty element in either form',
    statement: '`<input/>` and `<input></input>` are the same element.',
    sources: ['R-02', 'S-10'],
    allowed: accepted,
    families: [family('xml/empty-element', 'valid', xmlEmptyElement, { allowed: accepted })],
    probes: spelledXml(XML_EMPTY),
  }),
  requirement({
    id: 'DIS-SPELLING-08',
    level: 'MUST',
    title: 'accepts XML with another or without a declaration',
    statement: 'The XML declaration is optional for UTF-8, and so are its encoding and standalone parts.',
    sources: ['R-02'],
    allowed: accepted,
    families: [family('xml/declaration', 'valid', xmlDeclaration, { allowed: accepted })],
    probes: spelledXml(XML_DECLARATION),
  }),
  requirement({
    id: 'DIS-SPELLING-09',
    level: 'MUST',
    title: 'goes by namespaces, not by prefixes',
    statement: 'A prefix bound to the UCWA namespace names the same elements as the default namespace.',
    sources: ['R-02'],
    allowed: accepted,
    families: [family('xml/prefixes', 'valid', xmlPrefixes, { allowed: accepted })],
    probes: spelledXml(XML_PREFIXES),
  }),
  requirement({
    id: 'DIS-SPELLING-10',
    level: 'SHOULD',
    title: 'accepts or refuses white space around a value',
    statement:
      'Simple types collapse white space around the value, plain strings keep it: 204 and 400 are both legal.',
    sources: ['R-03'],
    allowed: statuses(204, 400),
    probes: spelledXml({
      'value-blanks': declaredReasonXml(' Conflict '),
      'value-lines': declaredReasonXml('\n    Conflict\n  '),
    }),
  }),
  requirement({
    id: 'DIS-SPELLING-11',
    level: 'MUST',
    title: 'accepts all these spellings at once',
    statement: 'Escapes, white space, quotes, prefixes, comments and references may meet in one body.',
    sources: ['R-01', 'R-02'],
    allowed: accepted,
    probes: [
      ...spelledJson({ together: '\n{\t"\\u0072eason" :\r\n "Con\\u0066lict"\n}\n' }),
      ...spelledXml({
        together: `<!-- a -->\n<u:input xmlns:u='${ns}'>\r\n <?client x?><u:property\n name = 'reason' >Con<![CDATA[fl]]>&#x69;ct</u:property >\n</u:input>\n`,
      }),
    ],
    families: [
      family('json/combined', 'valid', jsonSpelling, { allowed: accepted }),
      family('xml/combined', 'valid', xmlSpelling, { allowed: accepted }),
    ],
  }),
])
