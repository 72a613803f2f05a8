import type { Cause, Flags, Verdict } from '../engine/model/finding.ts'
import type {
  BaselineResult,
  ExitCode,
  FailOn,
  Judged,
  NotJudged,
  ReportRequirement,
  Ruling,
  RunVerdict,
} from './report.ts'

/** Worst first: the first that any case has is the requirement's. */
export const VERDICTS = [
  'failed',
  'warned',
  'inconclusive',
  'passed',
  'observed',
  'skipped',
] as const satisfies readonly Verdict[]

const CONCLUSIVE: ReadonlySet<Verdict> = new Set(['failed', 'warned', 'passed', 'observed'])

/** The worst of several verdicts; `skipped` for none. */
export function worstOf(verdicts: Iterable<Verdict>): Verdict {
  const seen = new Set(verdicts)
  return VERDICTS.find(verdict => seen.has(verdict)) ?? 'skipped'
}

/** Whether the target was found right or wrong; `inconclusive` and `skipped` say neither. */
export function isConclusive({ verdict }: { readonly verdict: Verdict }): boolean {
  return CONCLUSIVE.has(verdict)
}

/** Set aside by the baseline or by a ruling: still shown, but no reason to fail. */
export function isSetAside({ flags }: { readonly flags: Flags }): boolean {
  return flags.known === true || flags.ruled === true
}

/** How many requirements of a level were judged, out of all in the catalogue. */
export function countJudged(requirements: readonly ReportRequirement[], level: string): Judged {
  const ofLevel = requirements.filter(requirement => requirement.level === level)
  return { judged: ofLevel.filter(isConclusive).length, of: ofLevel.length }
}

const isMust = ({ level }: ReportRequirement): boolean => level === 'MUST'

/**
 * The run's verdict. A MUST that failed and is set aside leaves no more than `partial`: the server still does not
 * do what the docs say.
 */
export function computeRunVerdict(requirements: readonly ReportRequirement[]): RunVerdict {
  const musts = requirements.filter(isMust)
  const failed = musts.filter(({ verdict }) => verdict === 'failed')
  if (failed.some(must => !isSetAside(must))) return 'nonconformant'
  const isUnclear = musts.some(must => must.verdict === 'inconclusive' && !isSetAside(must))
  if (isUnclear || !requirements.some(isConclusive)) return 'inconclusive'
  return failed.length === 0 && musts.every(isConclusive) ? 'conformant' : 'partial'
}

/** Why a run ended before its end: not clear (3), unreachable or not authenticated (4), interrupted (130). */
export interface Stop {
  readonly exit: 3 | 4 | 130
  readonly because: string
}

interface ExitInput {
  readonly requirements: readonly ReportRequirement[]
  readonly judged: { readonly must: Judged; readonly should: Judged }
  readonly notJudged: readonly NotJudged[]
  /** Causes of all findings that are `inconclusive`. */
  readonly causes: ReadonlySet<Cause>
  readonly failOn: FailOn
  readonly interrupted: boolean
  readonly stopped?: Stop
  /** What the profile says has to be judged at least. */
  readonly expectMust?: number
  readonly baseline?: BaselineResult
  readonly strictBaseline?: boolean
  readonly rulings: Readonly<Record<string, Ruling>>
}

export interface Exit {
  readonly code: ExitCode
  readonly reason: string
}

const namesOf = (requirements: readonly ReportRequirement[]): string => {
  const ids = requirements.map(({ id }) => id)
  return ids.length <= 3 ? ids.join(', ') : `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more`
}

/** Which they are; where several share one reason, what it is. */
function describeUnclear(unclear: readonly ReportRequirement[]): string {
  const [because, other] = new Set(unclear.map(must => must.because))
  const isShared = unclear.length > 1 && other === undefined && because !== undefined
  return isShared ? `${namesOf(unclear)}: ${because}` : namesOf(unclear)
}

/**
 * Whether a verdict makes the gate fail that nobody has set aside; a MUST ruled to be a SHOULD counts like one.
 * `ruling` is that of its requirement.
 */
export function breaksGate(
  { verdict, flags }: { readonly verdict: Verdict; readonly flags: Flags },
  failOn: FailOn,
  ruling: Ruling | undefined,
): boolean {
  if (flags.known === true) return false
  const isShould = verdict === 'warned' || (verdict === 'failed' && ruling?.treatAs === 'should')
  if (isShould && failOn === 'should') return ruling?.treatAs !== 'observe'
  return verdict === 'failed' && flags.ruled !== true
}

function findFailure(input: ExitInput): string | undefined {
  const { requirements, failOn, rulings } = input
  const broken = requirements.filter(requirement => breaksGate(requirement, failOn, rulings[requirement.id]))
  if (broken.length > 0) return `not conformant: ${namesOf(broken)}`
  const { baseline, strictBaseline } = input
  if (baseline && baseline.expired.length > 0)
    return `a known failure expired: ${baseline.expired.join(', ')}`
  if (strictBaseline && baseline && baseline.fixed.length > 0) {
    return `a known failure is fixed and still in the baseline: ${baseline.fixed.join(', ')}`
  }
  return undefined
}

function findGap({ requirements, judged, notJudged, expectMust }: ExitInput): string | undefined {
  if (!requirements.some(isConclusive)) return 'nothing was judged'
  const unclear = requirements.filter(
    must => isMust(must) && must.verdict === 'inconclusive' && !isSetAside(must),
  )
  if (unclear.length > 0) return `inconclusive: ${describeUnclear(unclear)}`
  const outOfBudget = notJudged.find(({ obstacle, must }) => obstacle === 'budget' && must > 0)
  if (outOfBudget) return `the budget ended before ${outOfBudget.must} MUST could be judged`
  if (expectMust !== undefined && judged.must.judged < expectMust) {
    return `${judged.must.judged} MUST judged, the profile expects ${expectMust}`
  }
  return undefined
}

/** The exit code, the first that applies of 4, 130, 1, 5, 3, 0, with its reason. */
export function computeExit(input: ExitInput): Exit {
  const { stopped } = input
  if (stopped?.exit === 4) return { code: 4, reason: stopped.because }
  if (input.interrupted) return { code: 130, reason: 'interrupted; the report holds what was found so far' }
  const failure = findFailure(input)
  if (failure !== undefined) return { code: 1, reason: failure }
  if (input.causes.has('suite')) return { code: 5, reason: 'a fault of the suite itself; please report it' }
  const gap = stopped?.because ?? findGap(input)
  if (gap !== undefined) return { code: 3, reason: gap }
  return {
    code: 0,
    reason: 'no MUST failed, known and ruled ones aside; all that the profile makes possible was judged',
  }
}
