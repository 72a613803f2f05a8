import { mediaTypes, vendorMediaTypes } from '../encode/media-types.ts'
import { shrinkFailing } from '../generate/sample.ts'
import { findingKey } from '../judge/key.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Finding, Mismatch } from '../model/finding.ts'
import type { Header } from '../model/request.ts'
import type { Area, Case, Family, GeneratedBody, ProbeRequirement } from '../model/requirement.ts'
import { judgeAnswers } from './answers.ts'
import { attemptBundle } from './attempt.ts'
import { isProbing } from './bundle.ts'
import { isAccepted } from './controls.ts'
import type { Transport } from './courier.ts'
import { conforming, deviating, undecided } from './findings.ts'
import type { RunState } from './state.ts'
import { tryBundle } from './trial.ts'

/** "with a seeded share (5 % or more) over raw sockets" (design, Two ways to the wire). */
export const WIRE_EVERY = 20

/** After so many failures in the same way, further samples of the family tell nothing new. */
const ENOUGH_FAILURES = 10

/** Candidates sent while shrinking one failing sample. */
const SHRINK_BUDGET = 60

/** Each candidate of a hang costs the whole time limit. */
const DISTURBED_SHRINK_BUDGET = 4

/** One family of a requirement, with the number of its samples in this run. */
export interface FamilyPlan {
  readonly requirement: ProbeRequirement
  readonly family: Family
  readonly samples: number
}

/** Shares the samples out equally among the families of these areas. */
export function planCampaign(
  areas: readonly Area[],
  samples: number,
  selects: (caseId: string) => boolean,
): readonly FamilyPlan[] {
  const families = areas
    .flatMap(area => area.requirements)
    .filter(isProbing)
    .flatMap(requirement => (requirement.families ?? []).map(family => ({ requirement, family })))
    .filter(({ requirement, family }) => selects(`${requirement.id}/${family.name}`))
  const share = Math.floor(samples / families.length)
  const rest = samples - share * families.length
  return families.map((entry, index) => ({ ...entry, samples: share + (index < rest ? 1 : 0) }))
}

/** Varies by index what must not matter: `Accept` and the spelling of the media type. */
function headersOf(
  family: Family,
  sample: GeneratedBody,
  index: number,
  takesVendor: boolean,
): readonly Header[] {
  const other = family.encoding === 'json' ? 'xml' : 'json'
  const vendor = vendorMediaTypes[family.encoding]
  const contentType =
    takesVendor && index % 4 === 3 && sample.contentType === mediaTypes[family.encoding]
      ? vendor
      : sample.contentType
  const accept = [mediaTypes[family.encoding], undefined, mediaTypes[family.encoding], mediaTypes[other]][
    index % 4
  ]
  return accept === undefined
    ? [['Content-Type', contentType]]
    : [
        ['Content-Type', contentType],
        ['Accept', accept],
      ]
}

/** The case that a sample makes. */
export function sampleCase(
  requirement: ProbeRequirement,
  family: Family,
  index: number,
  sample: GeneratedBody,
  takesVendor = true,
): Case {
  return {
    id: `${requirement.id}/${family.name}#${index}`,
    encoding: family.encoding,
    steps: [
      {
        request: { headers: headersOf(family, sample, index, takesVendor), body: sample.body },
        expect: family.expect,
      },
    ],
  }
}

/** One way in which samples of a family failed. */
interface Broken {
  /** Case id and index of the first sample that failed so, and what it showed. */
  readonly first: string
  readonly index: number
  readonly mismatches: readonly Mismatch[]
  readonly exchanges: readonly Exchange[]
  readonly disturbed: boolean
  /** The smallest sample that fails again and again; absent where none does. */
  finding?: Finding
  count: number
}

/** The running count of one family. */
export interface FamilyRun {
  readonly plan: FamilyPlan
  done: number
  /** Samples that were judged. */
  sent: number
  readonly broken: Map<string, Broken>
  lastGood: readonly Exchange[]
  trouble: { cause: Finding['cause']; because: string; count: number } | undefined
}

export function createFamilyRun(plan: FamilyPlan): FamilyRun {
  return { plan, done: 0, sent: 0, broken: new Map(), lastGood: [], trouble: undefined }
}

/** Shrinks a failing sample while it fails in the same way; gives the case that is left. */
async function shrinkCase(
  state: RunState,
  { requirement, family }: FamilyPlan,
  seed: number,
  { index, disturbed }: Broken,
  key: string,
): Promise<{ probed: Case; path?: string }> {
  const fails = async (body: GeneratedBody): Promise<boolean> => {
    if (state.stopped) return false
    const probed = sampleCase(requirement, family, index, body, state.reception.vendor[family.encoding])
    const bundle = { lead: probed, members: [{ requirement, case: probed }] } as const
    const attempt = await attemptBundle(state.means, bundle, 'wire')
    return (
      attempt.kind === 'judged' && findingKey(requirement.id, attempt.judgements[0]?.mismatches ?? []) === key
    )
  }
  const budget = disturbed ? DISTURBED_SHRINK_BUDGET : SHRINK_BUDGET
  const { body, path } = await shrinkFailing(family, seed, index, fails, budget)
  return {
    probed: sampleCase(requirement, family, index, body, state.reception.vendor[family.encoding]),
    ...(path !== undefined && { path }),
  }
}

/**
 * Sends one sample; the common way is one attempt that conforms. False when it was left out, as the family has
 * failed often enough.
 */
export async function trySample(
  state: RunState,
  run: FamilyRun,
  seed: number,
  index: number,
  sample: GeneratedBody,
  transport: Transport,
): Promise<boolean> {
  const { requirement, family } = run.plan
  if ([...run.broken.values()].some(({ count }) => count >= ENOUGH_FAILURES)) return false
  const probed = sampleCase(requirement, family, index, sample, state.reception.vendor[family.encoding])
  const bundle = { lead: probed, members: [{ requirement, case: probed }] } as const
  const attempt = await attemptBundle(state.means, bundle, transport)
  if (attempt.kind !== 'judged') {
    if (attempt.kind === 'skipped')
      run.trouble = { cause: attempt.cause, because: attempt.because, count: (run.trouble?.count ?? 0) + 1 }
    else {
      if (attempt.kind === 'unsettled') state.noteGone()
      await tryBundle(state, bundle, 'wire')
    }
    return true
  }
  run.sent += 1
  const mismatches = attempt.judgements[0]?.mismatches ?? []
  const answers = judgeAnswers(state.answerRequirements, [...attempt.probes, ...attempt.controls])
  const news = answers.some(
    one => one.mismatches.length > 0 && state.answers.isNews(one.requirement, one.mismatches),
  )
  if (news) {
    await tryBundle(state, bundle, 'wire')
    return true
  }
  for (const { requirement: each, exchange, mismatches: found } of answers) {
    if (found.length === 0) state.answers.held(each, family.encoding, exchange)
    else state.answers.broken(each, family.encoding, probed.id, found, [exchange], { failed: 1, of: 1 })
  }
  const [probe] = attempt.probes
  const effect =
    probe && !isAccepted(probe) && attempt.controls.length > 0
      ? state.effectRequirements.find(one => one.afterRefusalOf(probe.spec))
      : undefined
  if (probe && effect && state.seesEffects) state.effects.held(effect, family.encoding, probe)
  if (mismatches.length === 0) {
    run.done += 1
    run.lastGood = [...attempt.probes, ...attempt.controls]
    return true
  }
  const key = findingKey(requirement.id, mismatches)
  const known = run.broken.get(key)
  if (known !== undefined) {
    known.count += 1
    return true
  }
  const exchanges = [...attempt.probes, ...attempt.controls]
  const disturbed = attempt.judgements[0]?.disturbed === true
  const broken: Broken = { first: probed.id, index, mismatches, exchanges, disturbed, count: 1 }
  run.broken.set(key, broken)
  await confirmSample(state, run.plan, broken, key, seed)
  return true
}

/** Shrinks the first sample that failed in some way, and tries what is left like a hand-written case. */
async function confirmSample(
  state: RunState,
  plan: FamilyPlan,
  broken: Broken,
  key: string,
  seed: number,
): Promise<void> {
  const { requirement, family } = plan
  const { probed, path } = await shrinkCase(state, plan, seed, broken, key)
  const emitted: Finding[] = []
  const observing: RunState = {
    ...state,
    get stopped() {
      return state.stopped
    },
    emit: finding => {
      if (finding.requirement === requirement.id) emitted.push(finding)
      else state.emit(finding)
    },
    withhold: once => {
      emitted.push(once)
    },
  }
  await tryBundle(observing, { lead: probed, members: [{ requirement, case: probed }] }, 'wire')
  const generated = { family: family.name, seed, index: broken.index, ...(path !== undefined && { path }) }
  const confirmed = emitted.find(finding => finding.mismatches.length > 0)
  if (confirmed === undefined) return
  broken.finding = { ...confirmed, generated }
  state.emit(broken.finding)
}

/** A family's failures that did not come again when confirmed: flaky, shown by the first of them. */
function unconfirmed(
  { plan: { requirement, family }, sent }: FamilyRun,
  seed: number,
  broken: Broken,
): Finding {
  const { first, index, mismatches, exchanges, count } = broken
  const subject = { requirement, encoding: family.encoding, caseId: first }
  const attempts = { failed: count, of: Math.max(sent, count + 1) }
  return deviating(subject, mismatches, exchanges, {
    count,
    attempts,
    generated: { family: family.name, seed, index },
  })
}

/**
 * Emits the findings of a family at its end: what held, with its count, and each way it was broken, with its
 * count. A single disturbance is withheld until the run has seen another one.
 */
export function closeFamily(state: RunState, run: FamilyRun, seed: number): void {
  const { requirement, family } = run.plan
  const subject = { requirement, encoding: family.encoding, caseId: `${requirement.id}/${family.name}` }
  if (run.done > 0) state.emit(conforming(subject, run.lastGood, { count: run.done }))
  for (const [key, broken] of run.broken) {
    const { finding, count, disturbed } = broken
    if (finding !== undefined) state.emit({ ...finding, key, count })
    else if (disturbed && count === 1) {
      const whole = conforming({ ...subject, caseId: broken.first }, broken.exchanges, {
        flags: { flaky: '1/4' },
      })
      state.withhold(unconfirmed(run, seed, broken), whole)
    } else state.emit(unconfirmed(run, seed, broken))
  }
  if (run.done === 0 && run.broken.size === 0 && run.trouble !== undefined) {
    const { cause = 'environment', because } = run.trouble
    state.emit(undecided(subject, cause === 'environment' ? 'inconclusive' : 'skipped', cause, because))
  }
}
