import { Command } from 'commander'
import { readManifest } from '../schemas/package-root.ts'
import { formatAppendix } from './help.ts'
import { colorsFor, type Io } from './io.ts'
import { listenForInterrupt } from './run/interrupt.ts'
import { addRunOptions, DEFAULT_FOLDER, readRunFlags } from './run-options.ts'
import { addTargetOptions, readTargetFlags } from './target-options.ts'
import { collectText, readInteger, readText } from './values.ts'

/** Runs a task that Ctrl-C ends. */
async function untilInterrupted(task: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const interrupt = listenForInterrupt()
  try {
    return await task(interrupt.signal)
  } finally {
    interrupt.release()
  }
}

/**
 * The command line. Each command is loaded when it is called, and tells `end` its exit code. Errors are thrown:
 * `describeError` words them.
 */
export function createProgram(io: Io, end: (exitCode: number) => void): Command {
  const colors = colorsFor(io.out)
  const program = new Command('dismiss-conformance')
    .description(
      "Does your server answer UCWA dismiss as Microsoft's pages say? Sends valid, generated and invalid requests to a dismiss link and writes a conformance report.",
    )
    .usage('<command> [options]')
    .version(readManifest().version, '--version', 'print the version')
    .helpOption('-h, --help', 'print help; also after a command')
    .helpCommand(false)
    .exitOverride()
    .configureHelp({ styleTitle: colors.bold })
    .configureOutput({
      writeOut: text => io.out.write(text),
      writeErr: text => io.err.write(text),
      // One place words errors: `describeError`.
      outputError: () => {},
    })

  const add = (name: string, description: string): Command =>
    program.command(name).description(description).addHelpText('after', formatAppendix(name, colors))

  program.commandsGroup('Judge a server')
  addRunOptions(add('run', 'judge a server and write the reports')).action(async options => {
    const flags = readRunFlags(options)
    const { runCommand } = await import('./run.ts')
    end(await untilInterrupted(signal => runCommand(flags, io, signal)))
  })

  addTargetOptions(add('replay', 'send one case of a run again, exactly, three times').argument('<case>'))
    .optionsGroup('Options')
    .option('--report <file>', 'report.json, or its folder', readText('--report'), DEFAULT_FOLDER)
    .option('--full', 'send hostile input to a remote target too')
    .action(async (id, options) => {
      const target = readTargetFlags(options)
      const { replay } = await import('./replay.ts')
      end(await untilInterrupted(signal => replay(id, { ...options, target }, io, signal)))
    })

  add('init', 'write a commented profile')
    .argument('[file]', 'where to', 'dismiss-profile.yaml')
    .option('--from-har <file>', 'take links and headers from a browser capture', readText('--from-har'))
    .option('--force', 'overwrite the file')
    .action(async (file, options) => {
      const { init } = await import('./init.ts')
      end(init(file, options, io))
    })

  program.commandsGroup('Look things up')
  add('explain', 'what a requirement, case, fault or quirk is')
    .argument('[id]', 'without: all requirements')
    .option('--faults', 'list the faults of the reference server')
    .option('--quirks', 'list its quirks: legal peculiarities')
    .option('--json', 'as JSON')
    .action(async (id, options) => {
      const { explain } = await import('./explain.ts')
      end(explain(id, options, io))
    })

  add('serve', 'the reference server alone, until Ctrl-C')
    .option('--port <n>', '0 takes a free one', readInteger('--port', 0, 65_535), 8080)
    .option('--host <name>', 'address to listen on', readText('--host'), '127.0.0.1')
    .option('--tls', 'speak https, with a certificate made for this start')
    .option('--with <id>', 'put on a fault or quirk; repeatable', collectText('--with'))
    .option('--like <report>', 'put on the quirks of the server in a report.json', readText('--like'))
    .option('--write-profile <file>', 'write the profile that reaches it', readText('--write-profile'))
    .option('--json', 'first line on stdout: {"url", "control", "profile"}')
    .action(async options => {
      const { serve } = await import('./serve.ts')
      end(await untilInterrupted(signal => serve(options, io, signal)))
    })

  return program.addHelpText('after', formatAppendix('', colors))
}
