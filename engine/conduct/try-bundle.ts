import { isAccepted } from '../judge/acceptance.ts'
import { attemptBundle } from './attempt/attempt.ts'
import type { Transport } from './attempt/case-sender.ts'
import { diagnose } from './attempt/diagnose.ts'
import { sendFreshControl } from './attempt/send-control.ts'
import type { Bundle } from './bundle.ts'
import { concludeBundle } from './conclude.ts'
import {
  exchangesOf,
  isJudgeable,
  type Judgeable,
  needsRepetition,
  REPETITIONS,
  readAttempt,
} from './reading.ts'
import type { RunState } from './state.ts'
import { isSupplyError } from './supply.ts'
import { leaveUndecided, type Unjudgeable } from './undecided.ts'

/** Whether one of three valid requests on fresh links and connections is accepted: then a 401 was not for the token. */
async function isTokenAccepted(state: RunState, { lead }: Bundle): Promise<boolean> {
  const form = state.resources.controls.preferred(lead.encoding)
  for (let round = 0; round < REPETITIONS; round += 1) {
    const control = await sendFreshControl(state.resources, lead.id, form, 'wire')
    if (control === null) return false
    if (isAccepted(control)) return true
  }
  return false
}

/** Attempts until the result can be judged or it is clear that it cannot. */
async function attemptUntilJudgeable(
  state: RunState,
  bundle: Bundle,
  transport: Transport,
): Promise<Judgeable | Unjudgeable> {
  let last: Unjudgeable = { verdict: 'inconclusive', cause: 'control', because: 'not judged', exchanges: [] }
  for (let round = 0; round < REPETITIONS; round += 1) {
    const attempt = await attemptBundle(state.resources, bundle, transport)
    switch (attempt.kind) {
      case 'judged':
        return { attempt }
      case 'skipped': {
        const verdict = attempt.cause === 'environment' ? 'inconclusive' : 'skipped'
        return { verdict, cause: attempt.cause, because: attempt.because, exchanges: [] }
      }
      case 'unauthenticated':
        last = {
          verdict: 'inconclusive',
          cause: 'environment',
          because: attempt.because,
          exchanges: [attempt.exchange],
        }
        if (!(await isTokenAccepted(state, bundle))) {
          state.stop({ exit: 4, because: attempt.because })
          return last
        }
        break
      case 'environment':
        last = {
          verdict: 'inconclusive',
          cause: 'environment',
          because: attempt.because,
          exchanges: attempt.probes,
        }
        state.noteSilence(attempt.probes, bundle.lead.id)
        break
      case 'uncontrolled': {
        const diagnosis = await diagnose(state.resources, bundle, attempt, transport)
        if (diagnosis.kind === 'effect') return { attempt: diagnosis.attempt, effect: diagnosis.attempts }
        if (diagnosis.kind === 'passed-by') return { attempt: diagnosis.attempt }
        if (diagnosis.kind === 'unauthenticated') break
        const because =
          diagnosis.kind === 'form' ? `${attempt.form.name} is refused as a control` : diagnosis.because
        const cause = diagnosis.kind === 'dead' ? 'link' : 'control'
        last = { verdict: 'inconclusive', cause, because, exchanges: exchangesOf(attempt) }
        if (diagnosis.kind === 'dead') return last
        break
      }
    }
    if (state.stopped) break
  }
  return last
}

/** Sends one request more: where a balancer hands requests to two servers in turn, probe and control change places. */
async function changePlaces({ resources }: RunState, { lead }: Bundle): Promise<void> {
  const { controls, caseSender, entangled, target } = resources
  if (target.links.scarce) return
  try {
    const link = await target.links.take({ fresh: entangled })
    const { spec } = controls.preferred(lead.encoding)
    if (link !== null) await caseSender.control(lead.id, spec, link, 0, 'wire')
  } catch (error) {
    if (!isSupplyError(error)) throw error
  }
}

/** Settles a bundle once more, the second time with probe and control in each other's place. */
export async function repeatAttempt(
  state: RunState,
  bundle: Bundle,
  transport: Transport,
  round: number,
): Promise<Judgeable | Unjudgeable> {
  if (round === 1) await changePlaces(state, bundle)
  return attemptUntilJudgeable(state, bundle, transport)
}

/**
 * Tries a bundle to its end: attempt, control, diagnosis, three repetitions of what fails, and the findings of
 * all its members. `seen` is a first attempt that was made already.
 */
export async function tryBundle(
  state: RunState,
  bundle: Bundle,
  transport: Transport,
  seen?: Judgeable,
): Promise<void> {
  const first = seen ?? (await attemptUntilJudgeable(state, bundle, transport))
  if (!isJudgeable(first)) {
    leaveUndecided(state, bundle, first)
    return
  }
  const readings = [readAttempt(state, first)]
  if (readings[0] !== undefined && needsRepetition(state, bundle, readings[0])) {
    for (let round = 0; round < REPETITIONS && !state.stopped; round += 1) {
      const again = await repeatAttempt(state, bundle, transport, round)
      if (isJudgeable(again)) readings.push(readAttempt(state, again))
    }
  }
  concludeBundle(state, bundle, readings)
  const { alone, owners } = bundle.lead
  // What befell another user's link says nothing of the default user's, which all other cases take.
  if (first.effect !== undefined && alone === 'first' && owners === undefined)
    state.resources.entangled = true
}
