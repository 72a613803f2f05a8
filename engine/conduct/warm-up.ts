import { operation } from '../../schemas/load.ts'
import { answeredBy } from '../decode/answered-by.ts'
import { headerOf } from '../decode/header.ts'
import { isAccepted, speaksOfRequest } from '../judge/acceptance.ts'
import { describeObservation } from '../judge/observation.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Link } from '../model/target.ts'
import { describeUnauthenticated } from './attempt/run-resources.ts'
import { sendControl, sendFreshControl } from './attempt/send-control.ts'
import { learnReception } from './learn-reception.ts'
import { isWebPage, WEB_PAGE } from './not-ucwa.ts'
import type { RunState } from './state.ts'
import { isSupplyError } from './supply.ts'

/** How a run ends that is not supplied with its first requests. */
const EXIT_OF = { environment: 4, budget: 'budget', links: 3, capability: 3 } as const

/** What may be the matter where valid requests are refused so. */
function hintAt({ resources }: RunState, exchange: Exchange): string {
  const { status = 0 } = exchange.answer ?? {}
  if (status >= 300 && status <= 399) {
    const location = headerOf(exchange, 'location')
    return `; redirects are not followed${location === undefined ? '' : `: it leads to ${location}`}`
  }
  if (answeredBy(exchange) === 'intermediary') return '; no answer of UCWA: a gateway may stand before it'
  if (status === 403) return '; the token may lack the scopes, or the links may be of another user'
  return resources.target.links.kind === 'http'
    ? '; if each new offer ends the one before, set "batch: 1"'
    : '; the link may be dead'
}

/** Stops a run in which no control was accepted, unless a refusal may have been about the form of the request. */
function stopUnlessFormal(state: RunState, seen: readonly Exchange[]): void {
  const last = seen.at(-1)
  if (last === undefined) return
  const what = describeObservation(last)
  if (seen.some(exchange => exchange.answer?.status === 401)) {
    state.stop({ exit: 4, because: describeUnauthenticated(state.resources) })
  } else if (seen.every(exchange => exchange.answer === null)) {
    state.stop({ exit: 4, because: `the target does not answer (${last.error ?? last.end})` })
  } else if (seen.every(exchange => (exchange.answer?.status ?? 0) >= 500)) {
    state.stop({ exit: 4, because: `every valid request met ${what}` })
  } else if (!seen.some(speaksOfRequest)) {
    const hint = hintAt(state, last)
    state.stop({ exit: 3, because: `no valid request was accepted: each met ${what}${hint}` })
  }
}

/**
 * A token with more scopes than it needs may be refused by a server that gets scopes wrong: then a token with
 * one of the two that suffice goes in its place, and the refusal is left to the requirements on scopes.
 */
async function findNarrowToken(state: RunState): Promise<boolean> {
  const { target, caseSender, controls } = state.resources
  if (!target.capabilities.has('scopedTokens')) return false
  for (const scope of operation.scopes.sufficient) {
    caseSender.useToken({ kind: 'scopes', scopes: [scope] })
    const control = await sendFreshControl(state.resources, 'warm-up', controls.preferred('json'), 'wire')
    if (control !== null && isAccepted(control)) return true
  }
  caseSender.useToken({ kind: 'default' })
  return false
}

/** True when the older of two links is dead, though nobody touched it, and the newer one is live. */
async function endsOlder({ resources }: RunState): Promise<boolean> {
  const older = await resources.target.links.take({ fresh: true })
  if (older === null) return false
  const newer = await resources.target.links.take({ beside: [older], fresh: true })
  if (newer === null) return false
  const form = resources.controls.preferred('json')
  const isLive = async (link: Link): Promise<boolean> =>
    isAccepted(await sendControl(resources, 'warm-up', form, link, 0, 'wire'))
  return !(await isLive(older)) && (await isLive(newer))
}

/**
 * Finds out whether a new offer ends the one before: in one conversation there is one renegotiation at a time
 * (F-96). Such links serve one request at a time.
 */
async function learnLinks(state: RunState): Promise<void> {
  const { target } = state.resources
  if (target.links.kind !== 'http') return
  try {
    state.resources.oneLink = (await endsOlder(state)) && (await endsOlder(state))
  } catch (error) {
    if (!isSupplyError(error)) throw error
  }
}

/**
 * Finds, where links are cheap, the forms of control that this target accepts. Stops the run when it does
 * not answer, does not know the token, has no live link, or answers as something other than UCWA.
 */
export async function warmUp(state: RunState): Promise<void> {
  const seen: Exchange[] = []
  try {
    for (const encoding of ['json', 'xml'] as const) {
      for (const form of state.resources.controls.forms(encoding)) {
        const control = await sendFreshControl(state.resources, 'warm-up', form, 'wire')
        if (control === null) return state.stop({ exit: 3, because: 'no link could be had' })
        seen.push(control)
        if (isWebPage(control)) return state.stop(WEB_PAGE)
        if (isAccepted(control)) break
        if (control.answer === null || control.answer.status === 401 || control.answer.status === 403) break
        state.resources.controls.demote(form)
      }
    }
  } catch (error) {
    if (!isSupplyError(error)) throw error
    return state.stop({ exit: EXIT_OF[error.cause], because: error.message })
  }
  const forbidden = seen.every(({ answer }) => answer?.status === 403)
  if (!seen.some(isAccepted) && !(forbidden && (await findNarrowToken(state)))) {
    state.resources.refusesAll = true
    stopUnlessFormal(state, seen)
    return
  }
  await learnReception(state)
  await learnLinks(state)
}
