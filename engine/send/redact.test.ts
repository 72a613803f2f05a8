import { assert, constantFrom, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Secret } from '../model/secret.ts'
import { redactorOf } from './redact.ts'

const token = 'cwt=AAEB/HAE+FAA.x-y_z~0=='
const { redactText, redactBytes } = redactorOf(new Secret(token))
const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64')

describe('redactorOf', () => {
  it.each([
    ['as it is', token],
    ['percent-encoded', encodeURIComponent(token)],
    [
      'percent-encoded in lower case',
      encodeURIComponent(token)
        .toLowerCase()
        .replace('aaeb', 'AAEB')
        .replace('hae', 'HAE')
        .replace('faa', 'FAA'),
    ],
    ['form-encoded', new URLSearchParams({ '': token }).toString().slice(1)],
    ['in JSON with escaped slashes', token.replace('/', '\\/')],
    ['in JSON with escapes', token.replace('+', '\\u002B').replaceAll('=', '\\u003d')],
    ['in XML with references', token.replace('+', '&#43;').replaceAll('=', '&#x3D;')],
  ])('replaces it %s', (_, spelled) => {
    expect(redactText(`<${spelled}> and ${spelled}`)).toBe('<$TOKEN> and $TOKEN')
    expect(Buffer.from(redactBytes(Buffer.from(spelled))).toString()).toBe('$TOKEN')
  })

  it.each(['', 'B', 'Be', 'Bearer '])('replaces the base64 of it behind %j', prefix => {
    const text = base64(`${prefix}${token} and more`)
    expect(redactText(text)).toContain('$TOKEN')
    expect(redactText(text.replaceAll('+', '-').replaceAll('/', '_'))).toContain('$TOKEN')
    expect(Buffer.from(redactText(text).replace('$TOKEN', ''), 'base64').toString()).not.toContain('AAEB')
  })

  it('leaves everything else alone, byte for byte', () => {
    const bytes = Buffer.from([0, 255, ...Buffer.from('cwt=AAEB/HAE and x-y_z~0')])
    expect(redactBytes(bytes)).toBe(bytes)
    expect(redactText('cwt=AAEB')).toBe('cwt=AAEB')
  })

  it('keeps the bytes around it', () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0x80]), Buffer.from(token), Buffer.from([0xfe])])
    expect(Buffer.from(redactBytes(bytes)).toString('latin1')).toBe('\xff\x80$TOKEN\xfe')
  })

  it('finds any token in any of its spellings', () => {
    const spell = constantFrom<(text: string) => string>(String, encodeURIComponent, base64, text =>
      JSON.stringify(text),
    )
    const anyToken = string({ minLength: 8, maxLength: 40, unit: constantFrom(...'abyzABYZ0189-._~+/=') })
    assert(
      property(anyToken, spell, (value, spellIt) => {
        const redacted = redactorOf(new Secret(value)).redactText(`before ${spellIt(value)} after`)
        expect(redacted).toMatch(/^before "?.{0,3}\$TOKEN.{0,3}"? after$/)
      }),
    )
  })

  it('does not look for credentials under eight characters', () => {
    expect(redactorOf(new Secret('alice12')).redactText('alice12')).toBe('alice12')
    expect(redactorOf(new Secret('alice123')).redactText('alice123')).toBe('$TOKEN')
    expect(redactorOf(null).redactText(token)).toBe(token)
  })
})
