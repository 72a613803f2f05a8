import { describe, expect, it } from 'vitest'
import { readJsonBody } from './json-body.ts'

describe('readJsonBody', () => {
  it('lists the members by kind', () => {
    const { members, ...rest } = readJsonBody(
      '{"code":"Conflict","subcode":"","link":null,"n":1,"b":false,"parameters":[],"debugInfo":{"a":1}}',
    )
    expect(rest).toEqual({ wellFormed: true, duplicates: [] })
    expect(Object.fromEntries(members)).toEqual({
      code: { kind: 'string', text: 'Conflict', empty: false },
      subcode: { kind: 'string', text: '', empty: true },
      link: { kind: 'null', empty: true },
      n: { kind: 'number', text: '1', empty: false },
      b: { kind: 'boolean', text: 'false', empty: false },
      parameters: { kind: 'array', empty: true },
      debugInfo: { kind: 'object', empty: false },
    })
  })

  it('keeps a member named __proto__ a member', () => {
    expect([...readJsonBody('{"__proto__":"x"}').members.keys()]).toEqual(['__proto__'])
  })

  it.each(['[]', '"Conflict"', 'null', '1'])('finds %s well-formed, without members', text => {
    expect(readJsonBody(text)).toEqual({ wellFormed: true, members: new Map(), duplicates: [] })
  })

  it.each([
    ['', 'no JSON text at all'],
    [' \n', 'no JSON text at all'],
    ['{', 'not a JSON text'],
    ['{"code":}', 'not a JSON text'],
    ["{'code':1}", 'not a JSON text'],
    ['{"code":1,}', 'not a JSON text'],
    ['Conflict', 'not a JSON text'],
    ['{}x', 'not a JSON text'],
    ['{"a":"\n"}', 'not a JSON text'],
  ])('finds %j malformed: %s', (text, problem) => {
    expect(readJsonBody(text)).toEqual({ wellFormed: false, problem, members: new Map(), duplicates: [] })
  })

  it('survives nesting of any depth', () => {
    const deep = '['.repeat(200_000)
    expect(readJsonBody(deep + ']'.repeat(200_000)).wellFormed).toBe(true)
    expect(readJsonBody(`{"a":${deep}${']'.repeat(200_000)}}`).wellFormed).toBe(true)
    expect(readJsonBody(deep).wellFormed).toBe(false)
  })
})

describe('readJsonBody on names that come twice (RFC 8259 section 4)', () => {
  it.each([
    ['{"code":"a","code":"b"}', ['code']],
    ['{"code":1,"code":2,"code":3,"subcode":1,"subcode":2}', ['code', 'subcode']],
    ['{"code":"a","\\u0063ode":"b"}', ['code']],
    ['{"code":"a","x\\"":1,"x\\"":2}', ['x"']],
    ['{"a:":1,"a:":2}', ['a:']],
    ['{ "code"\r\n\t : 1, "code" : 2 }', ['code']],
    ['{"debugInfo":{},"code":1,"code":2}', ['code']],
    ['{"parameters":[{"a":[]},{"a":{}}],"code":1,"code":2}', ['code']],
    ['{"message":"{","code":1,"code":2}', ['code']],
    ['{"code":1,"message":"}","code":2}', ['code']],
  ])('finds those of %s', (text, duplicates) => {
    expect(readJsonBody(text)).toMatchObject({ wellFormed: true, duplicates })
  })

  it.each([
    '{"code":"a","message":"\\"code\\":1, {"}',
    '{"code":"code","message":"code"}',
    '{"code":"a:","message":"a:"}',
    '{"debugInfo":{"a":1,"a":2}}',
    '{"code":{"code":1}}',
    '{"code":1,"parameters":[{"code":1}]}',
    '[{"code":1},{"code":1}]',
    '[{"code":1,"code":2}]',
    '"\\"code\\":1,\\"code\\":2"',
  ])('finds none in %s', text => {
    expect(readJsonBody(text)).toMatchObject({ wellFormed: true, duplicates: [] })
  })
})
