import type { Colors } from '../reporters/console/paint.ts'
import { formatTable } from './io.ts'

type Rows = readonly (readonly [string, string])[]

const EXIT_CODES: Rows = [
  ['0', 'no selected MUST failed, and each that the profile makes possible was judged'],
  ['1', 'not conformant, or a known failure expired'],
  ['2', 'usage, profile or baseline error'],
  ['3', 'inconclusive, nothing was run, or fewer MUSTs were judged than `expect` says'],
  ['4', 'target unreachable or not authenticated'],
  ['5', 'fault of the suite'],
  ['130', 'interrupted; the report so far is written'],
]

const REPLAY_EXIT_CODES: Rows = [
  ['0', 'fixed'],
  ['1', 'still failing, or flaky'],
  ['2', 'usage or profile error, no such case'],
  ['3', 'cannot tell: dead link, refused token or control, 429, 503'],
]

const EXAMPLES: Rows = [
  ['dismiss-conformance run', 'try it on the embedded reference server'],
  ['dismiss-conformance run --url LINK --token env:UCWA_TOKEN', 'judge a server by one live dismiss link'],
  ['dismiss-conformance init', 'write a profile, so that more can be judged'],
  ['dismiss-conformance explain DIS-INPUT-03', 'what a requirement says, sends and allows'],
]

const RUN_EXAMPLES: Rows = [
  ['run', 'the embedded reference server: all must pass'],
  ['run --check --profile p.yaml', 'does the profile work, and what can be judged'],
  ['run --plan --profile p.yaml', 'how far 1, 12, 40 links would get'],
  ['run --profile p.yaml', 'the run itself; then open conformance-report/index.html'],
  ["run --profile p.yaml --only 'DIS-MEDIA-*'", 'one area; * also crosses /'],
  ['run --url LINK --url LINK --token env:T', 'without a profile'],
]

const SERVE_EXAMPLES: Rows = [
  ['serve --port 8080', 'a server that conforms'],
  ['serve --with success-is-200', 'one that answers 200; `explain --faults` lists more'],
  ['serve --write-profile ref.yaml', 'then: run --profile ref.yaml'],
]

const EXPLAIN_EXAMPLES: Rows = [
  ['explain', 'all requirements'],
  ['explain DIS-MEDIA-02', 'statement, sources, requests, outcomes, proof'],
  ['explain DIS-MEDIA-02/json/text-plain', 'one case, line for line'],
  ['explain success-is-200', 'a fault of the reference server'],
]

const REPLAY_EXAMPLES: Rows = [
  ['replay DIS-MEDIA-02/json/text-plain', 'from conformance-report/report.json'],
  ["replay 'DIS-INPUT-03/json/malformed#17' --profile p.yaml", 'a generated sample'],
]

const INIT_EXAMPLES: Rows = [
  ['init', 'writes dismiss-profile.yaml, every key explained'],
  ['init pool.yaml --from-har capture.har', 'with the links of a browser capture'],
]

function section(title: string, rows: Rows, colors: Colors): string {
  const lines = formatTable(rows).map(line => `  ${line}`)
  return `\n${colors.bold(title)}\n${lines.join('\n')}`
}

/** What stands below the options of each command, and below all commands. */
export function formatAppendix(command: string, colors: Colors): string {
  switch (command) {
    case 'run':
      return [section('Examples', RUN_EXAMPLES, colors), section('Exit codes', EXIT_CODES, colors)].join('\n')
    case 'serve':
      return section('Examples', SERVE_EXAMPLES, colors)
    case 'explain':
      return section('Examples', EXPLAIN_EXAMPLES, colors)
    case 'replay':
      return [
        section('Examples', REPLAY_EXAMPLES, colors),
        section('Exit codes', REPLAY_EXIT_CODES, colors),
      ].join('\n')
    case 'init':
      return section('Examples', INIT_EXAMPLES, colors)
    default:
      return [
        section('Examples', EXAMPLES, colors),
        section('Exit codes', EXIT_CODES, colors),
        '\nNext: `run` as it is, then `run --help`; `explain` lists what is judged.',
      ].join('\n')
  }
}
