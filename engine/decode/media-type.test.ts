import { describe, expect, it } from 'vitest'
import { parseMediaType } from './media-type.ts'

describe('parseMediaType', () => {
  it.each([
    ['application/json', 'json'],
    ['Application/XML', 'xml'],
    ['application/vnd.microsoft.com.ucwa+json', 'json'],
    ['application/vnd.microsoft.com.ucwa+xml', 'xml'],
    ['text/html', 'html'],
    ['application/xhtml+xml', 'html'],
    ['application/problem+json', 'other'],
    ['text/xml', 'other'],
    ['application/jsonp', 'other'],
  ])('takes %s as %s', (value, kind) => {
    expect(parseMediaType(value)).toMatchObject({ type: value.toLowerCase(), kind })
  })

  it.each([' application/json\t', 'application/json ; a=b', 'application/json;a=b'])(
    'reads the type of %j without what stands around it',
    value => {
      expect(parseMediaType(value)).toMatchObject({ type: 'application/json', kind: 'json' })
    },
  )

  it.each([
    ['application/json; charset=utf-8', { charset: 'utf-8' }],
    ['application/json;charset="utf-8"', { charset: 'utf-8' }],
    ['application/json ; Charset=UTF-8 ; a="b\\"c"', { charset: 'UTF-8', a: 'b"c' }],
    ['application/json; a="\\\\"', { a: '\\' }],
    ['application/json; a=""', { a: '' }],
    ['application/json; a="b=c; d=e"; f=g', { a: 'b=c; d=e', f: 'g' }],
    ['application/json;', {}],
    ['application/json;;charset=x', { charset: 'x' }],
  ])('reads the parameters of %s', (value, parameters) => {
    expect(Object.fromEntries(parseMediaType(value)?.parameters ?? [])).toEqual(parameters)
  })

  it.each([
    '',
    'json',
    'application/',
    '/json',
    'a/b c',
    'a/b; charset',
    'a/b; charset = x',
    'a/b, c/d',
    'a/b; c="d',
    'a/b; c=',
    'a/b; =d',
    'a/b; c=d=e',
    'a/b; c="d"e',
    'a/b; c="d\\"',
  ])('refuses %j', value => {
    expect(parseMediaType(value)).toBeUndefined()
  })
})
