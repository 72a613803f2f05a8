import { describe, expect, it } from 'vitest'
import { operation } from '../../schemas/load.ts'
import { decodeXml } from './xml.ts'

const NS = `xmlns="${operation.namespace}"`
const decode = (text: string) => decodeXml(Buffer.from(text))
const input = (content: string): string => `<input ${NS}>${content}</input>`
const reason = (content: string): string => input(`<property name="reason">${content}</property>`)

describe('decodeXml', () => {
  it.each([
    ['plain', reason('Unknown')],
    ['with declaration', `<?xml version="1.0" encoding="utf-8"?>${reason('Unknown')}`],
    ['CDATA and text mixed', reason('Unk<![CDATA[now]]>n')],
    ['character references', reason('&#85;nk&#x6e;own')],
    ['a comment inside the value', reason('Unk<!-- x -->nown')],
    ['comments and instructions around', `<!-- a --><?b c?>${reason('Unknown')}<!-- d -->\n`],
    [
      'single quotes and white space in tags',
      `<input\n${NS.replaceAll('"', "'")} ><property name = 'reason' >Unknown</property ></input >`,
    ],
    [
      'a prefix',
      `<u:input xmlns:u="${operation.namespace}"><u:property name="reason">Unknown</u:property></u:input>`,
    ],
    ['white space around the value', reason('\n Unknown\t')],
    ['a byte order mark', `\ufeff${reason('Unknown')}`],
    [
      'links and resources beside it',
      input(
        `<link rel="a" href="b"/><property name="reason">Unknown</property><resource rel="c"><property name="reason">No</property></resource>`,
      ),
    ],
    [
      'the last of two',
      input('<property name="reason">Conflict</property><property name="reason">Unknown</property>'),
    ],
  ])('reads a reason: %s', (_title, text) => {
    expect(decode(text)?.reason).toBe('Unknown')
  })

  it.each([
    ['empty element', `<input ${NS}/>`],
    ['other property', input('<property name="other">Unknown</property>')],
    [
      'property of another namespace',
      input('<p:property xmlns:p="urn:x" name="reason">Unknown</p:property>'),
    ],
    ['reason as element', input('<reason>Unknown</reason>')],
  ])('reads no reason: %s', (_title, text) => {
    expect(decode(text)).toBeDefined()
    expect(decode(text)).not.toHaveProperty('reason')
  })

  it.each([
    ['an element inside the value', reason('<b>Unknown</b>'), {}],
    ['a list', input('<propertyList name="reason"><item>Unknown</item></propertyList>'), []],
  ])('reads %s as something other than a text', (_title, text, value) => {
    expect(decode(text)?.reason).toEqual(value)
  })

  it.each([
    ['nothing', ''],
    ['truncated', reason('Unknown').slice(0, -1)],
    ['trailing text', `${reason('Unknown')}x`],
    ['a second root', reason('Unknown').repeat(2)],
    ['mismatched tags', reason('Unknown').replace('</property>', '</Property>')],
    ['an unquoted attribute', reason('Unknown').replace('"reason"', 'reason')],
    ['an undeclared prefix', input('<p:property name="reason">Unknown</p:property>')],
    ['an undeclared entity', reason('&nosuch;')],
    ['a bare ampersand', reason('a & b')],
    ['an unfinished reference at the end', reason('a&amp')],
    ['a document type', `<!DOCTYPE input>${reason('Unknown')}`],
    ['a declaration behind white space', ` <?xml version="1.0"?>${reason('Unknown')}`],
    ['an encoding it cannot read', `<?xml version="1.0" encoding="utf-16"?>${reason('Unknown')}`],
    ['an encoding without a name', `<?xml version="1.0" encoding=""?>${reason('Unknown')}`],
    ['no namespace', '<input/>'],
    ['another root', `<output ${NS}/>`],
    ['129 levels', input(`${'<a>'.repeat(128)}${'</a>'.repeat(128)}`)],
  ])('refuses %s', (_title, text) => {
    expect(decode(text)).toBeUndefined()
  })

  it('refuses bytes that are not UTF-8', () => {
    expect(decodeXml(Buffer.from(reason('\xff'), 'latin1'))).toBeUndefined()
  })

  it('reads 128 levels', () => {
    expect(decode(input(`${'<a>'.repeat(127)}${'</a>'.repeat(127)}`))).toBeDefined()
  })

  it('names all properties, repeated ones too, and keeps the text as it was written', () => {
    const properties =
      '<link rel="a" href="b"/><property name="a">1</property><property name="reason"> x</property>'
    const decoded = decode(input(properties.repeat(2)))
    expect(decoded?.names).toEqual(['a', 'reason', 'a', 'reason'])
    expect(decoded?.untrimmed).toBe(' x')
  })
})
