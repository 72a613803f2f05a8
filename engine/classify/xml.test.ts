import { describe, expect, it } from 'vitest'
import { operation } from '../../schemas/load.ts'
import { utf8 } from '../encode/utf8.ts'
import { encodeXml } from '../encode/xml.ts'
import type { Row } from './classification.ts'
import { classify } from './classify.ts'

type Example = readonly [text: string, reason: string]

const ns = `xmlns="${operation.namespace}"`
const input = (content: string): string => `<input ${ns}>${content}</input>`
const reason = (value: string): string => input(`<property name="reason">${value}</property>`)
const declared = (declaration: string): string => `<?xml ${declaration}?>${reason('Conflict')}`
const nested = (depth: number): string => `${'<item>'.repeat(depth)}${'</item>'.repeat(depth)}`
const sizedTo = (bytes: number): string => {
  const text = reason('Conflict')
  return `${text}${' '.repeat(bytes - text.length)}`
}

const table: Partial<Record<Row, readonly Example[]>> = {
  valid: [
    [operation.samples.xml, 'the sample of the page'],
    [`<input ${ns}/>`, 'empty-element form'],
    [input(''), 'start and end tag'],
    [input(' \t\r\n'), 'white space between the tags'],
    [reason('Conflict'), 'no declaration'],
    [declared('version="1.0"'), 'declaration without encoding'],
    [declared("version='1.0' encoding='UTF-8'"), 'single quotes, encoding in upper case'],
    [declared('version = "1.0" encoding="utf-8" standalone="yes" '), 'standalone, white space'],
    [`${reason('Conflict')}\n`, 'line end behind the root'],
    [`\n${reason('Conflict')}`, 'line end before the root, no declaration'],
    [reason('<![CDATA[Conflict]]>'), 'CDATA'],
    [reason('Con<![CDATA[]]><![CDATA[fl]]>ict'), 'CDATA in pieces'],
    [reason('&#67;on&#x66;l&#x0069;ct'), 'character references'],
    [reason('&#x00000043;onflict'), 'reference with leading zeros'],
    [reason('<![CDATA[Con]]>f&#108;ict'), 'CDATA, text and reference'],
    [
      `<!-- a --><?pi b?>${reason('Conflict')}<!-- c --><?pi d?>`,
      'comments and instructions outside the root',
    ],
    [input('<!-- a --><property name="reason">Conflict</property><?pi b?>'), 'comments inside the root'],
    [input("<property name='reason'>Conflict</property>"), 'single quotes'],
    [input('<property\n\tname = "reason" >Conflict</property >'), 'white space in tags'],
    [input('<property name="re&#97;son">Conflict</property>'), 'reference in the name'],
    [
      `<u:input xmlns:u="${operation.namespace}"><u:property name="reason">Conflict</u:property></u:input>`,
      'prefix',
    ],
    [
      `<a:input xmlns:a="${operation.namespace}"><property ${ns} name="reason">Conflict</property></a:input>`,
      'prefix on the root only',
    ],
    [
      `<input xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ${ns} xmlns:x="urn:x"/>`,
      'declarations of other prefixes',
    ],
    [input('<property xmlns:x="urn:x" name="reason">Conflict</property>'), 'unused prefix on the property'],
    [`<input xmlns="http://schemas.microsoft.com/rtc/2012/03/uc&#119;a"/>`, 'reference in the namespace'],
    [sizedTo(8192), '8,192 bytes'],
  ],
  'S-19': [
    [reason('Global'), 'a value of a neighbouring enumeration'],
    [reason('Con flict'), 'white space inside'],
    [reason(' Global '), 'white space around another value'],
    [reason('Conflict,Unknown'), 'two values'],
    [reason('&lt;Conflict&gt;'), 'escaped markup'],
    [reason('\u00a0Conflict'), 'no-break space is no XML white space'],
    [reason('\u0421onflict'), 'a Cyrillic look-alike'],
    [reason('<![CDATA[]]]]><![CDATA[>]]>'), 'brackets split over CDATA'],
    [reason('7x'), 'digits and a letter'],
    [reason(' 7'), 'white space and digits'],
    [reason('null'), 'the word null'],
  ],
  'S-20': [
    [reason('conflict'), 'value'],
    [input('<property name="Reason">Conflict</property>'), 'name'],
    [input('<property name="REASON">UNKNOWN</property>'), 'name and value'],
  ],
  'S-21a': [
    [reason(''), 'no text'],
    [input('<property name="reason"/>'), 'empty-element form'],
    [reason('<![CDATA[]]>'), 'empty CDATA'],
    [reason('7'), 'number'],
    [reason('-1.5'), 'number with sign and fraction'],
    [reason('true'), 'boolean'],
  ],
  'S-21b': [
    [input('<propertyList name="reason"><item>Conflict</item></propertyList>'), 'list of one'],
    [input('<propertyList name="reason"/>'), 'empty list'],
  ],
  'S-22': [
    [input('<property name="reason">Conflict</property><property name="x">1</property>'), 'after the reason'],
    [
      input('<property name="x">1</property><property name="reason">Conflict</property>'),
      'before the reason',
    ],
    [input('<property name="x"/>'), 'without a reason'],
    [input('<property name="x"> Conflict </property>'), 'white space around another property'],
    [input('<property name=" reason ">Conflict</property>'), 'blanks belong to the name'],
    [input('<property name="">1</property>'), 'empty name'],
    [input('<propertyList name="x"><item>1</item><item/></propertyList>'), 'list'],
    [input(`<propertyList name="x">${nested(30)}</propertyList>`), 'depth 32'],
  ],
  'S-23': [
    [
      input('<link rel="self" href="/a"/><property name="reason">Conflict</property>'),
      'link before the reason',
    ],
    [
      input('<property name="reason">Conflict</property><link href="/a" rel="conversation" title="t"/>'),
      'link behind',
    ],
    [input('<resource rel="conversation" href="/a"/>'), 'empty resource'],
    [
      input(
        '<resource rel="conversation" href="/a"><link rel="self" href="/a"/><property name="state">Connected</property></resource>',
      ),
      'resource with link and property',
    ],
  ],
  'S-24': [
    [
      input('<property name="reason">Conflict</property><property name="reason">Unknown</property>'),
      'two values',
    ],
    [
      input('<property name="reason">Conflict</property><property name="reason">Conflict</property>'),
      'the same twice',
    ],
  ],
  'S-27': [
    ['<', 'truncated after one byte'],
    ['<?xml version="1.0" enc', 'truncated in the declaration'],
    ['<?xml version="1.0" encoding="utf-8"?>', 'no root'],
    ['<!-- a -->', 'only a comment'],
    [reason('Conflict').slice(0, -1), 'truncated before the last byte'],
    [reason('Conflict').slice(0, -8), 'root left open'],
    [input('<property name="reason">Conflict</Property>'), 'end tag in another letter case'],
    [input('<property name="reason">Conflict'), 'property left open'],
    [`<input ${ns}><property name="reason">Conflict</input></property>`, 'end tags crossed'],
    [input('<property name=reason>Conflict</property>'), 'unquoted attribute'],
    [input('<property name>Conflict</property>'), 'attribute without value'],
    [input('<property name="reason>Conflict</property>'), 'quote missing'],
    [input('<property name="reason\'>Conflict</property>'), 'mismatched quotes'],
    [input('<property name="reason" name="reason">Conflict</property>'), 'attribute twice'],
    [input('<property name="reason"a="b">Conflict</property>'), 'no blank between attributes'],
    [input('<property name="a<b">Conflict</property>'), '< in an attribute'],
    [reason('&nbsp;'), 'undeclared entity'],
    [reason('Con&flict'), 'reference left open'],
    [reason('&'), 'ampersand alone'],
    [reason('& '), 'ampersand and blank'],
    [reason('<'), '< alone'],
    [reason('&#0;'), 'reference to NUL'],
    [reason('&#x1;'), 'reference to a control character'],
    [reason('&#xD800;'), 'reference to a surrogate'],
    [reason('&#xFFFE;'), 'reference to a noncharacter'],
    [reason('&#x110000;'), 'reference beyond Unicode'],
    [reason('&#X43;'), 'reference with an upper-case X'],
    [reason('&#;'), 'reference without digits'],
    [reason('&#xG;'), 'reference with a letter beyond F'],
    [reason('a\0b'), 'raw NUL'],
    [reason('a\x01b'), 'raw control character'],
    [reason('a\uFFFEb'), 'raw noncharacter'],
    [reason(']]>'), ']]> in text'],
    [reason('<![CDATA[Conflict'), 'CDATA left open'],
    [reason('<![cdata[Conflict]]>'), 'CDATA in lower case'],
    [input('<!-- a -- b -->'), '-- in a comment'],
    [input('<!-- a --->'), '--- at the end of a comment'],
    [input('<!-- a'), 'comment left open'],
    [input('<?pi a'), 'instruction left open'],
    [input('<? a?>'), 'instruction without target'],
    [input('<?xml version="1.0"?>'), 'declaration inside the root'],
    [` ${declared('version="1.0"')}`, 'declaration behind a blank'],
    [`${reason('Conflict')}<?xml version="1.0"?>`, 'declaration behind the root'],
    [declared('encoding="utf-8" version="1.0"'), 'declaration in another order'],
    [declared('version="1.0" standalone="maybe"'), 'standalone neither yes nor no'],
    [declared('version="1.0" encoding="-x"'), 'no name of an encoding'],
    [declared('version=1.0'), 'declaration without quotes'],
    [`${reason('Conflict')}<a/>`, 'two roots'],
    [`${reason('Conflict')}x`, 'text behind the root'],
    [`x${reason('Conflict')}`, 'text before the root'],
    [`<![CDATA[x]]>${reason('Conflict')}`, 'CDATA before the root'],
    [`${reason('Conflict')}\0`, 'NUL behind the root'],
    [input('<1a/>'), 'name that begins with a digit'],
    [input('< property name="reason">Conflict</property>'), 'blank before a name'],
    [input('<property name="reason">Conflict<//property>'), 'slash twice'],
    ['Conflict', 'text only'],
    ['reason=Conflict', 'form text'],
    ['<!doctype input><input/>', 'DOCTYPE in lower case'],
    [`<input ${ns}><x:a><b></x:a></input>`, 'namespace fault and crossed tags'],
  ],
  'S-28': [
    ['{"reason":"Conflict"}', 'JSON text'],
    ['{}', 'empty object'],
    ['"Conflict"', 'JSON string'],
    ['12', 'JSON number'],
  ],
  'S-29': [
    ['<input><property name="reason">Conflict</property></input>', 'no namespace'],
    ['<input xmlns="urn:other"><property name="reason">Conflict</property></input>', 'other namespace'],
    [
      `<input ${ns}><property xmlns="" name="reason">Conflict</property></input>`,
      'property without namespace',
    ],
    [`<dismiss ${ns}/>`, 'other root'],
    [`<Input ${ns}/>`, 'root in another letter case'],
    [input('<reason>Conflict</reason>'), 'reason as element'],
    [`<reason ${ns}>Conflict</reason>`, 'reason as root'],
    [`<!DOCTYPE input>${reason('Conflict')}`, 'DTD'],
    [`<!DOCTYPE input [<!ENTITY a "Conflict">]>${reason('&a;')}`, 'declared entity'],
    [`<!DOCTYPE input [<!ENTITY a SYSTEM "file:///a">]>${reason('&a;')}`, 'external entity'],
    [input('<a xmlns="urn:other"/>'), 'element of another namespace'],
  ],
  'R-03': [
    [reason(' Conflict'), 'before'],
    [reason('Conflict\n'), 'behind'],
    [reason('\t\r\n Conflict \t'), 'on both sides'],
    [reason('&#32;Conflict'), 'as reference'],
    [reason('<![CDATA[ Conflict ]]>'), 'in CDATA'],
  ],
  beyond: [
    [sizedTo(8193), '8,193 bytes'],
    [input(`<propertyList name="x">${nested(31)}</propertyList>`), 'depth 33'],
    ['<a>'.repeat(33), 'left open 33 times'],
    [input(nested(300)), 'deeper than libxml2 goes'],
  ],
  'S-18': [
    [`\uFEFF${operation.samples.xml}`, 'byte order mark'],
    [declared('version="1.0" encoding="utf-16"'), 'declares UTF-16'],
    [declared('version="1.0" encoding="iso-8859-1"'), 'declares Latin-1'],
    [declared("version='1.0' encoding='us-ascii'"), 'declares ASCII'],
    [declared('version="1.0" encoding="bogus"'), 'declares an encoding nobody knows'],
  ],
  'S-12': [['', 'empty']],
  open: [
    [' \n', 'blank: absent to some readers'],
    ['{"reason', 'malformed text of the other format'],
    [declared('version="1.1"'), 'XML 1.1'],
    [declared('version="2.0"'), 'a version nobody knows'],
    [reason('Con<!-- a -->flict'), 'comment inside the value'],
    [reason('Con<?pi a?>flict'), 'instruction inside the value'],
    [reason('<a/>'), 'element inside the value'],
    [reason('Conflict<a/>'), 'text and element inside the value'],
    [reason('<property name="reason">Conflict</property>'), 'property inside the property'],
    [reason('  '), 'white space only: empty or another value'],
    [reason(' conflict'), 'white space and letter case'],
    [input('Conflict'), 'text under the root'],
    [input('x<property name="reason">Conflict</property>'), 'text beside the property'],
    [input('<property>Conflict</property>'), 'property without name'],
    [input('<property Name="reason">Conflict</property>'), 'name in another letter case'],
    [input('<property name="reason" type="x">Conflict</property>'), 'unknown attribute'],
    [input('<property name="reason" xml:space="preserve">Conflict</property>'), 'xml:space'],
    [input('<property name="reason" xml:lang="en">Conflict</property>'), 'xml:lang'],
    [
      input('<property name="reason" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>'),
      'xsi:nil',
    ],
    [`<input ${ns} a="b"/>`, 'attribute on the root'],
    [input('<Property name="reason">Conflict</Property>'), 'property in another letter case'],
    [input('<a/>'), 'unknown element'],
    [input('<x:a/>'), 'undeclared prefix'],
    [input('<property x:name="reason">Conflict</property>'), 'undeclared prefix of an attribute'],
    [input('<a:b:c xmlns:a="urn:a"/>'), 'two colons in a name'],
    [input('<link rel="mediaOffer" href="/a"/>'), 'a relation that servers act upon'],
    [input('<link rel="self"/>'), 'link without href'],
    [input('<link href="/a"/>'), 'link without relation'],
    [input('<link rel="self" href="/a"/><property name="reason">Global</property>'), 'noise and value'],
    [
      input('<resource rel="conversation" href="/a"><property name="reason">Conflict</property></resource>'),
      'reason embedded',
    ],
    [
      input('<property name="reason">Global</property><property name="x">1</property>'),
      'value and extra property',
    ],
    [input('<property name="x"/><property name="x"/>'), 'extra property twice'],
    [`<!DOCTYPE input>${reason('&')}`, 'DTD and malformed'],
  ],
}

describe.each(Object.entries(table))('XML %s', (row, examples) => {
  it.each(examples.map(([text, because]) => ({ text, because })))('$because', ({ text }) => {
    expect(classify(utf8(text), 'xml').row).toBe(row)
  })
})

describe('XML', () => {
  it.each(operation.reasons)('tells the reason %s', value => {
    expect(classify(encodeXml(value), 'xml')).toEqual({ row: 'valid', rows: ['valid'], reason: value })
  })

  it('tells the reason through white space, references and CDATA', () => {
    expect(classify(utf8(reason(' &#67;on<![CDATA[flict]]>\n')), 'xml').reason).toBe('Conflict')
  })
})
