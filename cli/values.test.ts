import { describe, expect, it } from 'vitest'
import { UsageError } from './errors.ts'
import {
  collectText,
  readDuration,
  readInteger,
  readPositive,
  readSeed,
  readShard,
  readText,
  readWord,
  readWords,
} from './values.ts'

const readCount = readInteger('--count', 1, 1000)
const readRate = readPositive('--rate', 100)
const readTime = readDuration('--max-time')
const readPart = readShard('--shard')
const readNames = readWords('--report', ['html', 'json', 'junit'])

describe('values that are taken', () => {
  it.each([
    ['a count at its least', () => readCount('1'), 1],
    ['a count at its most', () => readCount('1000'), 1000],
    ['a rate below 1', () => readRate('0.5'), 0.5],
    ['a rate at its most', () => readRate('100'), 100],
    ['seconds', () => readTime('90'), 90],
    ['seconds with their unit', () => readTime('90s'), 90],
    ['minutes', () => readTime('5m'), 300],
    ['a fraction of an hour', () => readTime('1.5h'), 5400],
    ['a week', () => readTime('168h'), 604_800],
    ['seed 0', () => readSeed('--seed')('0'), 0],
    ['the largest seed', () => readSeed('--seed')('4294967295'), 4_294_967_295],
    ['the last shard', () => readPart('4/4'), { index: 4, of: 4 }],
    ['the only shard', () => readPart('1/1'), { index: 1, of: 1 }],
    ['a text as it stands', () => readText('--out')(' a b'), ' a b'],
    ['one of two words', () => readWord('--fail-on', ['must', 'should'])('should'), 'should'],
    ['a list with blanks', () => readNames('json, html'), ['json', 'html']],
    ['a word given twice, once', () => readNames('json,json'), ['json']],
    ['the first of several texts', () => collectText('--only')('a'), ['a']],
    ['one more text', () => collectText('--only')('b', ['a']), ['a', 'b']],
  ])('%s', (_, read, value) => {
    expect(read()).toEqual(value)
  })

  it('draws another random seed each time, within 32 bits', () => {
    const seeds = Array.from({ length: 20 }, () => readSeed('--seed')('random'))
    expect(new Set(seeds).size).toBeGreaterThan(1)
    for (const seed of seeds)
      expect(seed).toSatisfy(value => Number.isInteger(value) && value >= 0 && value < 2 ** 32)
  })
})

describe('values that are refused', () => {
  it.each([
    ['a count below its least', () => readCount('0')],
    ['a count above its most', () => readCount('1001')],
    ['a fraction as a count', () => readCount('1.5')],
    ['a sign', () => readCount('-1')],
    ['an exponent', () => readCount('1e2')],
    ['hexadecimal', () => readCount('0x10')],
    ['no count', () => readCount('')],
    ['rate 0', () => readRate('0')],
    ['a rate above its most', () => readRate('100.1')],
    ['no number as a rate', () => readRate('NaN')],
    ['infinity', () => readRate('Infinity')],
    ['time 0', () => readTime('0s')],
    ['more than a week', () => readTime('169h')],
    ['an unknown unit', () => readTime('5d')],
    ['a unit alone', () => readTime('m')],
    ['a seed over 32 bits', () => readSeed('--seed')('4294967296')],
    ['a word as a seed', () => readSeed('--seed')('Random')],
    ['shard 0', () => readPart('0/4')],
    ['a shard beyond the last', () => readPart('5/4')],
    ['half a shard', () => readPart('1')],
    ['too many shards', () => readPart('1/1001')],
    ['an empty text', () => readText('--out')(' ')],
    ['an unknown word', () => readWord('--fail-on', ['must', 'should'])('may')],
    ['an unknown word in a list', () => readNames('json,pdf')],
    ['an empty list', () => readNames('')],
  ])('%s', (_, read) => {
    expect(read).toThrow(UsageError)
    expect(read).toThrow(/^--[a-z-]+ must/)
  })
})
