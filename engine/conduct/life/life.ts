import type { Link } from '../../model/target.ts'
import type { Bundle } from '../bundle.ts'
import type { RunState, Stop } from '../state.ts'
import { isSupplyError } from '../supply.ts'
import { tryBundle } from '../try-bundle.ts'
import { leaveUndecided, skipBundle, undecidedBy } from '../undecided.ts'
import { closeLife, concludeLink, findEnd } from './close.ts'
import type { Life } from './plan.ts'
import type { Postponed } from './postponed.ts'
import { type Pending, probeLink } from './probe.ts'

const NO_LINKS = 'no links are left'

/** All that is to be sent in a life, in its order. */
export function bundlesOf({ refusals, closer }: Life): readonly Bundle[] {
  return closer === undefined ? refusals : [...refusals, closer]
}

/** A run that stops in the middle of a life leaves all of it undecided. */
function abandon(state: RunState, life: Life, stop: Stop): void {
  for (const bundle of bundlesOf(life)) leaveUndecided(state, bundle, undecidedBy(stop))
}

/** Sends the refusals of a life and its closer on one link; what is accepted against expectation takes a new link. */
async function spendLink(
  state: RunState,
  life: Life,
  first: Link,
  postponed: Postponed | undefined,
): Promise<void> {
  let link: Link | null = first
  let pending: Pending[] = []
  for (const bundle of life.refusals) {
    if (state.stopped) break
    if (postponed?.keepsBack(bundle)) continue
    if (link === null) {
      skipBundle(state, bundle, 'links', NO_LINKS)
      continue
    }
    const sent = await probeLink(state, bundle, link)
    if (state.stopped) break
    if (sent === undefined) continue
    pending.push(sent)
    const end = findEnd(sent)
    if (end === undefined) continue
    concludeLink(state, pending, end)
    postponed?.noteEnd(bundle)
    pending = []
    link = await state.resources.target.links.take()
  }
  if (state.stopped) abandon(state, life, state.stopped)
  else if (link !== null) await closeLife(state, life, link, pending)
  else if (life.closer) skipBundle(state, life.closer, 'links', NO_LINKS)
}

/** A case that takes several links at a time, or one in a state of its own, is tried alone. */
function isAlone({ links, closer }: Life): boolean {
  return links > 1 || closer?.lead.state !== undefined
}

async function live(state: RunState, life: Life, postponed: Postponed | undefined): Promise<void> {
  const { links } = state.resources.target
  if (isAlone(life) && life.closer !== undefined && links.remaining() >= life.links) {
    await tryBundle(state, life.closer, 'wire')
    return
  }
  const link = life.links === 1 && links.remaining() > 0 ? await links.take() : null
  if (link !== null) await spendLink(state, life, link, postponed)
  else for (const bundle of bundlesOf(life)) skipBundle(state, bundle, 'links', NO_LINKS)
}

/**
 * Lives one life on a scarce link; what cannot be sent any more is skipped with its cause. Refusals like those that
 * have cost a link are left to `postponed`, where it is given.
 */
export async function spendLife(state: RunState, life: Life, postponed?: Postponed): Promise<void> {
  try {
    await live(state, life, postponed)
  } catch (error) {
    if (!isSupplyError(error)) throw error
    for (const bundle of bundlesOf(life)) skipBundle(state, bundle, error.cause, error.message)
  }
}
