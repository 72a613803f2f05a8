import { describe, expect, it } from 'vitest'
import { describeError } from './errors.ts'
import { createProgram } from './program.ts'
import { recordIo } from './test-io.ts'

/** What a command line prints and ends with. */
async function call(...args: readonly string[]): Promise<{ exit: number; out: string; err: string }> {
  const io = recordIo()
  let exit = 0
  try {
    await createProgram(io, code => {
      exit = code
    }).parseAsync(args, { from: 'user' })
  } catch (error) {
    const failure = describeError(error)
    exit = failure.exit
    io.err.write(failure.text)
  }
  return { exit, ...io.written }
}

describe('the command line', () => {
  it.each([
    [['rnu'], 'unknown command rnu (did you mean run?)'],
    [['run', '--sed', '1'], 'unknown option --sed (did you mean --seed?)'],
    [['--frobnicate'], 'unknown option --frobnicate'],
    [['run', '--seed'], 'option --seed <n|random> argument missing'],
    [['run', 'p.yaml'], 'too many arguments for run. Expected 0 arguments but got 1.'],
    [['replay'], 'missing required argument case'],
    [['serve', '--port', '65536'], '--port must be a whole number from 0 to 65,535, not "65536"'],
    [['explain', 'DIS-MEDA-02'], 'unknown id DIS-MEDA-02 (did you mean DIS-MEDIA-02'],
  ])('answers %j with one message and exit 2', async (args, message) => {
    const { exit, out, err } = await call(...args)
    expect(exit).toBe(2)
    expect(out).toBe('')
    expect(err).toContain(`dismiss-conformance: ${message}`)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  })

  it('prints help where no command is given, and fails', async () => {
    const { exit, out, err } = await call()
    expect(exit).toBe(2)
    expect(out).toBe('')
    expect(err).toContain('Usage: dismiss-conformance <command> [options]')
  })

  it('lists commands, examples and exit codes', async () => {
    const { exit, out } = await call('--help')
    expect(exit).toBe(0)
    for (const command of ['run', 'replay', 'init', 'explain', 'serve'])
      expect(out).toMatch(new RegExp(`^  ${command} `, 'm'))
    for (const code of [0, 1, 2, 3, 4, 5, 130]) expect(out).toMatch(new RegExp(`^  ${code} +\\w`, 'm'))
    expect(out).toContain('Examples')
  })

  it.each(['run', 'replay', 'init', 'explain', 'serve'])('helps with %s by example', async command => {
    const { exit, out } = await call(command, '--help')
    expect(exit).toBe(0)
    expect(out).toContain('Examples')
    expect(out).not.toContain('default: []')
  })

  it('prints its version', async () => {
    expect((await call('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('runs a command and passes its exit code on', async () => {
    const { exit, out } = await call('explain', 'DIS-MEDIA-02/json/text-plain')
    expect(exit).toBe(0)
    expect(out).toContain('POST <link>')
  })
})
