import { hasDismissed, isAccepted, isGone } from '../../judge/acceptance.ts'
import { describeObservation } from '../../judge/observation.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Link } from '../../model/target.ts'
import { describeUnauthenticated } from '../attempt/run-resources.ts'
import { sendControl } from '../attempt/send-control.ts'
import { concludeBundle } from '../conclude.ts'
import type { RunState } from '../state.ts'
import { tryBundle } from '../try-bundle.ts'
import { leaveUndecided } from '../undecided.ts'
import type { Life } from './plan.ts'
import { type Pending, probeLink, readRound } from './probe.ts'

/** The answer by which a probe ended the link, where it did. */
export function findEnd({ rounds }: Pending): Exchange | undefined {
  return rounds.flat().find(hasDismissed)
}

/** Turns what was sent on a link into findings, now that this answer has shown that the link was live. */
export function concludeLink(state: RunState, pending: readonly Pending[], control: Exchange): void {
  for (const { bundle, rounds } of pending) {
    const readings = rounds.map(probes => readRound(state, bundle, probes, control))
    concludeBundle(state, bundle, readings)
  }
}

/** After a refused control: each probe again, alone, on a fresh link. */
async function split(state: RunState, pending: readonly Pending[], control: Exchange): Promise<void> {
  if (control.answer?.status === 401)
    state.stop({ exit: 4, because: describeUnauthenticated(state.resources) })
  state.noteSilence([control], pending[0]?.bundle.lead.id ?? 'control')
  const met = describeObservation(control)
  const dead = isGone(control)
  const lost = dead
    ? `the link was not live, or no longer: a valid request met ${met}`
    : `the control on this link met ${met}`
  for (const { bundle, rounds } of pending) {
    if (!state.stopped && state.resources.target.links.remaining() > 0) {
      await tryBundle(state, bundle, 'wire')
      continue
    }
    leaveUndecided(state, bundle, {
      verdict: 'inconclusive',
      cause: dead ? 'link' : 'control',
      because: state.stopped?.because ?? `${lost}, and no links are left`,
      exchanges: [...rounds.flat(), control],
    })
  }
}

/** Ends a life: by its closer, or by a bare control where that is refused or missing. */
export async function closeLife(
  state: RunState,
  { closer, refusals }: Life,
  link: Link,
  pending: readonly Pending[],
): Promise<void> {
  const closing = closer === undefined ? undefined : await probeLink(state, closer, link)
  const sent = closing === undefined ? pending : [...pending, closing]
  const accepted = closing && findEnd(closing)
  if (accepted !== undefined) {
    state.resources.patience.learn(accepted)
    concludeLink(state, sent, accepted)
    return
  }
  const lead = closer?.lead ?? refusals[0]?.lead
  if (lead === undefined) return
  const form = state.resources.controls.preferred(lead.encoding, closer?.lead.steps[0].request)
  const control = await sendControl(state.resources, lead.id, form, link, 0, 'wire')
  if (isAccepted(control)) concludeLink(state, sent, control)
  else await split(state, sent, control)
}
