import { describe, expect, it } from 'vitest'
import { recordAnswer, recordExchange } from '../../engine/judge/test-exchange.ts'
import type { Exchange } from '../../engine/model/exchange.ts'
import type { Header } from '../../engine/model/request.ts'
import type { Observe } from '../../engine/model/requirement.ts'
import { challenges, coding, continued, versionServed } from './observed.ts'

function look(observe: Observe, headers: readonly Header[] = [], more: Partial<Exchange> = {}): string {
  const answer = recordAnswer(401, headers)
  return observe(answer, recordExchange(answer, more))
}

describe('what is recorded of an answer', () => {
  it('says whether 100 Continue came', () => {
    expect(look(continued, [], { interim: [100] })).toBe('after 100 Continue')
    expect(look(continued)).toBe('without 100 Continue')
  })

  it('names the content coding', () => {
    expect(look(coding, [['content-encoding', 'gzip']])).toBe('Content-Encoding gzip')
    expect(look(coding)).toBe('not compressed')
  })

  it.each<[string, readonly Header[]]>([
    ['no challenge', []],
    ['challenges Bearer', [['WWW-Authenticate', 'Bearer realm="x"']]],
    [
      'challenges MsRtcOAuth and Bearer, href quoted',
      [
        ['WWW-Authenticate', 'MsRtcOAuth href="https://a/b",grant_type="password"'],
        ['WWW-Authenticate', 'Bearer trusted_issuers="x", client_id="y"'],
      ],
    ],
    [
      'challenges MsRtcOAuth, href unquoted',
      [['WWW-Authenticate', 'MsRtcOAuth href=https://a/b,grant_type="x"']],
    ],
  ])('tells challenges apart: %s', (words, headers) => {
    expect(look(challenges, headers)).toBe(words)
  })

  it('bounds and tames what a server says of its version', () => {
    expect(look(versionServed, [['X-MS-UcwaVersion', '1.7']])).toBe('version 1.7')
    const long = `\u00e9${'x'.repeat(1000)}`
    expect(look(versionServed, [['X-MS-UcwaVersion', long]])).toBe(`version ?${'x'.repeat(79)}`)
    expect(look(versionServed)).toBe('no version')
  })
})
