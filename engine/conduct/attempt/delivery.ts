import { isAway, isClosingRace, isEnvironment, isUnreadByPool } from '../../judge/disturbance.ts'
import { describeObservation } from '../../judge/observation.ts'
import { compareOutcome } from '../../judge/outcome.ts'
import { type Awaitable, andThen } from '../../model/awaitable.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Case } from '../../model/requirement.ts'
import type { Link } from '../../model/target.ts'
import { findObstacle } from '../../send/request-target.ts'
import { SupplyError } from '../../target/supply-error.ts'
import type { Bundle } from '../bundle.ts'
import { linksOf } from '../steps.ts'
import type { Transport } from './case-sender.ts'
import { MOST_RETRIES } from './patience.ts'
import { noteCrowding, type RunResources } from './run-resources.ts'

/** Several links at a time are of use only where they leave each other alone. */
function requireCompany({ oneLink, entangled }: RunResources): void {
  if (!oneLink && !entangled) return
  const because = oneLink ? 'each new one ends the one before' : 'a dismiss ends others beside its own'
  throw new SupplyError('links', `two links are wanted at a time, and ${because}`)
}

/** Takes the links of a case one after the other, `fresh` ones made for it; null when they run out. */
function takeLinks(
  resources: RunResources,
  probed: Case,
  fresh: boolean,
  taken: readonly Link[] = [],
): Awaitable<readonly Link[] | null> {
  if (taken.length === linksOf(probed)) return taken
  if (linksOf(probed) > 1) requireCompany(resources)
  const { state, owners } = probed
  const want = { user: owners?.[taken.length] ?? 'default', beside: taken, fresh }
  return andThen(
    resources.target.links.take(state === undefined || taken.length > 0 ? want : { ...want, state }),
    link => link && takeLinks(resources, probed, false, [...taken, link]),
  )
}

/** An address that is derived from the link needs a link that it can be derived from. */
function requireTargets(probed: Case, links: readonly Link[]): void {
  for (const { request, link = 0 } of probed.steps) {
    const url = links[link]?.url
    const obstacle = url && findObstacle(url, request.target)
    if (obstacle !== undefined) throw new SupplyError('capability', obstacle)
  }
}

/** The first exchange that found nobody, or that speaks of the environment and that its step did not ask for. */
export function busyExchange({ lead }: Bundle, probes: readonly Exchange[]): Exchange | undefined {
  return probes.find((exchange, index) => {
    if (isAway(exchange)) return true
    if (!isEnvironment(exchange)) return false
    // A state that was asked for answers 500 by itself: only 429 and 503 still speak of the environment.
    if (lead.state !== undefined && exchange.answer?.status === 500) return false
    // A refusal in general ("not 2xx") is no reason to take a busy server's answer for one.
    const asked = (lead.steps[index]?.expect?.allowed ?? []).filter(
      ({ status }) => typeof status === 'number',
    )
    return asked.length === 0 || compareOutcome(exchange, asked).length > 0
  })
}

/** Says why a case was given up on. */
export function describeBusy(busy: Exchange): string {
  return isAway(busy)
    ? 'the target cannot be reached'
    : `the target keeps answering ${describeObservation(busy)}`
}

/**
 * Sends the steps, again on fresh links while the target is busy, a kept-alive connection was just closed, or there
 * may have been more connections than it serves.
 */
export async function deliverPatiently(
  resources: RunResources,
  bundle: Bundle,
  transport: Transport,
  fresh: boolean,
): Promise<{ links: readonly Link[]; probes: readonly Exchange[]; busy: Exchange | undefined } | null> {
  let crowded = false
  for (let retry = 0; ; retry += 1) {
    const taken = takeLinks(resources, bundle.lead, fresh || resources.entangled)
    const links = taken instanceof Promise ? await taken : taken
    if (links === null) return null
    requireTargets(bundle.lead, links)
    const deliver = () => resources.caseSender.deliver(bundle.lead, links, retry === 0 ? transport : 'wire')
    const probes: readonly Exchange[] = await (crowded ? resources.inTurn(deliver) : deliver())
    const busy = busyExchange(bundle, probes)
    const raced = probes.some(exchange => isClosingRace(exchange) || isUnreadByPool(exchange))
    crowded = probes.some(probe => noteCrowding(resources, probe))
    if (busy === undefined && !raced && !crowded) return { links, probes, busy: undefined }
    if (retry >= MOST_RETRIES) return { links, probes, busy: busy ?? (raced ? probes[0] : undefined) }
    if (busy !== undefined && !(await resources.patience.waitAfter(busy, retry)))
      return { links, probes, busy }
    // A peer that drops connections may not have seen yet that the others are gone.
    if (crowded && retry > 0) await resources.patience.pause(retry)
  }
}
