#!/usr/bin/env node
import { describeError } from './errors.ts'
import { reasonOf } from './files.ts'
import { createProgram } from './program.ts'

const { stdout, stderr, argv, env } = process

/** Says what went wrong; gives the exit code. */
function report(error: unknown): number {
  const isVerbose = argv.includes('--verbose') || Boolean(env.DEBUG)
  const { exit, text } = describeError(error, isVerbose)
  stderr.write(text)
  return exit
}

/** Pipes are written behind our back: what was said is out before the process ends. */
function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise(resolve => {
    stream.write('', () => resolve())
  })
}

for (const stream of [stdout, stderr]) {
  // Whoever reads (`| head`) may leave early; the command goes on to its end.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return
    stderr.write(`dismiss-conformance: the output cannot be written (${reasonOf(error)})\n`)
    process.exit(2)
  })
}
process.on('uncaughtException', error => process.exit(report(error)))

let exitCode = 0
try {
  await createProgram({ out: stdout, err: stderr }, code => {
    exitCode = code
  }).parseAsync()
} catch (error) {
  exitCode = report(error)
}
await Promise.all([flush(stdout), flush(stderr)])
// A connection or a thread that somebody forgot must not keep a CI job waiting.
process.exit(exitCode)
