import { expect, test } from 'vitest'
import { facts } from './facts.ts'

const ids = Object.keys(facts)
const rows = Object.entries(facts)

test.each([
  ['F', 99],
  ['S', 75],
  ['R', 13],
])('%s has %i facts', (letter, count) => {
  expect(ids.filter(id => id.startsWith(letter))).toHaveLength(count)
  expect(ids).toHaveLength(99 + 75 + 13)
})

test('documented facts and those of standards are numbered without a gap', () => {
  const numbered = (letter: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${letter}-${String(index + 1).padStart(2, '0')}`)
  expect(ids.filter(id => !id.startsWith('S'))).toEqual([...numbered('F', 99), ...numbered('R', 13)])
})

test('every fact is one short sentence', () => {
  for (const [id, { says }] of rows) {
    expect(says, id).toMatch(/^\S.*\.$/)
    expect(says.length, id).toBeLessThanOrEqual(120)
  }
})

test('every source names a page and a heading, and its link is https', () => {
  for (const [id, { source, url }] of rows) {
    expect(source, id).toMatch(/^\S.* § \S/)
    expect(new URL(url).protocol, id).toBe('https:')
    expect(url, id).not.toContain('undefined')
  }
})

test.each([
  ['F-17', 'https://github.com/OfficeDev/skype-docs/blob/master/Skype/UCWA/dismiss_ref.md'],
  ['S-27b', 'https://www.rfc-editor.org/rfc/rfc8259#section-9'],
  ['R-02', 'https://www.w3.org/TR/xml/'],
  ['R-08', 'https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2'],
])('%s links to %s', (id, url) => {
  expect(facts[id]?.url).toBe(url)
})
