import { describe, expect, test } from 'vitest'
import { matchesCase } from './glob.ts'

const CASE = 'DIS-MEDIA-02/json/text-plain'

describe('a pattern without a slash names requirements', () => {
  test.each(['DIS-MEDIA-02', 'DIS-MEDIA-*', '*', 'DIS-*-02', '*MEDIA*'])('%s matches', pattern => {
    expect(matchesCase(pattern, CASE)).toBe(true)
  })
  test.each(['DIS-MEDIA-0', 'MEDIA', 'DIS-MEDIA-02*plain', 'dis-media-02', ''])(
    '%s does not match',
    pattern => {
      expect(matchesCase(pattern, CASE)).toBe(false)
    },
  )
})

describe('a pattern with a slash names cases, and * crosses slashes', () => {
  test.each(['DIS-MEDIA-02/*', '*/text-plain', 'DIS-*/text-*', CASE, 'DIS-MEDIA-02/json/*plain'])(
    '%s matches',
    pattern => {
      expect(matchesCase(pattern, CASE)).toBe(true)
    },
  )
  test.each(['DIS-MEDIA-02/', 'DIS-MEDIA-02/json', '*/xml/*', 'DIS-MEDIA-02/json/text-plain/*'])(
    '%s does not match',
    pattern => {
      expect(matchesCase(pattern, CASE)).toBe(false)
    },
  )
})

test('parts around * do not overlap', () => {
  expect(matchesCase('ab*ba', 'aba')).toBe(false)
  expect(matchesCase('ab*ba', 'abba')).toBe(true)
  expect(matchesCase('a*b*b', 'ab')).toBe(false)
})

test('a requirement that stands alone is its own case id', () => {
  expect(matchesCase('DIS-BODY-01', 'DIS-BODY-01')).toBe(true)
})

test('characters of regular expressions stand for themselves', () => {
  expect(matchesCase('DIS-X-01/a.c', 'DIS-X-01/abc')).toBe(false)
  expect(matchesCase('DIS-X-01/a+(b)*', 'DIS-X-01/a+(b)#17')).toBe(true)
})
