import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { UsageError } from './errors.ts'
import { addRunOptions, type RunFlags, readRunFlags } from './run-options.ts'

function parse(line: string): RunFlags {
  const command = addRunOptions(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
  command.parse(
    line.split(' ').filter(word => word !== ''),
    { from: 'user' },
  )
  return readRunFlags(command.opts())
}

describe('run', () => {
  it('has the defaults of the design', () => {
    expect(parse('')).toEqual({
      urls: [],
      reusable: false,
      mode: 'run',
      out: 'conformance-report',
      seed: 1,
      generated: 2000,
      only: [],
      skip: [],
      failOn: 'must',
      updateBaseline: false,
      strictBaseline: false,
      reports: ['console', 'html', 'json', 'junit', 'markdown', 'allure'],
      record: false,
      safety: {},
      verbosity: 'normal',
    })
  })

  it.each<[string, Partial<RunFlags>]>([
    ['--profile p.yaml', { profile: 'p.yaml' }],
    [
      '--url http://a/1 --url http://a/2 --token env:T',
      { urls: ['http://a/1', 'http://a/2'], token: 'env:T' },
    ],
    ['--url http://a/1 --token - --reusable', { reusable: true, token: '-' }],
    ['--check', { mode: 'check' }],
    ['--plan', { mode: 'plan' }],
    ['--out reports/a', { out: 'reports/a' }],
    ['--seed 7 --generated 0', { seed: 7, generated: 0 }],
    [
      '--only DIS-MEDIA-* --only DIS-AUTH-01 --skip */xml/*',
      { only: ['DIS-MEDIA-*', 'DIS-AUTH-01'], skip: ['*/xml/*'] },
    ],
    ['--fail-on should', { failOn: 'should' }],
    ['--baseline b.json --update-baseline', { baseline: 'b.json', updateBaseline: true }],
    ['--baseline b.json --strict-baseline', { strictBaseline: true }],
    ['--report json,junit', { reports: ['json', 'junit'] }],
    ['--record', { record: true }],
    [
      '--concurrency 2 --rate 0.5 --max-requests 100 --max-time 5m',
      { safety: { concurrency: 2, rate: 0.5, maxRequests: 100, maxTime: 300 } },
    ],
    ['--safe', { safety: { safe: true } }],
    ['--full', { safety: { full: true } }],
    ['--shard 2/4', { shard: { index: 2, of: 4 } }],
    ['--quiet', { verbosity: 'quiet' }],
    ['--verbose', { verbosity: 'verbose' }],
  ])('reads %s', (line, flags) => {
    expect(parse(line)).toMatchObject(flags)
  })

  it.each([
    ['--profile p.yaml --url http://a/1 --token env:T', '--profile and --url contradict'],
    ['--profile p.yaml --token env:T', '--token goes with --url'],
    ['--reusable', '--reusable goes with --url'],
    ['--url http://a/1', '--url needs --token'],
    ['--check --plan', '--check and --plan contradict'],
    ['--plan --record', '--plan and --record contradict'],
    ['--safe --full', '--safe and --full contradict'],
    ['--quiet --verbose', '--quiet and --verbose contradict'],
    ['--update-baseline', '--update-baseline needs --baseline'],
    ['--strict-baseline', '--strict-baseline needs --baseline'],
    ['--check --baseline b.json --update-baseline', '--check and --update-baseline contradict'],
    ['--rate fast', '--rate must be a number above 0'],
    ['--shard 3/2', '--shard must be I/N'],
  ])('refuses %s', (line, message) => {
    expect(() => parse(line)).toThrow(UsageError)
    expect(() => parse(line)).toThrow(message)
  })
})
