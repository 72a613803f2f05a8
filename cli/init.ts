import { readFileSync, writeFileSync } from 'node:fs'
import { countOf } from '../reporters/text.ts'
import { UsageError } from './errors.ts'
import { reasonOf, writeUserFile } from './files.ts'
import { type Capture, readCapture } from './init/har.ts'
import { formatProfile } from './init/template.ts'
import { colorsFor, type Io } from './io.ts'

/** The options of `init`. */
export interface InitOptions {
  readonly fromHar?: string
  readonly force?: true
}

function readHar(file: string): Capture {
  let capture: Capture
  try {
    capture = readCapture(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${file} is no HAR capture: not JSON`)
    throw new UsageError(`cannot read ${file} (${reasonOf(error)})`)
  }
  if (capture.links.length > 0) return capture
  const why = capture.withheld > 0 ? `, save ${capture.withheld} in which a secret seems to stand` : ''
  throw new UsageError(`${file} holds no dismiss link${why}`)
}

/** Two `init`s at a time: only one of them finds the place free. */
function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' })
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === 'EEXIST') throw new UsageError(`${file} is there already; --force overwrites it`)
    throw new UsageError(`cannot write ${file} (${reason})`)
  }
}

function describeCapture({ links, withheld, onPremises }: Capture): readonly string[] {
  const spent = links.filter(link => link.spent).length
  return [
    `${countOf(links.length, 'dismiss link')} from the capture${spent > 0 ? `, ${spent} of them dismissed there` : ''}`,
    ...(withheld > 0 ? [`${countOf(withheld, 'link')} left out: a secret seems to stand in the URL`] : []),
    ...(onPremises ? ['deployment: onPremises, as its WebTickets tell'] : []),
    'no token was taken over: the profile reads it from UCWA_TOKEN',
  ]
}

/**
 * `init [FILE]`: writes a profile with every key explained, and says what to do next. Throws a `UsageError` where
 * the file exists or the capture holds no link.
 */
export function init(file: string, { fromHar, force }: InitOptions, { out }: Pick<Io, 'out'>): number {
  const colors = colorsFor(out)
  const capture = fromHar === undefined ? undefined : readHar(fromHar)
  const text = formatProfile(capture)
  if (force) writeUserFile(file, text)
  else writeNew(file, text)
  const steps = [
    ...(capture === undefined ? [`write baseUrl and a live dismiss link into ${file}`] : []),
    'set UCWA_TOKEN in the environment: the token of the user to whom the links are offered',
    `dismiss-conformance run --check --profile ${file}`,
    `dismiss-conformance run --profile ${file}`,
  ]
  out.write(
    `${[
      `wrote ${colors.bold(file)}`,
      ...(capture === undefined ? [] : describeCapture(capture).map(line => `  ${line}`)),
      '',
      colors.bold('Next'),
      ...steps.map((step, index) => `  ${index + 1}. ${step}`),
    ].join('\n')}\n`,
  )
  return 0
}
