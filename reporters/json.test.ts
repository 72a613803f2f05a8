import { describe, expect, test } from 'vitest'
import { conforming, failing, hostile } from './fixtures/samples.ts'
import { formatJson, parseReport, ReportShapeError } from './json.ts'
import type { Report } from './report.ts'

describe.each<[string, Report]>([
  ['a conforming', conforming],
  ['a failing', failing],
  ['a hostile', hostile],
])('%s report', (_, report) => {
  test('has the shape of its schema and comes back equal', () => {
    expect(parseReport(formatJson(report))).toEqual(report)
  })
})

test.each<[string, object]>([
  ['an unknown key', { surprise: 1 }],
  ['an unknown verdict', { verdict: 'fine' }],
  ['an unknown exit code', { exit: { code: 6, reason: 'x' } }],
  ['another version', { schemaVersion: 2 }],
  ['a base URL that is none', { target: { name: 'x', baseUrl: 'javascript:alert(1)', profileHash: '' } }],
  ['a number of requests below none', { run: { ...conforming.run, requests: -1 } }],
])('%s is refused', (_, over) => {
  expect(() => formatJson({ ...conforming, ...over } as Report)).toThrow(ReportShapeError)
  expect(() => parseReport(JSON.stringify({ ...conforming, ...over }))).toThrow(ReportShapeError)
})

test('text that is no JSON is refused', () => {
  expect(() => parseReport('{')).toThrow(SyntaxError)
})
