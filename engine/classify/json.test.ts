import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { operation } from '../../schemas/load.ts'
import { encodeJson } from '../encode/json.ts'
import { utf8 } from '../encode/utf8.ts'
import type { Row } from './classification.ts'
import { classify } from './classify.ts'
import { type JsonNode, readJson } from './json-tree.ts'

type Example = readonly [text: string, reason: string]

const nested = (depth: number): string => `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`
const padded = (bytes: number): string => `{${' '.repeat(bytes - 2)}}`

const table: Partial<Record<Row, readonly Example[]>> = {
  valid: [
    ['{}', 'reason is not required'],
    ['{ }', 'empty with white space'],
    ['{"reason":"Conflict"}', 'compact'],
    ['{\n"reason" : "InsufficientBandwidth"\n}', 'as printed on the page'],
    [' \t\r\n{"reason":"Conflict"}', 'leading white space of all four kinds'],
    ['{"reason":"Conflict"}\r\n', 'trailing line end'],
    ['{"\\u0072eason":"Conflict"}', 'name with an escape'],
    ['{"reason":"\\u0043onflict"}', 'value with an escape'],
    ['{"reason":"Con\\u0066lict"}', 'lower-case hexadecimal digits'],
    ['{"reason":"IPv6NotSu\\u0070\\u0070orted"}', 'several escapes'],
    [nested(1), 'depth 1'],
    [padded(8192), '8,192 bytes'],
  ],
  'S-19': [
    ['{"reason":"Global"}', 'a value of a neighbouring enumeration'],
    ['{"reason":"None"}', 'only an error subcode'],
    ['{"reason":" Conflict"}', 'a blank belongs to a JSON string'],
    ['{"reason":"Conflict\\n"}', 'so does an escaped line end'],
    ['{"reason":"Conflict\\u0000"}', 'and an escaped NUL'],
    ['{"reason":"Con"}', 'a prefix'],
    ['{"reason":"Conflict,Unknown"}', 'two values in one string'],
    ['{"reason":"7"}', 'digits in a string'],
    ['{"reason":"\\ud800"}', 'a lone surrogate is a legal escape'],
    ['{"reason":"\u0421onflict"}', 'a Cyrillic look-alike'],
    ['{"reason":"\u212A"}', 'the Kelvin sign is no letter case'],
    ['{"reason":"Con\u2028flict"}', 'U+2028 may stand in a string'],
    ['{"reason":"null"}', 'the word in quotes'],
  ],
  'S-20': [
    ['{"reason":"conflict"}', 'value in lower case'],
    ['{"reason":"UNKNOWN"}', 'value in upper case'],
    ['{"reason":"Ipv6NotSupported"}', 'one letter'],
    ['{"Reason":"Conflict"}', 'name'],
    ['{"REASON":"conflict"}', 'name and value'],
  ],
  'S-21a': [
    ['{"reason":null}', 'null'],
    ['{"reason":""}', 'empty string'],
    ['{"reason":7}', 'number'],
    ['{"reason":-0.5E+2}', 'number with fraction and exponent'],
    ['{"reason":1e999}', 'number beyond a double'],
    ['{"reason":true}', 'boolean'],
    ['{"reason":false}', 'boolean'],
  ],
  'S-21b': [
    ['{"reason":[]}', 'empty array'],
    ['{"reason":["Conflict"]}', 'array of one reason'],
    ['{"reason":{}}', 'empty object'],
    ['{"reason":{"reason":"Conflict"}}', 'object'],
  ],
  'S-22': [
    ['{"reason":"Conflict","x":1}', 'after the reason'],
    ['{"x":{"y":[null]},"reason":"Conflict"}', 'before the reason'],
    ['{"x":1}', 'without a reason'],
    ['{"":1}', 'empty name'],
    ['{"reason ":"Conflict"}', 'a blank belongs to the name'],
    ['{"__proto__":{}}', 'a name that JavaScript treats apart'],
    ['{"reasons":"Conflict"}', 'near miss'],
    [`{"x":${nested(31)}}`, 'depth 32'],
    ['{"_Links":{}}', 'letter case of a name other than reason'],
  ],
  'S-23': [
    ['{"reason":"Conflict","_links":{}}', 'no links'],
    ['{"_links":{"self":{"href":"/a"}},"reason":"Conflict"}', 'self before the reason'],
    ['{"_links":{"self":{"href":"/a"},"conversation":{"href":"/b","title":"t"}}}', 'two links, an attribute'],
    ['{"_links":{"conversation":[{"href":"/a"},{"href":"/b"}]}}', 'array of links'],
    ['{"_embedded":{}}', 'nothing embedded'],
    [
      '{"_embedded":{"conversation":{"state":"Connected","_links":{"self":{"href":"/a"}}}},"reason":"Unknown"}',
      'an embedded resource',
    ],
  ],
  'S-24': [
    ['{"reason":"Conflict","reason":"Unknown"}', 'two values'],
    ['{"reason":"Conflict","reason":"Conflict"}', 'the same value twice'],
    ['{"reason":"Conflict","\\u0072eason":"Conflict"}', 'once escaped'],
  ],
  'S-27': [
    ['{', 'truncated after one byte'],
    ['{"reason":"Conf', 'truncated in a string'],
    ['{"reason":"Conflict"', 'truncated before the brace'],
    ['{"reason":', 'truncated before the value'],
    ['{"reason":}', 'no value'],
    ['{:"Conflict"}', 'no name'],
    ['{"reason" "Conflict"}', 'no colon'],
    ['{"reason"::"Conflict"}', 'two colons'],
    ['{"reason"}', 'a name alone'],
    ['{"reason":"Conflict" "x":1}', 'no comma'],
    ['{"reason":"Conflict",,"x":1}', 'two commas in an object'],
    ['{,"reason":"Conflict"}', 'leading comma'],
    ['{,}', 'only a comma'],
    ['{"reason":"Conflict"}}', 'one brace too many'],
    ['{{"reason":"Conflict"}', 'one brace too many in front'],
    ['{"reason":"Conflict"]', 'wrong bracket'],
    ['["reason":"Conflict"}', 'wrong bracket in front'],
    ['{"reason":["Conflict"}', 'array left open'],
    ['}"reason":"Conflict"{', 'brackets turned round'],
    ['{"reason":"Conflict"}x', 'trailing word'],
    ['{"reason":"Conflict"}{}', 'second object'],
    ['{"reason":"Conflict"},', 'trailing comma behind the object'],
    ['{"reason":"Conflict"};', 'trailing semicolon behind the object'],
    ['{"reason":"Conflict"}\0', 'trailing NUL'],
    ['{"reason":"Conflict"}\n"', 'trailing quote'],
    ['{}/', 'half a comment'],
    ['{}/* ', 'comment left open'],
    ['{reason":"Conflict"}', 'quote missing before the name'],
    ['{"reason:"Conflict"}', 'quote missing after the name'],
    ['{"reason":Conflict"}', 'quote missing before the value'],
    ['{"reason":"Conflict}', 'quote missing after the value'],
    ['{"reason":\'Conflict"}', 'mismatched quotes'],
    ['{"reason":"\\u12"}', 'escape with two digits'],
    ['{"reason":"\\u12G4"}', 'escape with a letter beyond F'],
    ['{"reason":"\\u"}', 'escape without digits'],
    ['{"reason":"\\x4"}', 'half a JavaScript escape'],
    ['{"reason":"\\1"}', 'octal escape'],
    ['{"reason":"Conflict\\"}', 'the closing quote escaped'],
    ['{\x01"reason":"Conflict"}', 'control character between tokens'],
    ['\x00', 'one NUL'],
    ['reason=Conflict', 'form text'],
    ['"reason":"Conflict"', 'braces missing'],
    ['"Conflict', 'string left open at top level'],
    ['not json at all', 'words'],
    ['}', 'only the end'],
    [',', 'only a comma'],
    [`{"x":"${'y'.repeat(8100)}`, 'truncated, close to 8 KiB'],
  ],
  'S-27b': [
    ['{"reason":"Conflict",}', 'trailing comma'],
    ['{"reason":["Conflict",]}', 'trailing comma in an array'],
    ['{"x":[1,,2]}', 'elision in an array'],
    ["{'reason':'Conflict'}", 'single quotes'],
    ['{"reason":\'Conflict\'}', 'single quotes around the value'],
    ['{reason:"Conflict"}', 'unquoted name'],
    ['{$reason_1:"Conflict"}', 'unquoted name of JavaScript'],
    ['{"reason":Conflict}', 'unquoted value'],
    ['{"reason":nul}', 'unquoted value close to a literal'],
    ['{"reason":NaN}', 'NaN'],
    ['{"reason":Infinity}', 'Infinity'],
    ['{"reason":-Infinity}', 'negative Infinity'],
    ['{"reason":0x1F}', 'hexadecimal number'],
    ['{"reason":+1}', 'leading plus'],
    ['{"reason":01}', 'leading zero'],
    ['{"reason":.5}', 'leading point'],
    ['{"reason":5.}', 'trailing point'],
    ['{"reason":True}', 'literal in another letter case'],
    ['{"reason":undefined}', 'undefined'],
    ['// c\n{"reason":"Conflict"}', 'line comment in front'],
    ['{"reason":"Conflict"}// c', 'line comment behind'],
    ['{/**/"reason":/* c */"Conflict"}', 'block comments'],
    ['# c\n{"reason":"Conflict"}', 'hash comment'],
    ['{"reason"="Conflict"}', 'equals sign for the colon (Gson)'],
    ['{"reason"=>"Conflict"}', 'arrow for the colon (Gson)'],
    ['{"reason":"Conflict";"x":1}', 'semicolon for the comma (Gson)'],
    ['{"reason":"\\q"}', 'escape of a plain letter (JSON5)'],
    ['{"reason":"\\x43onflict"}', 'JavaScript escape'],
    ['{"reason":"Con\\\nflict"}', 'line continuation'],
    ['{"reason":"Con\tflict"}', 'raw tab in a string (JSON5, Json.NET)'],
    ['{"reason":"Con\nflict"}', 'raw line end in a string (Json.NET)'],
    ['{"reason":"Con\x01flict"}', 'raw control character in a string (JSON5, Json.NET)'],
    ['{\x0b"reason":"Conflict"}', 'vertical tab as white space (JSON5)'],
    ['{\u00a0"reason":"Conflict"}', 'no-break space as white space (JSON5)'],
    ['{\u2028"reason":"Conflict"}', 'U+2028 as white space (JSON5)'],
    ['{// c\u2028"reason":"Conflict"}', 'line comment up to U+2028 (JSON5)'],
  ],
  'S-28': [
    ['[]', 'array'],
    ['[{"reason":"Conflict"}]', 'array of an input'],
    ['"Conflict"', 'string'],
    ['7', 'number'],
    ['null', 'null'],
    [' true ', 'boolean'],
    [operation.samples.xml, 'XML text'],
    ['<a/>', 'any XML text'],
  ],
  beyond: [
    [padded(8193), '8,193 bytes'],
    [`{"x":${nested(32)}}`, 'depth 33'],
    [`${'['.repeat(33)}`, 'left open 33 times'],
    [`${'['.repeat(4000)}${']'.repeat(4000)}`, 'closed 4,000 times'],
    [`{"x":"${'y'.repeat(9000)}`, 'truncated, larger than 8 KiB'],
  ],
  'S-18': [
    ['\uFEFF{"reason":"Conflict"}', 'byte order mark'],
    ['\uFEFF', 'nothing but a byte order mark'],
    ['\uFEFF{', 'byte order mark before malformed text'],
    ['{\0"\0', 'zeros as in UTF-16'],
  ],
  'S-12': [['', 'empty']],
  open: [
    [' ', 'blank: absent to some readers'],
    ['\r\n', 'only a line end'],
    ['Conflict', 'a lone word: malformed, or a string to lenient readers'],
    ["'Conflict'", 'a lone string in single quotes'],
    ['[1,]', 'array with a trailing comma'],
    ['<input', 'malformed text of the other format'],
    ['{"reason":"Global","x":1}', 'value and extra property'],
    ['{"reason":"conflict","x":1}', 'letter case and extra property'],
    ['{"Reason":"Global"}', 'name and value'],
    ['{"Reason":"Conflict","reason":"Conflict"}', 'name in two letter cases'],
    ['{"x":1,"x":2}', 'extra property twice'],
    ['{"_links":{"mediaOffer":{"href":"/a"}}}', 'a relation that servers act upon'],
    ['{"_links":null}', 'links that are no object'],
    ['{"_links":{"self":"/a"}}', 'a link that is no object'],
    ['{"_links":{"self":{}}}', 'a link without href'],
    ['{"_links":{"self":{"href":"/a"},"self":{"href":"/a"}}}', 'noise with a duplicate'],
    ['{"_embedded":{"conversation":{"reason":"Conflict"}}}', 'a reason embedded'],
    ['{"_embedded":{"conversation":{"a":{}}}}', 'structure embedded'],
    ['{"_links":{},"reason":"Global"}', 'noise and value'],
    ['{"_links":{},"x":1}', 'noise and extra property'],
  ],
}

describe.each(Object.entries(table))('JSON %s', (row, examples) => {
  it.each(examples.map(([text, reason]) => ({ text, reason })))('$reason', ({ text }) => {
    expect(classify(utf8(text), 'json').row).toBe(row)
  })
})

describe('JSON', () => {
  it.each(operation.reasons)('tells the reason %s', reason => {
    expect(classify(encodeJson(reason), 'json')).toEqual({ row: 'valid', rows: ['valid'], reason })
  })

  it('lists all rows when there are several', () => {
    const { row, rows } = classify(utf8('{"reason":[],"x":1}'), 'json')
    expect(row).toBe('open')
    expect(new Set(rows)).toEqual(new Set(['S-21b', 'S-22']))
  })

  it('never calls malformed what is JSON', () => {
    const malformed: readonly Row[] = ['S-27', 'S-27b']
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), text => {
        const { rows } = classify(utf8(text), 'json')
        return !rows.some(row => malformed.includes(row))
      }),
    )
  })

  it('reads every JSON text to the value it stands for', () => {
    const names = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(names)
        : value !== null && typeof value === 'object'
          ? Object.entries(value).map(([name, member]) => [name, names(member)])
          : typeof value === 'string'
            ? value
            : '#'
    const seen = (node: JsonNode): unknown => {
      if (node.kind === 'array') return node.items.map(seen)
      if (node.kind === 'object') return node.members.map(({ name, value }) => [name, seen(value)])
      return node.kind === 'string' ? node.text : '#'
    }
    const withoutReordering = fc
      .jsonValue()
      .filter(value => !/"\d+":|"__proto__":/.test(JSON.stringify(value)))
    fc.assert(
      fc.property(withoutReordering, value => {
        const node = readJson(JSON.stringify(value), Number.POSITIVE_INFINITY)
        expect(node && seen(node)).toEqual(names(value))
      }),
    )
  })
})
