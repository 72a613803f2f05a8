import { hasDismissed, isAccepted, isGone } from '../judge/acceptance.ts'
import { isDisturbed } from '../judge/disturbance.ts'
import { judgeCase } from '../judge/judge.ts'
import { describeObservation } from '../judge/observation.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Link } from '../model/target.ts'
import { findObstacle } from '../send/request-target.ts'
import { NoCredential } from './attempt/courier.ts'
import { busyExchange, describeBusy } from './attempt/delivery.ts'
import { MOST_RETRIES } from './attempt/patience.ts'
import { sendControl } from './attempt/send-control.ts'
import type { Bundle } from './bundle.ts'
import { concludeBundle, leaveUndecided, needsRepetition, REPETITIONS, readAttempt } from './conclude.ts'
import { isWebPage, WEB_PAGE } from './not-ucwa.ts'
import type { Life } from './plan.ts'
import type { RunState, Stop } from './state.ts'
import { isSupplyError } from './supply.ts'
import { tryBundle } from './trial.ts'

/** A bundle that was sent on the link, waiting for the control. */
interface Pending {
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
    const probes = await state.means.courier.deliver(bundle.lead, [link], 'wire')
    state.noteSilence(probes, bundle.lead.id)
    if (probes.some(isWebPage)) state.stop(WEB_PAGE)
    const busy = busyExchange(bundle, probes)
    if (busy === undefined || state.stopped || retry >= MOST_RETRIES) return { probes, busy }
    if (!(await state.means.patience.waitAfter(busy, retry))) return { probes, busy }
  }
}

function asControl(exchange: Exchange): Exchange {
  return { ...exchange, role: 'control' }
}

function reading(
  state: RunState,
  bundle: Bundle,
  probes: readonly Exchange[],
  control: Exchange | undefined,
) {
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

/**
 * Sends a probe and, when it fails without spending the link, repeats it there, after a disturbance not at once: an
 * outage passes. Undefined where nobody could tell.
 */
async function probeOn(state: RunState, bundle: Bundle, link: Link): Promise<Pending | undefined> {
  const { probes: first, busy } = await send(state, bundle, link)
  if (busy !== undefined) {
    const because = describeBusy(busy)
    leaveUndecided(state, bundle, {
      verdict: 'inconclusive',
      cause: 'environment',
      because,
      exchanges: first,
    })
    return undefined
  }
  const rounds = [first]
  if (!first.some(isAccepted) && needsRepetition(state, bundle, reading(state, bundle, first, undefined))) {
    while (!state.stopped && rounds.length <= REPETITIONS && !rounds.at(-1)?.some(isAccepted)) {
      if (rounds.at(-1)?.some(isDisturbed)) await state.means.patience.pause(rounds.length - 1)
      const again = await send(state, bundle, link)
      if (again.busy !== undefined) break
      rounds.push(again.probes)
    }
  }
  return { bundle, rounds: leaveOutDisturbed(rounds) }
}

function noCredential(state: RunState, bundle: Bundle, error: unknown): undefined {
  if (!(error instanceof NoCredential)) throw error
  leaveUndecided(state, bundle, {
    verdict: 'skipped',
    cause: 'capability',
    because: error.message,
    exchanges: [],
  })
}

function conclude(state: RunState, pending: readonly Pending[], control: Exchange | undefined): void {
  for (const { bundle, rounds } of pending) {
    concludeBundle(
      state,
      bundle,
      rounds.map(probes => reading(state, bundle, probes, control)),
    )
  }
}

function spends({ rounds }: Pending): Exchange | undefined {
  return rounds.flat().find(hasDismissed)
}

/** After a refused control: each probe again, alone, on a fresh link. */
async function split(state: RunState, pending: readonly Pending[], control: Exchange): Promise<void> {
  if (control.answer?.status === 401) {
    state.stop({ exit: 4, because: 'a valid request is answered 401: the token is not accepted' })
  }
  state.noteSilence([control], pending[0]?.bundle.lead.id ?? 'control')
  for (const { bundle, rounds } of pending) {
    if (!state.stopped && state.means.target.links.remaining() > 0) {
      await tryBundle(state, bundle, 'wire')
      continue
    }
    const met = describeObservation(control)
    const dead = isGone(control)
    const because =
      state.stopped?.because ??
      (dead
        ? `the link was not live, or no longer: a valid request met ${met}, and no links are left`
        : `the control on this link met ${met}, and no links are left`)
    const exchanges = [...rounds.flat(), control]
    const cause = dead ? 'link' : 'control'
    leaveUndecided(state, bundle, { verdict: 'inconclusive', cause, because, exchanges })
  }
}

/** A run that stops in the middle of a life leaves all of it undecided. */
function abandon(state: RunState, { refusals, closer }: Life, { exit, because }: Stop): void {
  const unclear = exit === 3 || exit === 4
  const verdict = unclear ? 'inconclusive' : 'skipped'
  for (const bundle of closer === undefined ? refusals : [...refusals, closer]) {
    leaveUndecided(state, bundle, {
      verdict,
      cause: unclear ? 'environment' : 'budget',
      because,
      exchanges: [],
    })
  }
}

/** Sends the refusals of a life and its closer on one link. */
async function spendLink(state: RunState, life: Life, first: Link): Promise<void> {
  let link: Link | null = first
  let pending: Pending[] = []
  for (const bundle of life.refusals) {
    if (state.stopped || link === null) {
      const because = state.stopped?.because ?? 'no links are left'
      leaveUndecided(state, bundle, {
        verdict: 'skipped',
        cause: state.stopped ? 'budget' : 'links',
        because,
        exchanges: [],
      })
      continue
    }
    const because = findObstacle(link.url, bundle.lead.steps[0].request.target)
    if (because !== undefined) {
      leaveUndecided(state, bundle, { verdict: 'skipped', cause: 'capability', because, exchanges: [] })
      continue
    }
    const sent = await probeOn(state, bundle, link).catch(error => noCredential(state, bundle, error))
    if (sent === undefined) continue
    pending.push(sent)
    if (state.stopped) break
    const accepted = spends(sent)
    if (accepted === undefined) continue
    conclude(state, pending, accepted)
    pending = []
    link = await state.means.target.links.take()
  }
  if (state.stopped) abandon(state, life, state.stopped)
  else if (link !== null) await close(state, life, link, pending)
  else if (life.closer)
    leaveUndecided(state, life.closer, {
      verdict: 'skipped',
      cause: 'links',
      because: 'no links are left',
      exchanges: [],
    })
}

async function sendCloser(state: RunState, closer: Bundle, link: Link): Promise<Pending | undefined> {
  const because = findObstacle(link.url, closer.lead.steps[0].request.target)
  if (because === undefined)
    return probeOn(state, closer, link).catch(error => noCredential(state, closer, error))
  leaveUndecided(state, closer, { verdict: 'skipped', cause: 'capability', because, exchanges: [] })
  return undefined
}

/** Ends a life: by its closer, or by a bare control where that is refused or missing. */
async function close(state: RunState, life: Life, link: Link, pending: readonly Pending[]): Promise<void> {
  const { closer } = life
  const closing = closer === undefined ? undefined : await sendCloser(state, closer, link)
  const sent = closing === undefined ? [] : [closing]
  const accepted = sent.map(spends).find(exchange => exchange !== undefined)
  if (accepted !== undefined) {
    state.means.patience.learn(accepted)
    conclude(state, [...pending, ...sent], accepted)
    return
  }
  const lead = closer?.lead ?? life.refusals[0]?.lead
  if (lead === undefined) return
  const form = state.means.controls.preferred(lead.encoding, closer?.lead.steps[0].request)
  const control = await sendControl(state.means, lead.id, form, link, 0, 'wire')
  if (isAccepted(control)) conclude(state, [...pending, ...sent], control)
  else await split(state, [...pending, ...sent], control)
}

/** Lives one life on a scarce link; what cannot be sent any more is skipped with its cause. */
export async function spendLife(state: RunState, life: Life): Promise<void> {
  const bundles = life.closer === undefined ? life.refusals : [...life.refusals, life.closer]
  try {
    if (life.links > 1 || life.closer?.lead.state !== undefined) {
      if (life.closer !== undefined && state.means.target.links.remaining() >= life.links) {
        await tryBundle(state, life.closer, 'wire')
        return
      }
    }
    const link =
      life.links === 1 && state.means.target.links.remaining() > 0
        ? await state.means.target.links.take()
        : null
    if (link !== null) {
      await spendLink(state, life, link)
      return
    }
    for (const bundle of bundles) {
      leaveUndecided(state, bundle, {
        verdict: 'skipped',
        cause: 'links',
        because: 'no links are left',
        exchanges: [],
      })
    }
  } catch (error) {
    if (!isSupplyError(error)) throw error
    for (const bundle of bundles) {
      leaveUndecided(state, bundle, {
        verdict: 'skipped',
        cause: error.cause,
        because: error.message,
        exchanges: [],
      })
    }
  }
}
