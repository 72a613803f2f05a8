import { describe, expect, test } from 'vitest'
import { conforming, failing, hostile } from '../fixtures/samples.ts'
import { renderHtml } from './page.tsx'

/** Text of the page, tags away. */
function textOf(html: string): string {
  return html
    .replace(/<style>[\s\S]*<\/style>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(lt|quot|amp);/g, (_, name: 'lt' | 'quot' | 'amp') => ({ lt: '<', quot: '"', amp: '&' })[name])
    .replace(/\s+/g, ' ')
}

describe('a failing report', () => {
  const html = renderHtml(failing)
  const text = textOf(html)

  test('opens with verdict, denominator and what was not judged', () => {
    expect(text).toContain('Not conformant 1 MUST failed, 1 SHOULD not met; 1 of 4 MUST judged.')
    expect(text).toContain('1 MUST more dismiss links are needed')
  })

  test('a finding shows the rule, expected and received, who answered and how to see it again', () => {
    const card = text.slice(text.indexOf('DIS-MEDIA-02 2 of 6 cases'))
    expect(card).toMatch(
      /Refuses an unsupported media type with 415 Expected Received status 415 500 answered by UCWA/,
    )
    expect(card).toContain('npx dismiss-conformance replay DIS-MEDIA-02/json/text-plain')
    expect(html).toContain('<a href="https://docs.example/generic" rel="noreferrer">')
  })

  test('marks what differs from the control, and nothing else', () => {
    const card = html.slice(
      html.indexOf('id="DIS-MEDIA-02/json/text-plain"'),
      html.indexOf('id="DIS-MEDIA-03/'),
    )
    const marks = [...card.matchAll(/<mark[^>]*>(.*?)<\/mark>/g)].map(([, inner]) =>
      textOf(inner ?? '').trim(),
    )
    expect(marks).toEqual(['Content-Type: text/plain', 'Content-Type: application/json'])
  })

  test('every link within the page leads somewhere', () => {
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
    for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target)
  })
})

test('a conforming report says so', () => {
  const text = textOf(renderHtml(conforming))
  expect(text).toContain('Conformant All 1 MUST judged, none broken.')
  expect(text).toContain('None: no requirement that was judged is broken.')
})

describe('what a server says', () => {
  const html = renderHtml(hostile)

  test('is never markup', () => {
    expect(html).not.toMatch(/<script/i)
    expect(html).not.toContain('<!--')
    expect(textOf(html)).toContain('<script>alert(1)</script>')
  })

  test('hides nothing', () => {
    expect(html.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    expect(html).toContain('␛[2J␀⟨U+202E⟩gnp.')
  })
})

test('the page needs nothing beside itself', () => {
  const html = renderHtml(failing)
  expect(html).not.toMatch(/<(script|link|img|iframe|form)\b/)
  expect(html).not.toMatch(/url\(|@import/)
  expect(html).toContain("default-src 'none'")
})
