import { expect, test } from 'vitest'
import { markDifference } from './difference.ts'

test.each([
  ['a changed middle', '{"a":1}', '{"a":22}', ['{"a":', '1', '}']],
  ['a missing end', '{"a":1', '{"a":1}', ['{"a":1', '', '']],
  ['an added start', ' x', 'x', ['', ' ', 'x']],
  ['a doubled letter, once', 'aab', 'ab', ['a', 'a', 'b']],
  ['nothing in common', 'abc', 'xyz', ['', 'abc', '']],
  ['no difference', 'abc', 'abc', ['abc', '', '']],
  ['whole characters', '😀b', '😁b', ['', '😀', 'b']],
])('marks %s', (_, text, other, [before, changed, after]) => {
  expect(markDifference(text, other)).toEqual({ before, changed, after })
})
