import { hasDismissed, isAccepted, isGone } from '../../judge/acceptance.ts'
import { isDisturbed, isEnvironment } from '../../judge/disturbance.ts'
import { type Judgement, judgeCase } from '../../judge/judge.ts'
import { describeObservation } from '../../judge/observation.ts'
import { compareOutcome } from '../../judge/outcome.ts'
import type { Awaitable } from '../../model/awaitable.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Cause } from '../../model/finding.ts'
import type { Case } from '../../model/requirement.ts'
import type { Link } from '../../model/target.ts'
import type { Bundle } from '../bundle.ts'
import { allowsAcceptance } from '../steps.ts'
import type { Transport } from './case-sender.ts'
import { type ControlForm, forOwner, mendProbe, sameSpec } from './controls.ts'
import { describeUnauthenticated, type RunResources } from './run-resources.ts'
import { sendControl, sendFreshControl } from './send-control.ts'

interface Sent {
  readonly probes: readonly Exchange[]
  readonly controls: readonly Exchange[]
  /** One for each member of the bundle. */
  readonly judgements: readonly Judgement[]
}

/** What came of sending a case once. */
export type Attempt =
  /** The answers can be judged: where something was refused, the control was accepted afterwards. */
  | ({ readonly kind: 'judged' } & Sent)
  /** A link did not accept its control after the probe: effect, dead link, or a control that is refused anyway. */
  | ({ readonly kind: 'uncontrolled'; readonly form: ControlForm } & Sent)
  /** 429, 503, or a disturbance that the control shares. */
  | ({ readonly kind: 'environment'; readonly because: string } & Sent)
  /** Not sent, or not to the end. */
  | { readonly kind: 'skipped'; readonly cause: Cause; readonly because: string }
  /** The default token is refused. */
  | { readonly kind: 'unauthenticated'; readonly because: string; readonly exchange: Exchange }

/** Links that no probe has dismissed, with their index: each is owed a control. */
function liveLinks(probes: readonly Exchange[]): readonly number[] {
  const dismissed = probes.filter(hasDismissed)
  if (dismissed.length === probes.length) return []
  const touched = new Set(probes.map(exchange => exchange.link))
  for (const exchange of dismissed) touched.delete(exchange.link)
  return [...touched]
}

function unauthenticated(resources: RunResources, exchange: Exchange): Attempt {
  return { kind: 'unauthenticated', because: describeUnauthenticated(resources), exchange }
}

/** Shows that the target itself is well while the probe was disturbed: a control on a link and connection of its own. */
async function controlBeside(
  resources: RunResources,
  probed: Case,
  sent: Sent,
  transport: Transport,
): Promise<Attempt> {
  const form = resources.controls.preferred(probed.encoding)
  const control = await sendFreshControl(resources, probed.id, form, transport)
  if (control === null) return { kind: 'environment', because: 'no link is left for a control', ...sent }
  const controls = [...sent.controls, control]
  if (isAccepted(control)) return { kind: 'judged', ...sent, controls }
  if (control.answer?.status === 401) return unauthenticated(resources, control)
  const because = `a valid request beside it met ${describeObservation(control)} too`
  return { kind: 'environment', because, ...sent, controls }
}

/** The probe itself without its fault, as the control that says most; undefined when it is not accepted. */
async function sendMended(
  resources: RunResources,
  { lead }: Bundle,
  probes: readonly Exchange[],
  link: Link,
  index: number,
  transport: Transport,
): Promise<Exchange | undefined> {
  const [only, ...more] = probes.filter(probe => probe.link === index)
  if (only === undefined || more.length > 0) return undefined
  const spec = mendProbe(only.spec, lead.encoding)
  if (spec === undefined || sameSpec(spec, only.spec)) return undefined
  const form = { name: 'the same without its fault', encoding: lead.encoding, spec }
  const control = await sendControl(resources, lead.id, form, link, index, transport)
  return isAccepted(control) || control.answer?.status === 401 ? control : undefined
}

/**
 * True when a request on that link that may be accepted was answered as not even a dead link explains: it did what
 * it was asked to and then failed, whatever the control on the same link meets now.
 */
function isUnexplained(probed: Case, probes: readonly Exchange[], link: number): boolean {
  return probes.some((probe, index) => {
    const step = probed.steps[index]
    if (probe.link !== link || step === undefined || probe.answer === null || isGone(probe)) return false
    return allowsAcceptance(step) && compareOutcome(probe, step.expect?.allowed ?? []).length > 0
  })
}

/** A 401 that no requirement asked for. */
export function wasRefusedForToken({ probes, judgements }: Pick<Sent, 'probes' | 'judgements'>): boolean {
  return (
    probes.some(({ answer }) => answer?.status === 401) &&
    judgements.some(({ mismatches }) => mismatches.length > 0)
  )
}

/** Judges what came back and settles it by a control on each link that was refused. */
export function judgeWithControl(
  resources: RunResources,
  bundle: Bundle,
  probes: readonly Exchange[],
  links: readonly Link[],
  transport: Transport,
  afresh: boolean,
): Awaitable<Attempt> {
  const probed = bundle.lead
  const judgements = bundle.members.map(member => judgeCase(member.case.steps, probes))
  const sent = { probes, controls: [], judgements }
  for (const probe of probes) if (hasDismissed(probe)) resources.patience.learn(probe)
  const unprepared = probed.steps.some((step, index) => {
    const exchange = probes[index]
    return step.expect === undefined && exchange !== undefined && isDisturbed(exchange)
  })
  const disturbed = judgements.some(judgement => judgement.disturbed)
  if (disturbed || unprepared || probes.some(exchange => exchange.end === 'timeout')) {
    return controlBeside(resources, probed, sent, transport)
  }
  if (probed.control === false) {
    // Links of which none was ever dismissed may all have been dead.
    if (resources.refusesAll && !resources.patience.hasLearned)
      return { kind: 'environment', because: 'no valid request was ever accepted', ...sent }
    // Without a control nobody would learn that the token has expired.
    if (wasRefusedForToken(sent)) return controlBeside(resources, probed, sent, transport)
    return { kind: 'judged', ...sent }
  }
  const live = liveLinks(probes)
  if (live.length === 0) return { kind: 'judged', probes, controls: [], judgements }
  return controlLinks(resources, bundle, sent, links, live, transport, afresh)
}

/** Sends a control on each of these links, up to the first that does not accept it. */
async function controlLinks(
  resources: RunResources,
  bundle: Bundle,
  { probes, judgements }: Sent,
  links: readonly Link[],
  live: readonly number[],
  transport: Transport,
  afresh: boolean,
): Promise<Attempt> {
  const probed = bundle.lead
  const controls: Exchange[] = []
  const sent = { probes, controls, judgements }
  if (probed.rest) await resources.patience.pause(0)
  for (const index of live) {
    const link = links[index]
    if (link === undefined) continue
    const owner = probed.owners?.[index]
    const form = forOwner(resources.controls.preferred(probed.encoding, probed.steps[0].request), owner)
    const mended =
      afresh || owner === 'other'
        ? undefined
        : await sendMended(resources, bundle, probes, link, index, transport)
    const control = mended ?? (await sendControl(resources, probed.id, form, link, index, transport))
    controls.push(control)
    if (control.answer?.status === 401) return unauthenticated(resources, control)
    if (isAccepted(control)) continue
    if (isEnvironment(control)) {
      const because = `the control after it met ${describeObservation(control)}`
      return { kind: 'environment', because, ...sent }
    }
    if (isUnexplained(probed, probes, index)) return controlBeside(resources, probed, sent, transport)
    return { kind: 'uncontrolled', ...sent, form }
  }
  return { kind: 'judged', ...sent }
}
