import { XmlDocument, type XmlElement } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import { broken, input, requirement } from './fixtures/run.ts'
import { conforming, failing, hostile } from './fixtures/samples.ts'
import { formatJunit } from './junit.ts'
import { buildReport } from './model.ts'
import type { ReportInput } from './report-input.ts'

/** What stands in each test, in order. Throws where the text is not well-formed. */
function outcomes(xml: string): readonly string[] {
  const document = XmlDocument.fromString(xml)
  try {
    return document.find('//testcase').map(test =>
      test
        .find('*')
        .map(node => (node as XmlElement).name)
        .join(),
    )
  } finally {
    document.dispose()
  }
}

test('a conforming run', () => {
  expect(formatJunit(conforming)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="UCWA dismiss: Contoso pool" time="4.100">
      <testsuite name="Media types" tests="3" failures="0" errors="0" skipped="0">
        <testcase classname="dismiss.media" name="DIS-MEDIA-02 MUST refuses an unsupported media type with 415"/>
        <testcase classname="dismiss.media" name="DIS-MEDIA-03 SHOULD refuses an unsupported media type with 415"/>
        <testcase classname="dismiss.media" name="DIS-MEDIA-07 OBSERVE refuses an unsupported media type with 415"><system-out>A body of a foreign media type gives 415 with code \`UnsupportedMediaType\`.
    Source: Generic synchronous errors § intro
    DIS-MEDIA-07/json/one  1 of 1 case
      observed: 204
      again: npx dismiss-conformance replay DIS-MEDIA-07/json/one</system-out></testcase>
      </testsuite>
    </testsuites>
    "
  `)
})

test('a failing run', () => {
  expect(formatJunit(failing)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="UCWA dismiss: Contoso pool" time="4.100">
      <testsuite name="Media types" tests="6" failures="1" errors="1" skipped="2">
        <testcase classname="dismiss.media" name="DIS-MEDIA-02 MUST refuses an unsupported media type with 415"><failure message="status: expected 415, received 500" type="MUST">A body of a foreign media type gives 415 with code \`UnsupportedMediaType\`.
    Source: Generic synchronous errors § intro
    DIS-MEDIA-02/json/text-plain  2 of 6 cases
      status: expected 415, received 500
      again: npx dismiss-conformance replay DIS-MEDIA-02/json/text-plain</failure></testcase>
        <testcase classname="dismiss.media" name="DIS-MEDIA-03 SHOULD refuses an unsupported media type with 415"><system-out>A body of a foreign media type gives 415 with code \`UnsupportedMediaType\`.
    Source: Generic synchronous errors § intro
    DIS-MEDIA-03/json/allow  1 of 1 case
      Allow: expected present, received absent
      again: npx dismiss-conformance replay DIS-MEDIA-03/json/allow</system-out></testcase>
        <testcase classname="dismiss.media" name="DIS-MEDIA-04 MUST refuses an unsupported media type with 415"><error message="No answer, three times." type="environment">A body of a foreign media type gives 415 with code \`UnsupportedMediaType\`.
    Source: Generic synchronous errors § intro
    DIS-MEDIA-04/json/one  1 of 1 case
      No answer, three times.
      again: npx dismiss-conformance replay DIS-MEDIA-04/json/one</error></testcase>
        <testcase classname="dismiss.media" name="DIS-MEDIA-05 MUST refuses an unsupported media type with 415"><skipped message="No token of another user."/></testcase>
        <testcase classname="dismiss.media" name="DIS-MEDIA-06 MUST refuses an unsupported media type with 415"><skipped message="No more links."/></testcase>
        <testcase classname="dismiss.media" name="DIS-MEDIA-07 OBSERVE refuses an unsupported media type with 415"><system-out>A body of a foreign media type gives 415 with code \`UnsupportedMediaType\`.
    Source: Generic synchronous errors § intro
    DIS-MEDIA-07/json/one  1 of 1 case
      observed: 204
      again: npx dismiss-conformance replay DIS-MEDIA-07/json/one</system-out></testcase>
      </testsuite>
    </testsuites>
    "
  `)
})

describe('verdicts', () => {
  test('failed, warned, inconclusive, skipped, skipped, observed', () => {
    expect(outcomes(formatJunit(failing))).toEqual([
      'failure',
      'system-out',
      'error',
      'skipped',
      'skipped',
      'system-out',
    ])
  })

  test.each<[string, Partial<ReportInput>, string]>([
    ['passes with its text', {}, 'system-out'],
    ['fails where the run fails on SHOULD', { failOn: 'should' }, 'failure'],
    [
      'passes where it is ruled out',
      { failOn: 'should', rulings: { 'DIS-A-01': { treatAs: 'observe', because: 'ticket' } } },
      'system-out',
    ],
  ])('a warning %s', (_, over, expected) => {
    const warned = broken('DIS-A-01/x', { level: 'SHOULD', verdict: 'warned' })
    const report = buildReport(input([requirement('DIS-A-01', 'SHOULD')], [warned], over))
    expect(outcomes(formatJunit(report))).toEqual([expected])
  })

  test('a known failure is skipped, with its flag', () => {
    const entries = {
      catalogue: '2026.1',
      entries: [{ case: 'DIS-A-01', because: 'ticket', expires: '2027-01-01' }],
    }
    const over = { baseline: { entries, today: '2026-02-01' } }
    const xml = formatJunit(buildReport(input([requirement('DIS-A-01')], [broken('DIS-A-01/x')], over)))
    expect(xml).toContain('<skipped message="known: status: expected 415, received 500"/>')
  })
})

test('stays well-formed whatever a server says', () => {
  const xml = formatJunit(hostile)
  expect(() => outcomes(xml)).not.toThrow()
  expect(xml).not.toMatch(/<script|\x1b|\0|\u202e|]]>/)
})
