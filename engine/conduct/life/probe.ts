import { isAccepted } from '../../judge/acceptance.ts'
import { isDisturbed } from '../../judge/disturbance.ts'
import { judgeCase } from '../../judge/judge.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Link } from '../../model/target.ts'
import { findObstacle } from '../../send/request-target.ts'
import { NoCredential } from '../attempt/case-sender.ts'
import { busyExchange, describeBusy } from '../attempt/delivery.ts'
import { MOST_RETRIES } from '../attempt/patience.ts'
import type { Bundle } from '../bundle.ts'
import { isWebPage, WEB_PAGE } from '../not-ucwa.ts'
import { needsRepetition, REPETITIONS, type Reading, readAttempt } from '../reading.ts'
import type { RunState } from '../state.ts'
import { leaveUndecided, skipBundle } from '../undecided.ts'

/** A bundle that was sent on the link, waiting for the control. */
export interface Pending {
  readonly bundle: Bundle
  /** One for each repetition. */
  readonly rounds: readonly (readonly Exchange[])[]
}

interface Sent {
  readonly probes: readonly Exchange[]
  /** What the target still said of itself rather than of the request, after every retry. */
  readonly busy: Exchange | undefined
}

async function send(state: RunState, bundle: Bundle, link: Link): Promise<Sent> {
  for (let retry = 0; ; retry += 1) {
    const probes = await state.resources.caseSender.deliver(bundle.lead, [link], 'wire')
    state.noteSilence(probes, bundle.lead.id)
    if (probes.some(isWebPage)) state.stop(WEB_PAGE)
    const busy = busyExchange(bundle, probes)
    if (busy === undefined || state.stopped || retry >= MOST_RETRIES) return { probes, busy }
    if (!(await state.resources.patience.waitAfter(busy, retry))) return { probes, busy }
  }
}

function asControl(exchange: Exchange): Exchange {
  return { ...exchange, role: 'control' }
}

/** What one round on the link says, with the control that ended the link where there is one yet. */
export function readRound(
  state: RunState,
  bundle: Bundle,
  probes: readonly Exchange[],
  control?: Exchange,
): Reading {
  const judgements = bundle.members.map(member => judgeCase(member.case.steps, probes))
  // The closer of a life is the control of the others.
  const controls = control === undefined || probes.includes(control) ? [] : [asControl(control)]
  return readAttempt(state, { attempt: { kind: 'judged', probes, controls, judgements } })
}

/** What was answered undisturbed, where anything was: on one link there is no control beside a disturbance. */
function leaveOutDisturbed(rounds: readonly (readonly Exchange[])[]): Pending['rounds'] {
  const undisturbed = rounds.filter(probes => !probes.some(isDisturbed))
  return undisturbed.length > 0 ? undisturbed : rounds
}

/** Sends a probe and, when it fails without spending the link, repeats it there; undefined where nobody could tell. */
async function repeat(state: RunState, bundle: Bundle, link: Link): Promise<Pending | undefined> {
  const { probes: first, busy } = await send(state, bundle, link)
  if (busy !== undefined) {
    const because = describeBusy(busy)
    const cause = 'environment'
    leaveUndecided(state, bundle, { verdict: 'inconclusive', cause, because, exchanges: first })
    return undefined
  }
  const rounds = [first]
  if (!first.some(isAccepted) && needsRepetition(state, bundle, readRound(state, bundle, first))) {
    while (!state.stopped && rounds.length <= REPETITIONS && !rounds.at(-1)?.some(isAccepted)) {
      // Not at once after a disturbance: an outage passes.
      if (rounds.at(-1)?.some(isDisturbed)) await state.resources.patience.pause(rounds.length - 1)
      const again = await send(state, bundle, link)
      if (again.busy !== undefined) break
      rounds.push(again.probes)
    }
  }
  return { bundle, rounds: leaveOutDisturbed(rounds) }
}

/** Probes a link that others share; undefined where the case is left undecided, as it could not be sent or judged. */
export async function probeLink(state: RunState, bundle: Bundle, link: Link): Promise<Pending | undefined> {
  const obstacle = findObstacle(link.url, bundle.lead.steps[0].request.target)
  if (obstacle !== undefined) {
    skipBundle(state, bundle, 'capability', obstacle)
    return undefined
  }
  try {
    return await repeat(state, bundle, link)
  } catch (error) {
    if (!(error instanceof NoCredential)) throw error
    skipBundle(state, bundle, 'capability', error.message)
    return undefined
  }
}
