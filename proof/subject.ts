import { conductRun } from '../engine/conduct/run.ts'
import type { Finding, Verdict } from '../engine/model/finding.ts'
import { createSender } from '../engine/send/sender.ts'
import { openTarget } from '../engine/target/open.ts'
import { parseProfile } from '../engine/target/profile.ts'
import { startReferenceServer } from '../reference/server.ts'
import { catalogue } from '../suites/catalogue.ts'
import { selectCases } from './selection.ts'

/** What a run over a bent server showed. */
export interface Outcome {
  /** Requirements with a broken, inconclusive or missing verdict; all others passed or were observed. */
  readonly failed: readonly string[]
  /** Of those, the ones that failed in a case which no fault or quirk had touched. */
  readonly untouched: readonly string[]
  readonly warned: readonly string[]
  readonly inconclusive: readonly string[]
  /** MUSTs without any conclusive case. */
  readonly unjudged: readonly string[]
  /** Of each broken or inconclusive requirement, one case and what it showed. */
  readonly examples: Readonly<Record<string, string>>
  readonly stopped: string | undefined
  readonly requests: number
  readonly durationMs: number
}

/** The server is in the same process: its bytes come at once. */
const QUIET_MS = 10

const CONCLUSIVE: ReadonlySet<Verdict> = new Set(['passed', 'failed', 'warned', 'observed'])

function describe({ caseId, mismatches, because, flags, attempts }: Finding): string {
  const differences = mismatches.map(
    ({ what, expected, received }) => `${what}: expected ${expected}, received ${received}`,
  )
  const flaky = flags.flaky === undefined ? '' : ` (flaky ${attempts.failed}/${attempts.of})`
  return `${caseId}: ${because ?? differences.join('; ')}${flaky}`
}

/** The case that was sent: a requirement on every answer puts its own id in front of it. */
function sentCase({ exchanges, caseId }: Finding): string {
  const marker = exchanges[0]?.sent.headers.find(([name]) => name.toLowerCase() === 'x-conformance-case')
  return marker?.[1] ?? caseId
}

/** Byte-exact samples carry no marker, and of a flaky case an untouched repetition may be shown. */
function isUntold({ exchanges, flags }: Finding): boolean {
  return exchanges[0]?.spec.exact === true || flags.flaky !== undefined
}

/** A bent server to run the catalogue over. */
export interface Task {
  /** Faults and quirks that the server takes on. */
  readonly ids: readonly string[]
  /** Requirements whose areas are run with all their cases. */
  readonly whole: readonly string[]
  /** Cases of every other requirement and encoding. */
  readonly others: number
  /** Families of this requirement only; default all. */
  readonly families?: string
  /** Samples on top. */
  readonly generated: number
  readonly seed: number
}

/** Runs a selection of the catalogue over a reference server with these faults and quirks. */
export async function proveSubject({
  ids,
  whole,
  others,
  families,
  generated,
  seed,
}: Task): Promise<Outcome> {
  const startedAt = Date.now()
  const touched = new Set<string>()
  const server = await startReferenceServer({
    with: ids,
    onChange: request => touched.add(String(request.headers['x-conformance-case'])),
  })
  const target = await openTarget(parseProfile(JSON.stringify(server.profile), 'reference.json'), {
    senderFactory: options => createSender({ ...options, quietMs: QUIET_MS }),
  })
  const verdicts = new Map<string, Set<Verdict>>()
  const examples: Record<string, string> = {}
  const untouched = new Set<string>()
  try {
    const end = await conductRun({
      areas: catalogue,
      target,
      seed,
      generated,
      selects: selectCases(whole, others, families),
      signal: new AbortController().signal,
      onFinding: finding => {
        const seen = verdicts.get(finding.requirement) ?? new Set()
        verdicts.set(finding.requirement, seen.add(finding.verdict))
        if (finding.verdict === 'failed' && !isUntold(finding) && !touched.has(sentCase(finding)))
          untouched.add(finding.requirement)
        if (!['passed', 'observed', 'skipped'].includes(finding.verdict))
          examples[finding.requirement] ??= describe(finding)
      },
    })
    const having = (verdict: Verdict): readonly string[] =>
      [...verdicts].filter(([, seen]) => seen.has(verdict)).map(([id]) => id)
    const musts = catalogue.flatMap(area => area.requirements).filter(({ level }) => level === 'MUST')
    return {
      failed: having('failed'),
      untouched: [...untouched],
      warned: having('warned'),
      inconclusive: having('inconclusive'),
      unjudged: musts
        .map(({ id }) => id)
        .filter(id => ![...(verdicts.get(id) ?? [])].some(verdict => CONCLUSIVE.has(verdict))),
      examples,
      stopped: end.stopped?.because,
      requests: target.sender.requests,
      durationMs: Date.now() - startedAt,
    }
  } finally {
    await target.close()
    await server.close()
  }
}
