import { describe, expect, it } from 'vitest'
import { parseMediaType, preferredFormat } from './media-type.ts'

describe('parseMediaType', () => {
  it.each([
    ['application/json', 'application/json', {}],
    ['Application/JSON;Charset=UTF-8', 'application/json', { charset: 'UTF-8' }],
    ['application/xml ; charset="utf-8"; v=1', 'application/xml', { charset: 'utf-8', v: '1' }],
    ['a/b; x="a;\\"b"', 'a/b', { x: 'a;"b' }],
    ['', '', {}],
  ])('reads %j', (text, type, parameters) => {
    const parsed = parseMediaType(text)
    expect(parsed.type).toBe(type)
    expect(Object.fromEntries(parsed.parameters)).toEqual(parameters)
  })
})

describe('preferredFormat', () => {
  it.each([
    [undefined, undefined],
    ['*/*', undefined],
    ['text/plain', undefined],
    ['application/xml', 'xml'],
    ['application/vnd.microsoft.com.ucwa+xml', 'xml'],
    ['application/json;q=0.2, application/xml;q=0.8', 'xml'],
    ['application/json;q=0, application/xml;q=0.1', 'xml'],
    ['application/json;q=0', undefined],
    ['application/xml, application/json', 'xml'],
    ['application/json;q=x', undefined],
  ])('takes %j for %s', (accept, format) => {
    expect(preferredFormat(accept)).toBe(format)
  })
})
