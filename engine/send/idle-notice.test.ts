import { describe, expect, it } from 'vitest'
import { withoutIdleNotice } from './idle-notice.ts'

const read = (text: string) => Buffer.from(withoutIdleNotice(Buffer.from(text))).toString()

describe('withoutIdleNotice', () => {
  it.each(['1.0', '1.1'])('drops a 408 of HTTP/%s', version => {
    expect(read(`HTTP/${version} 408 Request Timeout\r\nConnection: close\r\n\r\n`)).toBe('')
  })

  it.each(['', 'late', 'HTTP/1.1 204 No Content\r\n\r\n', 'HTTP/1.1 4', ' HTTP/1.1 408 \r\n\r\n'])(
    'keeps %j',
    text => {
      expect(read(text)).toBe(text)
    },
  )
})
