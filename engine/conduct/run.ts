import { isDisturbed } from '../judge/disturbance.ts'
import type { Cause, Finding } from '../model/finding.ts'
import type { EffectRequirement } from '../model/requirement.ts'
import { answerRequirements } from './answers.ts'
import { openRunResources } from './attempt/run-resources.ts'
import type { Bundle } from './bundle.ts'
import { runCampaign } from './campaign/campaign.ts'
import { planCampaign } from './campaign/family-plan.ts'
import { closeFamily, createFamilyRun, type FamilyRun } from './campaign/family-run.ts'
import { widthOf } from './in-parallel.ts'
import type { RunOptions } from './options.ts'
import { spendLinks, tryBundles } from './schedule.ts'
import { selectBundles } from './selection.ts'
import { createSilenceWatch } from './silence.ts'
import { presumedReception, type RunState, type Stop, undecidedBy } from './state.ts'
import { createTally } from './tally.ts'
import { leaveUndecided } from './undecided.ts'
import { warmUp } from './warm-up.ts'

/** How a run ended. */
export interface RunEnd {
  readonly stopped: Stop | undefined
  /** Generated samples that were judged. */
  readonly generated: number
  /** Of them, those that found or left their link dead and were sent again on another. */
  readonly gone: number
}

/** A run that knows which cases it has decided, and what it withholds until its end. */
interface OpenRun extends RunState {
  readonly gone: number
  isDecided(caseId: string): boolean
  /** Tells the withheld findings: broken where there were several, else whole. */
  release(): void
}

/** What a server drops when it restarts, it drops within so many milliseconds. */
const MOMENT_MS = 250

/** True when all of these findings rest on what ended at one moment: one disturbance, however many it met. */
function isOneMoment(findings: readonly Finding[]): boolean {
  const ends = findings.map(({ exchanges }) =>
    Math.max(...exchanges.filter(isDisturbed).map(({ startedAt, durationMs }) => startedAt + durationMs)),
  )
  return Math.max(...ends) - Math.min(...ends) <= MOMENT_MS
}

function openRun({ areas, target, signal, onFinding }: RunOptions): OpenRun {
  const requirements = areas.flatMap(area => area.requirements)
  const decided = new Set<string>()
  const withheld: { broken: Finding; whole: Finding }[] = []
  const deadline = Date.now() + target.limits.maxTimeMs
  let stopped: Stop | undefined
  let gone = 0
  const noteSilence = createSilenceWatch(target.sender)

  const emit = (finding: Finding): void => {
    if (finding.cause !== undefined && decided.has(finding.caseId)) return
    decided.add(finding.caseId)
    onFinding(finding)
  }
  return {
    resources: openRunResources(target, signal),
    answerRequirements: answerRequirements(areas),
    effectRequirements: requirements.filter((one): one is EffectRequirement => 'afterRefusalOf' in one),
    answers: createTally(),
    effects: createTally(),
    reception: presumedReception(),
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
    get gone() {
      return gone
    },
    noteGone: () => {
      gone += 1
    },
    noteSilence: (probes, caseId) => {
      const because = noteSilence(probes, caseId)
      if (because !== undefined) stopped ??= { exit: 4, because }
    },
    isDecided: caseId => decided.has(caseId),
    release: () => {
      const single = isOneMoment(withheld.map(({ broken }) => broken))
      for (const { broken, whole } of withheld) emit(single ? whole : broken)
    },
  }
}

/** Emits what is known only at the end: counts, what was withheld, and what was never reached. */
function closeRun(run: OpenRun, bundles: readonly Bundle[]): void {
  run.release()
  const tallies = [
    ...run.answers.close(run.answerRequirements),
    ...run.effects.close(
      run.effectRequirements,
      run.seesEffects ? undefined : 'links are reusable: no effect can be seen',
    ),
  ]
  for (const finding of tallies) run.emit(finding)
  const undecided = { ...undecidedBy(run.stopped), exchanges: [] }
  for (const bundle of bundles) {
    for (const member of bundle.members) {
      if (!run.isDecided(member.case.id)) leaveUndecided(run, { ...bundle, members: [member] }, undecided)
    }
  }
}

function leaveFamilies(families: readonly FamilyRun[], cause: Cause, because: string): void {
  for (const family of families) family.trouble ??= { cause, because }
}

/**
 * Conducts a run: every selected case, then the generated campaign; emits a finding for each case, and for
 * every case that was not tried a skipped one with its cause. Where nothing can be tried, nothing is sent. Rejects
 * only for faults of the suite itself.
 */
export async function conductRun(options: RunOptions): Promise<RunEnd> {
  const { areas, target, seed } = options
  const run = openRun(options)
  const bundles = selectBundles(run, options)
  const families = planCampaign(areas, options.generated, options.selects).map(createFamilyRun)
  const { scarce, perLink } = target.links
  const campaign = target.limits.campaign && !scarce
  const samples = families.reduce((sum, { plan }) => sum + plan.samples, 0)
  if (bundles.length + samples === 0) return { stopped: undefined, generated: 0, gone: 0 }
  const total = bundles.length + (campaign ? samples : 0)
  let done = 0
  const advance = (cases: number): void => {
    done += cases
    options.onProgress?.(done, total)
  }
  if (!campaign) {
    const because = scarce
      ? 'links are too few for the generated campaign'
      : 'not sent to this target without --full'
    leaveFamilies(families, scarce ? 'links' : 'safety', because)
  }
  let generated = 0
  if (scarce) await spendLinks(run, bundles, perLink, advance)
  else {
    const having = (alone: Bundle['lead']['alone']): readonly Bundle[] =>
      bundles.filter(({ lead }) => lead.alone === alone)
    await warmUp(run)
    await tryBundles(run, having('first'), 1, advance)
    await tryBundles(run, having(undefined), widthOf(run.resources), advance)
    // Without a control no sample could be judged.
    if (!run.resources.patience.hasLearned)
      leaveFamilies(families, 'link', 'no valid request was ever accepted')
    else if (campaign) generated = await runCampaign(run, families, options, advance)
    await tryBundles(run, having('last'), 1, advance)
  }
  for (const family of families) closeFamily(run, family, seed)
  closeRun(run, bundles)
  return { stopped: run.stopped, generated, gone: run.gone }
}
