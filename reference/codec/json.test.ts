import { describe, expect, it } from 'vitest'
import { decodeJson } from './json.ts'

const decode = (text: string) => decodeJson(Buffer.from(text))

describe('decodeJson', () => {
  it.each([
    ['compact', '{"reason":"Unknown"}'],
    ['white space', ' {\t"reason"\r\n: "Unknown" } '],
    ['escapes in name and value', '{"\\u0072eason":"\\u0055nknown"}'],
    ['other members around', '{"_links":{},"reason":"Unknown","x":[1]}'],
    ['a byte order mark', '\ufeff{"reason":"Unknown"}'],
    ['the last of two', '{"reason":"Conflict","reason":"Unknown"}'],
  ])('reads a reason: %s', (_title, text) => {
    expect(decode(text)?.reason).toBe('Unknown')
  })

  it.each(['{}', '{"Reason":"Unknown"}', '{"__proto__":{"reason":"Unknown"}}'])(
    'reads no reason: %s',
    text => {
      expect(decode(text)).not.toHaveProperty('reason')
    },
  )

  it.each([null, 1, true, '', [], {}])('keeps the type of %j', reason => {
    expect(decode(JSON.stringify({ reason }))?.reason).toEqual(reason)
  })

  it('names all properties but links and embedded resources', () => {
    expect(decode('{"_links":{},"a":1,"reason":"x","_embedded":{}}')?.names).toEqual(['a', 'reason'])
  })

  it.each([
    '',
    '{',
    '{"a":1,}',
    "{'a':1}",
    '{a:1}',
    '{"a":NaN}',
    '{}x',
    '{"a":"\\x"}',
    '{"a":"\n"}',
    '[]',
    '"a"',
    '1',
    'null',
  ])('refuses %j', text => {
    expect(decode(text)).toBeUndefined()
  })

  it('refuses bytes that are not UTF-8', () => {
    expect(decodeJson(Buffer.from('{"a":"\xff"}', 'latin1'))).toBeUndefined()
  })
})
