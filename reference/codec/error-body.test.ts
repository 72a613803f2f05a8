import { expect, it } from 'vitest'
import { encodeError } from './error-body.ts'

it('writes the same members in JSON and XML', () => {
  const members = { code: 'BadRequest', message: 'a < b & "c"', parameters: { reason: 'x' } }
  expect(encodeError(members, 'json').toString()).toBe(JSON.stringify(members))
  expect(encodeError(members, 'xml').toString()).toBe(
    '<?xml version="1.0" encoding="utf-8"?><reason xmlns="http://schemas.microsoft.com/rtc/2012/03/ucwa">' +
      '<code>BadRequest</code><message>a &lt; b &amp; &quot;c&quot;</message>' +
      '<parameters><property name="reason">x</property></parameters></reason>',
  )
})

it('replaces what XML cannot carry, and keeps astral characters', () => {
  expect(encodeError({ message: '\u0007\ud800😀' }, 'xml').toString()).toContain(
    '<message>\ufffd\ufffd😀</message>',
  )
})
