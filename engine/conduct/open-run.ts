import { isDisturbed } from '../judge/disturbance.ts'
import type { Finding } from '../model/finding.ts'
import type { EffectRequirement } from '../model/requirement.ts'
import { answerRequirements } from './answers.ts'
import { openRunResources } from './attempt/run-resources.ts'
import type { Bundle } from './bundle.ts'
import type { RunOptions } from './options.ts'
import { createSilenceWatch } from './silence.ts'
import { presumedReception, type RunState, type Stop } from './state.ts'
import { createTally } from './tally.ts'
import { leaveUndecided, undecidedBy } from './undecided.ts'

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

/** The state of a run at its beginning. */
export function openRun({ areas, target, signal, onFinding }: RunOptions): OpenRun {
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
export function closeRun(run: OpenRun, bundles: readonly Bundle[]): void {
  run.release()
  const tallies = [
    ...run.answers.close(run.answerRequirements),
    ...run.effects.close(
      run.effectRequirements,
      run.seesEffects ? undefined : 'links are reusable: no effect can be seen',
    ),
  ]
  for (const finding of tallies) run.emit(finding)
  const undecided = undecidedBy(run.stopped)
  for (const bundle of bundles) {
    for (const member of bundle.members) {
      if (!run.isDecided(member.case.id)) leaveUndecided(run, { ...bundle, members: [member] }, undecided)
    }
  }
}
