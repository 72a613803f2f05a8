import { describe, expect, it } from 'vitest'
import { BudgetSpent } from '../engine/send/budget.ts'
import { ProfileError } from '../engine/target/profile-error.ts'
import { SupplyError } from '../engine/target/supply-error.ts'
import { ReportWriteError } from '../reporters/write-error.ts'
import { describeError, UsageError } from './errors.ts'

const problem = (where: string) => ({ where, message: 'is wrong' })

describe('errors', () => {
  it.each([
    ['usage', new UsageError('--a and --b contradict each other'), 2],
    ['profile', new ProfileError([problem('p.yaml:1:1')]), 2],
    ['report folder', new ReportWriteError('out', new Error('EACCES')), 2],
    ['source out of reach', new SupplyError('environment', 'POST http://a/tokens failed'), 4],
    ['source refuses', new SupplyError('capability', 'no such state'), 3],
    ['no links', new SupplyError('links', 'no more links'), 3],
    ['budget', new BudgetSpent(10), 3],
    ['fault of the suite', new TypeError('x is undefined'), 5],
    ['thrown text', 'oops', 5],
  ])('%s: one message and an exit code', (_, error, exit) => {
    const failure = describeError(error)
    expect(failure.exit).toBe(exit)
    expect(failure.text).toMatch(/^dismiss-conformance: /)
    expect(failure.text).not.toMatch(/^ +at /m)
  })

  it('puts several problems of a profile on lines of their own', () => {
    const error = new ProfileError([problem('p.yaml:1:1 name'), problem('p.yaml:2:1 links')])
    expect(describeError(error).text).toBe(
      'dismiss-conformance: the profile cannot be used\np.yaml:1:1 name: is wrong\np.yaml:2:1 links: is wrong\n',
    )
  })

  it('shows the stack of a fault of the suite on demand only', () => {
    const error = new TypeError('x is undefined')
    expect(describeError(error).text).toContain('report it with what DEBUG=1 adds')
    expect(describeError(error, true).text).toMatch(/^ +at /m)
    expect(describeError(new UsageError('no'), true).text).not.toMatch(/^ +at /m)
  })

  it('lets no control character through to the terminal', () => {
    expect(describeError(new UsageError('a\u001b[2Jb')).text).toBe('dismiss-conformance: a␛[2Jb\n')
  })
})
