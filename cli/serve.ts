import { once } from 'node:events'
import { stringify } from 'yaml'
import { isRemote } from '../engine/target/limits.ts'
import { faults, quirks } from '../reference/catalogue.ts'
import { type ReferenceServer, startReferenceServer } from '../reference/server.ts'
import type { Colors } from '../reporters/console/paint.ts'
import { UsageError } from './errors.ts'
import { reasonOf, writeUserFile } from './files.ts'
import { colorsFor, type Io } from './io.ts'
import { suggest } from './near.ts'
import { readReport } from './report-file.ts'
import { describeLikeness, imitate } from './serve/imitate.ts'

/** The options of `serve`. */
export interface ServeOptions {
  /** 0: any free port. */
  readonly port: number
  readonly host: string
  readonly tls?: true
  /** Ids of faults and quirks. */
  readonly with?: readonly string[]
  readonly like?: string
  readonly writeProfile?: string
  readonly json?: true
}

const LISTEN_FAILURES: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken; --port 0 takes a free one',
  EACCES: 'may not be listened on; take one from 1024 up',
  EADDRNOTAVAIL: 'is no address of this machine',
  ENOTFOUND: 'is no name that is known here',
}

function refuseUnknown(ids: readonly string[]): void {
  const known = [...faults, ...quirks].map(({ id }) => id)
  const unknown = ids.find(id => !known.includes(id))
  if (unknown === undefined) return
  const list = '`explain --faults` and `explain --quirks` list them'
  throw new UsageError(`unknown fault or quirk ${unknown}${suggest(unknown, known)}; ${list}`)
}

function isLoopback(host: string): boolean {
  const text = `http://${host.includes(':') ? `[${host}]` : host}`
  return URL.canParse(text) && !isRemote(new URL(text))
}

async function start({ port, host, tls }: ServeOptions, ids: readonly string[]): Promise<ReferenceServer> {
  try {
    return await startReferenceServer({ port, host, tls: tls ?? false, with: ids })
  } catch (error) {
    const why = LISTEN_FAILURES[reasonOf(error)]
    if (why === undefined) throw error
    const subject = /PORT|INUSE|EACCES/.test(reasonOf(error)) ? `port ${port}` : host
    throw new UsageError(`${subject} ${why}`)
  }
}

function describePeculiarities(ids: readonly string[], colors: Colors): readonly string[] {
  if (ids.length === 0) return ['It conforms to the dismiss pages: no fault, no quirk.']
  const says = new Map([...faults, ...quirks].map(row => [row.id, row.says]))
  return ids.map(id => `${colors.bold(id)}  ${says.get(id) ?? ''}`)
}

function formatGreeting(
  { url, control }: ReferenceServer,
  ids: readonly string[],
  profileFile: string | undefined,
  colors: Colors,
): string {
  const file = profileFile ?? 'reference.yaml'
  return `${[
    `Reference server at ${colors.bold(url)}`,
    ...describePeculiarities(ids, colors),
    '',
    `Control API  ${control}  (tokens, renegotiations, statistics)`,
    profileFile === undefined
      ? `Judge it     serve --write-profile ${file}, then: dismiss-conformance run --profile ${file}`
      : `Judge it     dismiss-conformance run --profile ${file}`,
    'Stop it      Ctrl-C',
  ].join('\n')}\n`
}

/**
 * `serve`: the reference server until `stop` is aborted. Answers 0: being stopped is how a server ends, so
 * Ctrl-C is no failure. Throws a `UsageError` for unknown ids, and where it cannot listen.
 */
export async function serve(options: ServeOptions, { out, err }: Io, stop: AbortSignal): Promise<number> {
  const { host, with: given = [], like, writeProfile, json } = options
  refuseUnknown(given)
  if (like !== undefined) err.write('trying each quirk, which takes about half a minute\n')
  const likeness = like === undefined ? undefined : await imitate(readReport(like), given, stop)
  if (stop.aborted) return 0
  const ids = [...given, ...(likeness?.quirks ?? [])]
  if (likeness !== undefined) err.write(describeLikeness(likeness))
  const server = await start(options, ids)
  try {
    const { url, control, profile } = server
    if (writeProfile !== undefined) writeUserFile(writeProfile, stringify(profile))
    if (json) out.write(`${JSON.stringify({ url, control, profile })}\n`)
    else out.write(formatGreeting(server, ids, writeProfile, colorsFor(out)))
    if (!isLoopback(host)) {
      err.write(`warning: ${host} is not loopback: whoever reaches this machine can mint tokens here\n`)
    }
    if (!stop.aborted) await once(stop, 'abort')
    return 0
  } finally {
    await server.close()
  }
}
