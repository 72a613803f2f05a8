import { describe, expect, test } from 'vitest'
import type { Exchange } from '../engine/model/exchange.ts'
import type { RequestSpec } from '../engine/model/request.ts'
import { describeExchange } from './exchange-view.ts'
import { answer, control, exchange, json } from './fixtures/run.ts'
import {
  findControl,
  findProbe,
  formatCurl,
  formatReplay,
  isOneOfSeveral,
  nameBodyFile,
} from './reproduce.ts'

function curl(spec: RequestSpec, over: Partial<Exchange> = {}): string {
  const shown = describeExchange(exchange(spec, answer(204, 'No Content'), over))
  return formatCurl(shown, 'DIS-A-01/json/x', 'https://pool.example/')
}

describe('curl', () => {
  test('sends the head line for line, the token as $TOKEN, the body from a file', () => {
    expect(curl(json('{"reason":"it\'s"}'))).toBe(
      'curl -i --http1.1 --path-as-is -X "POST" -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" ' +
        '-H "User-Agent: ucwa-dismiss-conformance/0.1.0" -H "Accept:" -H "Expect:" ' +
        '--data-binary "@bodies/DIS-A-01_json_x.bin" "https://pool.example/ucwa/v1/applications/192/dismiss"',
    )
  })

  test('writes out a made-up token, and names the variable of any other', () => {
    const made = { ...json('{}'), token: { kind: 'garbage', value: "it's" } } as const
    expect(curl(made)).toContain(`-H 'Authorization: Bearer it'\\''s'`)
    const expired = { ...json('{}'), token: { kind: 'expired' } } as const
    expect(curl(expired)).toContain('-H "Authorization: Bearer $TOKEN_EXPIRED"')
  })

  test('adds nothing of its own where a header was left out', () => {
    expect(curl({})).toContain('-H "Content-Type:"')
  })

  test('an empty body is a body; none at all is none', () => {
    expect(curl({})).toContain('--data-binary')
    const { sent } = exchange({}, null)
    expect(curl({}, { sent: { ...sent, headers: [['Host', 'pool.example']] } })).not.toContain(
      '--data-binary',
    )
  })

  test('quotes what a shell would read', () => {
    const spec = json('{}', 'application/json; charset="utf-8"')
    expect(curl(spec)).toContain(`-H 'Content-Type: application/json; charset="utf-8"'`)
    const { sent } = exchange({}, null)
    expect(curl({}, { sent: { ...sent, target: "/a'b$(id)`c`" } })).toContain(
      `'https://pool.example/a'\\''b$(id)\`c\`'`,
    )
  })

  test('goes to the host of the link, and keeps an absolute target', () => {
    const { sent } = exchange({}, null)
    const other = { ...sent, headers: [['Host', 'fe2.example:8443'] as const] }
    expect(curl({}, { sent: other })).toContain('"https://fe2.example:8443/ucwa')
    const absolute = { ...sent, target: 'https://pool.example/dismiss' }
    expect(curl({}, { sent: absolute })).toContain(
      '--request-target "https://pool.example/dismiss" "https://pool.example/dismiss"',
    )
  })
})

test('names of body files are legal everywhere', () => {
  expect(nameBodyFile('DIS-SPELLING-01/json/escapes#17')).toBe('DIS-SPELLING-01_json_escapes_17.bin')
  expect(nameBodyFile('DIS-A-01/../../x\\:*')).toBe('DIS-A-01_.._.._x_.bin')
})

describe('the exchange that a finding is about', () => {
  const [one, two] = [exchange({}, null, { connection: 1 }), exchange({}, null, { connection: 2 })]
  const checked = control()
  const mismatch = (what: string) => [{ what, expected: 'a', received: 'b' }]

  test('is the step that the mismatch names', () => {
    expect(findProbe([one, two, checked], mismatch('request 2: status'))).toBe(two)
    expect(findProbe([one, two, checked], mismatch('request 9: status'))).toBe(one)
  })

  test('is the first, a control too, where no step is named', () => {
    expect(findProbe([checked, one], mismatch('code'))).toBe(checked)
  })

  test('is the last probe where nothing is amiss', () => {
    expect(findProbe([one, two, checked], [])).toBe(two)
    expect(findProbe([], [])).toBeUndefined()
  })

  test('is never its own control', () => {
    const shown = describeExchange(checked)
    expect(findControl([shown], shown)).toBeUndefined()
  })
})

test('a request of a sequence is told from one that went alone, beside its control', () => {
  const shown = (role: 'probe' | 'control') =>
    describeExchange(exchange({}, answer(204, 'No Content'), { role }))
  const [first, second, control] = [shown('probe'), shown('probe'), shown('control')]
  expect(isOneOfSeveral(first, [first, control])).toBe(false)
  expect(isOneOfSeveral(first, [first, second, control])).toBe(true)
  expect(isOneOfSeveral(second, [first, second])).toBe(true)
})

describe('replay', () => {
  test('is told where report and target are, in words that a shell leaves whole', () => {
    expect(formatReplay('DIS-A-01/json/x')).toBe('npx dismiss-conformance replay DIS-A-01/json/x')
    expect(
      formatReplay('DIS-A-01/json/x', ['--report', 'my out', '--url', 'http://h/a?b=c', '--token', 'env:T']),
    ).toBe(
      'npx dismiss-conformance replay DIS-A-01/json/x --report "my out" --url "http://h/a?b=c" --token env:T',
    )
  })
})
