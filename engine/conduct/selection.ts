import type { Capability } from '../model/requirement.ts'
import type { Target } from '../model/target.ts'
import { describeLack } from './attempt/case-sender.ts'
import { type Bundle, bundleCases, type Member } from './bundle.ts'
import type { RunOptions } from './options.ts'
import type { RunState } from './state.ts'
import { leaveUndecided } from './undecided.ts'

const CAPABILITY_WORDS: Readonly<Partial<Record<Capability, string>>> = {
  scopedTokens: 'tokens with scopes',
  otherUser: 'a token of another user',
  otherUsersLinks: 'links of another user',
  expiredToken: 'an expired token',
  effects: 'links that die when dismissed',
  onPremises: 'deployment: onPremises',
}

function nameCapability(capability: Capability): string {
  return CAPABILITY_WORDS[capability] ?? `the state ${capability.slice('state:'.length)}`
}

/** Why this target cannot be asked this, as far as is known beforehand. */
export function refuseBundle(
  { lead }: Bundle,
  target: Pick<Target, 'capabilities' | 'limits' | 'links' | 'tokens'>,
): ReturnType<typeof skip> | undefined {
  const missing = (lead.needs ?? []).filter(need => !target.capabilities.has(need))
  if (missing.length > 0) {
    return skip('capability', `the profile does not declare ${missing.map(nameCapability).join(', ')}`)
  }
  if (lead.presumes && target.links.scarce) {
    return skip('links', 'links are too few to find out whether the server takes such requests at all')
  }
  if (lead.hostile && !target.limits.hostile) {
    return skip('safety', 'hostile input is not sent to this target without leave')
  }
  const lacking = lead.steps.find(
    ({ request: { token } }) => token !== undefined && !target.tokens.has(token),
  )
  if (lacking?.request.token !== undefined) return skip('capability', describeLack(lacking.request.token))
  return undefined
}

function skip(cause: 'selection' | 'capability' | 'links' | 'safety', because: string) {
  return { verdict: 'skipped', cause, because, exchanges: [] } as const
}

/**
 * The bundles of a run, in catalogue order: what is selected, of this shard, and possible on the target. All
 * others are emitted as skipped, each with its cause.
 */
export function selectBundles(
  state: RunState,
  { areas, target, selects, shard }: RunOptions,
): readonly Bundle[] {
  const chosen: Bundle[] = []
  for (const [index, bundle] of bundleCases(areas, () => true).entries()) {
    const mine = shard === undefined || index % shard.of === shard.index - 1
    const selected: Member[] = []
    for (const member of bundle.members) {
      if (mine && selects(member.case.id)) selected.push(member)
      else {
        const because = mine ? 'not selected' : 'in another shard'
        leaveUndecided(state, { ...bundle, members: [member] }, skip('selection', because))
      }
    }
    const [first, ...rest] = selected
    if (first === undefined) continue
    const own: Bundle = { lead: first.case, members: [first, ...rest] }
    const refusal = refuseBundle(own, target)
    if (refusal === undefined) chosen.push(own)
    else leaveUndecided(state, own, refusal)
  }
  return chosen
}
