import { expect, test } from 'vitest'
import { compareRequests } from './compare-requests.ts'
import type { ReportSpec } from './report.ts'

const JSON_TYPE = ['Content-Type', 'application/json'] as const
const valid: ReportSpec = { headers: [JSON_TYPE], body: { encoding: 'base64', data: 'e30=' } }

test.each<[string, ReportSpec, string, string]>([
  ['method', { ...valid, method: 'DELETE' }, 'DELETE', 'POST'],
  [
    'content-type',
    { headers: [['content-type', 'text/plain']] },
    'content-type: text/plain',
    'content-type: application/json',
  ],
  ['content-type', { ...valid, headers: [] }, 'no Content-Type', 'Content-Type: application/json'],
  ['if-match', { headers: [JSON_TYPE, ['If-Match', '"1"']] }, 'If-Match: "1"', 'no If-Match'],
  ['token', { ...valid, token: { kind: 'expired' } }, 'an expired token', 'a valid token'],
  ['token', { ...valid, token: { kind: 'scopes', scopes: [] } }, 'a token without scopes', 'a valid token'],
  ['target', { ...valid, target: { forge: 'conversation' } }, 'an unknown conversation', 'the link as given'],
  ['target', { ...valid, target: { query: [['reason', 'x']] } }, '?reason=x', 'the link as given'],
  ['framing', { ...valid, framing: 'chunked' }, 'chunked', 'with Content-Length'],
  [
    'framing',
    { ...valid, framing: 'chunked', chunks: 'single bytes' },
    'chunked, with single bytes',
    'with Content-Length',
  ],
  ['pieces', { ...valid, pieces: 2 }, 'the body in 2 pieces', 'the body at once'],
  ['spelling', { ...valid, headerCase: 'upper' }, 'header names in upper case', 'usual header names'],
])('names the one difference in %s', (part, spec, probe, control) => {
  expect(compareRequests(spec, valid)).toEqual([{ part, probe, control }])
})

test('equal requests differ in nothing', () => {
  expect(
    compareRequests({ ...valid, method: 'POST', framing: 'length', token: { kind: 'default' } }, valid),
  ).toEqual([])
})

test('Accept counts only where it is the fault', () => {
  const parts = (probe: ReportSpec, control = valid): readonly string[] =>
    compareRequests(probe, control).map(({ part }) => part)
  const accepting = (accept: string, type: string): ReportSpec => ({
    ...valid,
    headers: [
      ['Content-Type', type],
      ['Accept', accept],
    ],
  })
  expect(parts(accepting('text/plain', 'application/json'))).toEqual(['accept'])
  expect(parts(accepting('application/xml', 'application/json'))).toEqual(['accept'])
  expect(parts(accepting('application/json', 'application/json'))).toEqual([])
  expect(parts(accepting('application/json', 'text/plain'))).toEqual(['content-type'])
  expect(parts(valid, accepting('application/json', 'text/plain'))).toEqual(['content-type'])
})
