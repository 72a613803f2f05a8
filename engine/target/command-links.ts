import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { type LinkSource, parseLink, type SourceWant } from './link-source.ts'
import { SupplyError } from './supply-error.ts'
import { createTurns } from './turns.ts'

/** A call between two accounts has to be set up for a link; that takes its time. */
const TIME_LIMIT_MS = 60_000

/** How long the program may take to end by itself when its input has ended. */
const FAREWELL_MS = 2000

interface Program {
  /** The next line of its output; rejects with the reason when it has ended. */
  readonly ask: (line: string) => Promise<string>
  readonly stop: () => Promise<void>
}

function startProgram(run: readonly string[], directory: string): Program {
  const [file = '', ...parameters] = run
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(file, parameters, {
    cwd: directory,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let reason = 'ended'
  const ended = new Promise<void>(resolve => {
    child.on('error', error => {
      reason = `cannot be started (${(error as NodeJS.ErrnoException).code})`
      resolve()
    })
    child.on('close', (code, signal) => {
      reason = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`
      resolve()
    })
  })
  // A program that ends does not read what is written; `ended` tells why.
  child.stdin.on('error', () => undefined)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()

  return {
    ask: async line => {
      child.stdin.write(`${line}\n`)
      const { value, done } = await lines.next()
      if (!done) return value
      await ended
      throw new SupplyError('environment', `${file} ${reason}`)
    },
    stop: async () => {
      child.stdin.end()
      const terminate = setTimeout(() => child.kill('SIGTERM'), FAREWELL_MS)
      const kill = setTimeout(() => child.kill('SIGKILL'), 2 * FAREWELL_MS)
      await ended
      clearTimeout(terminate)
      clearTimeout(kill)
    },
  }
}

/** What the program says of itself, on one short line. */
function formatSaying(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').slice(0, 200)
}

function parseAnswer(line: string): { readonly href?: unknown; readonly error?: unknown } {
  try {
    const answer: unknown = JSON.parse(line)
    return typeof answer === 'object' && answer !== null ? answer : {}
  } catch {
    return {}
  }
}

function rejectAfter(
  milliseconds: number,
  createError: () => Error,
): { promise: Promise<never>; clear: () => void } {
  let timer: NodeJS.Timeout
  const promise = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(createError()), milliseconds)
  })
  return { promise, clear: () => clearTimeout(timer) }
}

/**
 * Links made by a program. Each want is a line of JSON on its stdin, `{"want":"link","state":"live","user":"default"}`;
 * it answers each with a line on stdout: `{"href":"…"}`, `{"href":null}` when there are no more, or
 * `{"error":"…"}`. It is started with the first want, and its stdin ends with the run.
 */
export function createCommandLinks(
  run: readonly string[],
  directory: string,
  baseUrl: URL,
  timeLimitMs = TIME_LIMIT_MS,
): LinkSource {
  const takeTurn = createTurns()
  let program: Program | undefined
  let failure: unknown
  let exhausted = false

  async function ask(want: SourceWant): Promise<string> {
    if (failure !== undefined) throw failure
    program ??= startProgram(run, directory)
    const limit = rejectAfter(
      timeLimitMs,
      () => new SupplyError('environment', `${run[0]} brought no link within ${timeLimitMs / 1000} s`),
    )
    try {
      return await Promise.race([program.ask(JSON.stringify({ want: 'link', ...want })), limit.promise])
    } catch (error) {
      // From here on nobody can tell which answer belongs to which want.
      failure = error
      throw error
    } finally {
      limit.clear()
    }
  }

  async function take(want: SourceWant): Promise<URL | null> {
    const { href, error } = parseAnswer(await ask(want))
    if (typeof error === 'string') throw new SupplyError('links', `${run[0]} says: ${formatSaying(error)}`)
    if (href === null) {
      exhausted ||= want.state === 'live' && want.user === 'default'
      return null
    }
    const url = parseLink(href, baseUrl)
    if (url === undefined) {
      throw new SupplyError('environment', `${run[0]} answered neither {"href":"…"} nor {"error":"…"}`)
    }
    return url
  }

  return {
    remaining: () => (exhausted || failure !== undefined ? 0 : Number.POSITIVE_INFINITY),
    take: want => takeTurn(() => take(want)),
    close: async () => program?.stop(),
  }
}
