import type { Finding } from '../model/finding.ts'
import type { Area, Capability, EffectRequirement } from '../model/requirement.ts'
import type { Target } from '../model/target.ts'
import { answerRequirements } from './answers.ts'
import { type Bundle, bundleCases } from './bundle.ts'
import {
  closeFamily,
  createFamilyRun,
  type FamilyRun,
  planCampaign,
  trySample,
  WIRE_EVERY,
} from './campaign.ts'
import { createControls } from './controls.ts'
import { createCourier, type Transport } from './courier.ts'
import { createLane } from './lane.ts'
import { spendLife } from './life.ts'
import { createPatience } from './patience.ts'
import { planLives } from './plan.ts'
import type { RunState, Stop } from './state.ts'
import { isSupplyError } from './supply.ts'
import { createTally } from './tally.ts'
import { leaveUndecided, tryBundle } from './trial.ts'
import { warmUp } from './warm-up.ts'

/** What a run is asked to do. */
export interface RunOptions {
  readonly areas: readonly Area[]
  readonly target: Target
  /** 32-bit; the same seed gives the same samples. */
  readonly seed: number
  /** Samples of the generated campaign. */
  readonly generated: number
  /** Which cases are selected, by id; the others are skipped (`selection`). */
  readonly selects: (caseId: string) => boolean
  /** This run's share, counted from 1. */
  readonly shard?: { readonly index: number; readonly of: number }
  /** Interrupts the run; what was found so far stays. */
  readonly signal: AbortSignal
  /** Called at once for each finding; a later one with the same case id replaces the earlier. */
  readonly onFinding: (finding: Finding) => void
  readonly onProgress?: (done: number, of: number) => void
}

/** How a run ended. */
export interface RunEnd {
  readonly stopped: Stop | undefined
  /** Generated samples that were sent. */
  readonly generated: number
}

/** Runs `task` for every item, at most `width` at a time, in order of start. */
async function inParallel<Item>(
  items: Iterable<Item>,
  width: number,
  task: (item: Item, worker: number) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.iterator]()
  const work = async (worker: number): Promise<void> => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) await task(next.value, worker)
  }
  await Promise.all(Array.from({ length: width }, (_, worker) => work(worker)))
}

interface Sample {
  readonly run: FamilyRun
  readonly index: number
}

/** The samples of all families in turn: those that go over raw connections, or all others. */
function* interleave(runs: readonly FamilyRun[], wired: boolean): Generator<Sample> {
  const longest = Math.max(0, ...runs.map(run => run.plan.samples))
  for (let index = 0; index < longest; index += 1) {
    if ((index % WIRE_EVERY === 0) !== wired) continue
    for (const run of runs) if (index < run.plan.samples) yield { run, index }
  }
}

/** Splits off what this target cannot be asked: each with the reason in words. */
function refuseBundle(
  bundle: Bundle,
  target: Target,
): { cause: 'capability' | 'safety'; because: string } | undefined {
  const missing = (bundle.lead.needs ?? []).filter(need => !target.capabilities.has(need))
  if (missing.length > 0) {
    return {
      cause: 'capability',
      because: `the profile does not declare ${missing.map(nameCapability).join(', ')}`,
    }
  }
  if (bundle.lead.hostile && !target.limits.hostile) {
    return { cause: 'safety', because: 'hostile input is not sent to this target without leave' }
  }
  return undefined
}

function nameCapability(capability: Capability): string {
  const names: Readonly<Partial<Record<Capability, string>>> = {
    scopedTokens: 'tokens with scopes',
    otherUser: 'a token of another user',
    expiredToken: 'an expired token',
    effects: 'links that die when dismissed',
    onPremises: 'deployment: onPremises',
  }
  return names[capability] ?? `the state ${capability.slice('state:'.length)}`
}

/**
 * Conducts a run: every selected case, then the generated campaign; emits a finding for each case, and for
 * every case that was not tried a skipped one with its cause. Rejects only for faults of the suite itself.
 */
export async function conductRun(options: RunOptions): Promise<RunEnd> {
  const { areas, target, seed, signal } = options
  const patience = createPatience(signal)
  const requirements = areas.flatMap(area => area.requirements)
  const effectRequirements = requirements.filter((one): one is EffectRequirement => 'afterRefusalOf' in one)
  const decided = new Set<string>()
  const withheld: { broken: Finding; whole: Finding }[] = []
  const deadline = Date.now() + target.limits.maxTimeMs
  let stopped: Stop | undefined
  let silent = 0
  let answered = false

  const emit = (finding: Finding): void => {
    if (finding.cause !== undefined && decided.has(finding.caseId)) return
    decided.add(finding.caseId)
    if (finding.exchanges.some(exchange => exchange.answer !== null)) answered = true
    options.onFinding(finding)
  }
  const state: RunState = {
    means: { target, courier: createCourier(target, patience), controls: createControls(), patience },
    answerRequirements: answerRequirements(areas),
    effectRequirements,
    answers: createTally(),
    effects: createTally(),
    seesEffects: target.capabilities.has('effects'),
    get stopped() {
      if (signal.aborted) stopped ??= { exit: 130, because: 'interrupted' }
      if (Date.now() > deadline) stopped ??= { exit: 'budget', because: 'the time for this run is over' }
      return stopped
    },
    stop: reason => {
      stopped ??= reason
    },
    emit,
    withhold: (broken, whole) => {
      withheld.push({ broken, whole })
    },
    noteSilence: probes => {
      if (answered || probes.some(probe => probe.answer !== null)) answered = true
      else silent += 1
      if (!answered && silent >= 2)
        stopped ??= { exit: 4, because: `the target does not answer (${probes[0]?.error ?? probes[0]?.end})` }
    },
  }

  const bundles: Bundle[] = []
  for (const [index, bundle] of bundleCases(areas, () => true).entries()) {
    const members = bundle.members.filter(member => options.selects(member.case.id))
    const mine = options.shard === undefined || index % options.shard.of === options.shard.index - 1
    for (const member of bundle.members) {
      if (!mine)
        leaveUndecided(state, { ...bundle, members: [member] }, skip('selection', 'in another shard'))
      else if (!members.includes(member))
        leaveUndecided(state, { ...bundle, members: [member] }, skip('selection', 'not selected'))
    }
    const [first, ...rest] = members
    if (!mine || first === undefined) continue
    const selected: Bundle = { lead: first.case, members: [first, ...rest] }
    const refusal = refuseBundle(selected, target)
    if (refusal === undefined) bundles.push(selected)
    else leaveUndecided(state, selected, skip(refusal.cause, refusal.because))
  }

  const runs = planCampaign(areas, options.generated, options.selects).map(createFamilyRun)
  const total = bundles.length + runs.reduce((sum, run) => sum + run.plan.samples, 0)
  let done = 0
  let samples = 0
  const advance = (): void => {
    done += 1
    options.onProgress?.(done, total)
  }
  const { scarce, perLink } = target.links
  const width = Number.isFinite(target.limits.concurrency) ? target.limits.concurrency : 32

  if (!scarce) await warmUp(state)
  if (scarce) {
    for (const life of planLives(bundles, perLink)) {
      if (state.stopped) break
      await guarded(state, life.closer ?? life.refusals[0], () => spendLife(state, life))
      done += life.refusals.length
      advance()
    }
  } else {
    const apart = [bundles.filter(({ lead }) => lead.alone), bundles.filter(({ lead }) => !lead.alone)]
    const attempt = async (bundle: Bundle): Promise<void> => {
      if (!state.stopped) await guarded(state, bundle, () => tryBundle(state, bundle, 'wire'))
      advance()
    }
    for (const [index, group] of apart.entries()) await inParallel(group, index === 0 ? 1 : width, attempt)
  }
  if (target.limits.campaign && !scarce) {
    const { shard } = options
    const attempt = async ({ run, index }: Sample, transport: Transport): Promise<void> => {
      if (state.stopped || (shard !== undefined && index % shard.of !== shard.index - 1)) return
      try {
        if (await trySample(state, run, seed, index, transport)) samples += 1
      } catch (error) {
        if (!isSupplyError(error)) throw error
        run.trouble ??= { cause: error.cause, because: error.message, count: 1 }
      }
      advance()
    }
    const pooled = inParallel(interleave(runs, false), width, sample => attempt(sample, 'pool'))
    const lanes = Array.from({ length: Math.ceil(width / 4) }, () => createLane(() => target.sender.open()))
    const wired = inParallel(interleave(runs, true), lanes.length, async (sample, worker) => {
      const lane = lanes[worker]
      if (lane !== undefined) await attempt(sample, lane)
    })
    await Promise.all([pooled, wired])
    for (const lane of lanes) lane.close()
  } else {
    const because = scarce
      ? 'links are too few for the generated campaign'
      : 'the generated campaign is not sent to this target without --full'
    for (const run of runs)
      run.trouble = { cause: scarce ? 'links' : 'safety', because, count: run.plan.samples }
  }
  for (const run of runs) closeFamily(state, run, seed)
  for (const { broken, whole } of withheld) emit(withheld.length > 1 ? broken : whole)
  for (const finding of state.answers.close(
    state.answerRequirements,
    () => 'no answer came that this speaks about',
  ))
    emit(finding)
  const silence = state.seesEffects
    ? 'no refusal came that this speaks about'
    : 'links are reusable: no effect can be seen'
  for (const finding of state.effects.close(effectRequirements, () => silence)) emit(finding)
  const end = state.stopped
  for (const bundle of bundles) {
    for (const member of bundle.members) {
      if (decided.has(member.case.id)) continue
      const verdict = end?.exit === 3 || end?.exit === 4 ? 'inconclusive' : 'skipped'
      const cause = verdict === 'skipped' ? 'budget' : end?.exit === 3 ? 'link' : 'environment'
      leaveUndecided(
        state,
        { ...bundle, members: [member] },
        { verdict, cause, because: end?.because ?? 'not reached', exchanges: [] },
      )
    }
  }
  return { stopped: end, generated: samples }
}

/** A fault of our own makes one bundle inconclusive, not the run. */
async function guarded(
  state: RunState,
  bundle: Bundle | undefined,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (bundle === undefined || isSupplyError(error)) throw error
    const because = error instanceof Error ? error.message : String(error)
    leaveUndecided(state, bundle, { verdict: 'inconclusive', cause: 'suite', because, exchanges: [] })
  }
}

function skip(cause: 'selection' | 'capability' | 'safety', because: string) {
  return { verdict: 'skipped', cause, because, exchanges: [] } as const
}
