import { beforeEach, describe, expect, test } from 'vitest'
import { finding } from '../fixtures/run.ts'
import { conforming } from '../fixtures/samples.ts'
import { type ConsoleOptions, type ConsoleOutput, createConsole } from './console.ts'

let written: string
let time: number
beforeEach(() => {
  written = ''
  time = 0
})

function open(output: Partial<ConsoleOutput> = {}, over: Partial<ConsoleOptions> = {}) {
  const recorder: ConsoleOutput = {
    write: text => {
      written += text
    },
    ...output,
  }
  return createConsole({ output: recorder, now: () => time, env: {}, ...over })
}

const progress = { done: 1204, of: 1862, requests: 3310, failed: 2 }

test('without a terminal there is a plain line every five seconds', () => {
  const reporter = open()
  for (time = 0; time <= 10_000; time += 100) reporter.progress(progress)
  expect(written).toBe(
    '1,204 of 1,862 cases · 3,310 requests · 2 failed · 5.0 s\n1,204 of 1,862 cases · 3,310 requests · 2 failed · 10.0 s\n',
  )
})

describe('on a terminal', () => {
  const terminal = { isTTY: true, columns: 40 }

  test('one line is drawn again and again, no wider than the terminal', () => {
    const reporter = open(terminal, { env: { NO_COLOR: '1' } })
    reporter.progress(progress)
    time = 50
    reporter.progress(progress)
    time = 100
    reporter.progress(progress)
    const lines = written.split('\r\x1b[2K').slice(1)
    expect(lines).toHaveLength(2)
    expect(lines.map(line => line.length)).toEqual([39, 39])
    expect(written).not.toContain('\n')
  })

  test('the summary takes the place of the live line', () => {
    const reporter = open(terminal, { env: { NO_COLOR: '1' } })
    reporter.progress(progress)
    reporter.summary(conforming)
    expect(written).toMatch(/\r\x1b\[2K\n3 requirements/)
  })

  test.each<[string, Partial<ConsoleOutput>, NonNullable<ConsoleOptions['env']>, boolean]>([
    ['a terminal', terminal, {}, true],
    ['a file', {}, {}, false],
    ['NO_COLOR', terminal, { NO_COLOR: '1' }, false],
    ['an empty NO_COLOR', terminal, { NO_COLOR: '' }, true],
    ['a dumb terminal', terminal, { TERM: 'dumb' }, false],
    ['FORCE_COLOR', {}, { FORCE_COLOR: '1' }, true],
  ])('%s: colours', (_, output, env, coloured) => {
    open(output, { env }).summary(conforming)
    expect(written.includes('\x1b[32m')).toBe(coloured)
  })
})

test('verbose tells each finding on a line of its own, safe to print', () => {
  open({}, { mode: 'verbose' }).finding(finding('DIS-A-01/json/one', { observation: '500 \x1b[2J\u202e' }))
  expect(written).toBe('passed       DIS-A-01/json/one  500 ␛[2J⟨U+202E⟩\n')
})

test('normal and quiet do not; quiet has no progress either', () => {
  open().finding(finding('DIS-A-01/json/one'))
  const quiet = open({}, { mode: 'quiet' })
  time = 10_000
  quiet.progress(progress)
  expect(written).toBe('')
  quiet.summary(conforming)
  expect(written).toBe('CONFORMANT · 1 of 1 MUST judged\n')
})
