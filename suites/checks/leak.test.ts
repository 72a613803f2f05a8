import { describe, expect, it } from 'vitest'
import { recordAnswer, recordExchange } from '../../engine/judge/test-exchange.ts'
import { INJECTED, INJECTED_STATUS, noFileContent, notInjected } from './leak.ts'

describe('notInjected', () => {
  it('finds a header line or an answer made of a value', () => {
    expect(notInjected(recordExchange(recordAnswer(400)))).toEqual([])
    const header = recordAnswer(400, [[INJECTED.toLowerCase(), 'x']])
    expect(notInjected(recordExchange(header))).toMatchObject([{ received: INJECTED }])
    const stray = Buffer.from(`HTTP/1.1 200 OK\r\nA: b\r\n${INJECTED}: 1\r\n\r\n`)
    expect(notInjected(recordExchange(recordAnswer(204), { stray }))).toMatchObject([{ what: 'answers' }])
  })

  it('finds an answer made of a value that was cut short', () => {
    const stray = Buffer.from(`${INJECTED_STATUS}\r\nX-Conf`)
    const asked = recordExchange(recordAnswer(400), { stray })
    const sent = { ...asked.sent, body: Buffer.from(`{"reason":"x\\r\\n\\r\\n${INJECTED_STATUS}"}`) }
    expect(notInjected({ ...asked, sent })).toMatchObject([{ what: 'answers' }])
    const inQuery = { ...asked.sent, target: '/d?reason=x%0D%0A%0D%0AHTTP%2F1.1+200+OK' }
    expect(notInjected({ ...asked, sent: inQuery })).toMatchObject([{ what: 'answers' }])
    expect(notInjected(asked)).toEqual([])
  })

  it('finds an answer that a value put where the body would be', () => {
    const close = { framing: 'close' } as const
    const made = `HTTP/1.1 200 OK\r\n${INJECTED}: 1\r\n\r\n`
    const split = { ...recordAnswer(400, [], made), ...close }
    expect(notInjected(recordExchange(split))).toMatchObject([{ what: 'answers' }])
    expect(notInjected(recordExchange(recordAnswer(400, [], made)))).toEqual([])
    const quoted = { ...recordAnswer(400, [], `Bogus\r\n\r\n${made}`), ...close }
    expect(notInjected(recordExchange(quoted))).toEqual([])
  })

  it('does not take any second answer for one made of a value', () => {
    const stray = Buffer.from(`HTTP/1.1 400 Bad Request\r\nContent-Length: 27\r\n\r\n${INJECTED}: 1`)
    expect(notInjected(recordExchange(recordAnswer(204), { stray }))).toEqual([])
  })

  it('does not take a value in a text for a header line', () => {
    const told = recordAnswer(400, [['X-Reason', `Bogus ${INJECTED}: x`]], `Bogus ${INJECTED}: x`)
    expect(notInjected(recordExchange(told))).toEqual([])
  })
})

describe('noFileContent', () => {
  it.each(['root:x:0:0:root:/root:/bin/sh', '[fonts]', '; for 16-bit app support'])('finds %s', text => {
    expect(noFileContent(recordExchange(recordAnswer(400, [], `<message>${text}</message>`)))).toHaveLength(1)
    expect(noFileContent(recordExchange(recordAnswer(400, [['X-Message', text]])))).toHaveLength(1)
  })

  it('finds nothing in other answers', () => {
    expect(noFileContent(recordExchange(recordAnswer(400, [], 'file:///etc/passwd is not read')))).toEqual([])
    expect(noFileContent(recordExchange(null))).toEqual([])
  })
})
