import { isAccepted } from '../../judge/acceptance.ts'
import { isEnvironment } from '../../judge/disturbance.ts'
import { describeObservation } from '../../judge/observation.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Finding } from '../../model/finding.ts'
import type { Case } from '../../model/requirement.ts'
import type { Bundle } from '../bundle.ts'
import { linksOf } from '../steps.ts'
import { attemptBundle } from './attempt.ts'
import type { Transport } from './case-sender.ts'
import type { ControlForm } from './controls.ts'
import type { Attempt } from './judge-with-control.ts'
import type { RunResources } from './run-resources.ts'
import { sendFreshControl } from './send-control.ts'

/** Three fresh links have to accept the bare control, three others refuse it after the probe: then it was the probe. */
const THRICE = 3

/** Of them the first was seen before anybody asked. */
const ATTEMPTS = 1 + THRICE

/** Why a control was refused after a probe. */
export type Diagnosis =
  /** The probe was refused and took effect all the same, in at least three attempts of four. */
  | {
      readonly kind: 'effect'
      readonly attempt: Attempt & { kind: 'uncontrolled' }
      readonly attempts: Finding['attempts']
    }
  /** The control was refused in no more than two attempts of four: one in which it was accepted counts instead. */
  | { readonly kind: 'passed-by'; readonly attempt: Attempt & { kind: 'judged' } }
  /** This form of control is refused on live links; another is accepted. */
  | { readonly kind: 'form' }
  | { readonly kind: 'unauthenticated' }
  /** Fresh links do not accept any control. */
  | { readonly kind: 'dead'; readonly because: string }
  /** Too few links to find out, or mixed results. */
  | { readonly kind: 'unknown'; readonly because: string }

function withoutTime(control: Exchange): Diagnosis {
  return { kind: 'unknown', because: `the target keeps answering ${describeObservation(control)}` }
}

/** Looks for a form that fresh links accept, when the one in use is refused on them. */
async function findOtherForm(
  resources: RunResources,
  probed: Case,
  refused: ControlForm,
  transport: Transport,
): Promise<Diagnosis> {
  let last = 'nothing'
  for (const form of resources.controls.forms(probed.encoding)) {
    if (form === refused) continue
    const control = await sendFreshControl(resources, probed.id, form, transport)
    if (control === null)
      return { kind: 'unknown', because: 'no links are left to find out why a control was refused' }
    if (isAccepted(control)) {
      resources.controls.demote(refused)
      return { kind: 'form' }
    }
    if (isEnvironment(control)) return withoutTime(control)
    last = describeObservation(control)
  }
  return { kind: 'dead', because: `fresh links do not accept any valid request (last: ${last})` }
}

/**
 * Finds out why a control was refused after a refused probe: by bare controls on fresh links, then by the
 * probe again on others. Costs up to a dozen links.
 */
export async function diagnose(
  resources: RunResources,
  bundle: Bundle,
  first: Attempt & { kind: 'uncontrolled' },
  transport: Transport,
): Promise<Diagnosis> {
  const probed = bundle.lead
  const linksNeeded = THRICE + THRICE * linksOf(probed)
  if (resources.target.links.remaining() < linksNeeded) {
    return { kind: 'unknown', because: 'too few links are left to find out why the control was refused' }
  }
  for (let round = 0; round < THRICE; round += 1) {
    const control = await sendFreshControl(resources, probed.id, first.form, transport)
    if (control !== null && isEnvironment(control)) return withoutTime(control)
    if (control === null || !isAccepted(control))
      return findOtherForm(resources, probed, first.form, transport)
  }
  let effect = first
  let failed = 1
  let judged: (Attempt & { kind: 'judged' }) | undefined
  for (let round = 0; round < THRICE; round += 1) {
    const attempt = await attemptBundle(resources, bundle, transport, true)
    if (attempt.kind === 'unauthenticated') return { kind: 'unauthenticated' }
    if (attempt.kind === 'judged') judged = attempt
    if (attempt.kind !== 'uncontrolled') continue
    effect = attempt
    failed += 1
  }
  if (failed >= THRICE) return { kind: 'effect', attempt: effect, attempts: { failed, of: ATTEMPTS } }
  if (judged !== undefined) return { kind: 'passed-by', attempt: judged }
  return { kind: 'unknown', because: 'the control was refused after some of the probes only' }
}
