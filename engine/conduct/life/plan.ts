import type { Area, Requirement } from '../../model/requirement.ts'
import type { Bundle } from '../bundle.ts'
import { allowsAcceptance, linksOf } from '../steps.ts'

/** What happens on one link where links are scarce: probes that should be refused, then one that may be accepted. */
export interface Life {
  readonly refusals: readonly Bundle[]
  /** Accepted, it is the control of all of them. */
  readonly closer?: Bundle
  /** Links it takes: more than one for a case of several requests. */
  readonly links: number
}

/** What a number of links would judge. */
export interface Estimate {
  readonly links: number
  readonly must: { readonly judged: number; readonly of: number }
  readonly requirements: number
}

/** A single request that no member expects to be accepted: its link lives on. */
function isRefusal(bundle: Bundle): boolean {
  return bundle.members.every(({ case: probed }) => {
    const [step] = probed.steps
    if (probed.steps.length > 1 || probed.state !== undefined) return false
    const open = (step.expect?.allowed ?? []).length === 0
    return open ? (step.request.token?.kind ?? 'default') !== 'default' : !allowsAcceptance(step)
  })
}

const LEVEL_WEIGHT = { MUST: 100, SHOULD: 10, OBSERVE: 1 } as const

/** What a bundle adds to the requirements covered so far, a MUST before any number of others. */
function gain(bundle: Bundle, covered: ReadonlySet<string>): number {
  const fresh = new Map(bundle.members.map(({ requirement }) => [requirement.id, requirement.level]))
  for (const id of covered) fresh.delete(id)
  return [...fresh.values()].reduce((sum, level) => sum + LEVEL_WEIGHT[level], 0) / linksOf(bundle.lead)
}

/** Orders bundles so that each next one covers most of what is not covered yet; ties keep catalogue order. */
function byGain(bundles: readonly Bundle[], covered: Set<string>): readonly Bundle[] {
  const left = [...bundles]
  const ordered: Bundle[] = []
  while (left.length > 0) {
    let best = 0
    for (let index = 1; index < left.length; index += 1) {
      const [one, two] = [left[index], left[best]]
      if (one && two && gain(one, covered) > gain(two, covered)) best = index
    }
    const [next] = left.splice(best, 1)
    if (next === undefined) break
    if (gain(next, covered) === 0) return [...ordered, next, ...left]
    ordered.push(next)
    for (const { requirement } of next.members) covered.add(requirement.id)
  }
  return ordered
}

/**
 * Spreads bundles over the lives of scarce links, in the order of MUSTs gained per link. Up to `perLink`
 * refusals share a link with one closer.
 */
export function planLives(bundles: readonly Bundle[], perLink: number): readonly Life[] {
  const covered = new Set<string>()
  const refusals = [...byGain(bundles.filter(isRefusal), covered)]
  const closers = [
    ...byGain(
      bundles.filter(bundle => !isRefusal(bundle)),
      covered,
    ),
  ]
  const lives: Life[] = []
  while (refusals.length > 0 || closers.length > 0) {
    const closer = closers.shift()
    const links = closer === undefined ? 1 : linksOf(closer.lead)
    const shares = links === 1 && closer?.lead.state === undefined
    const life = { refusals: shares ? refusals.splice(0, perLink) : [], links }
    lives.push(closer === undefined ? life : { ...life, closer })
  }
  return lives
}

function countMust(requirements: readonly Requirement[], covered: ReadonlySet<string>): number {
  return requirements.filter(({ id, level }) => level === 'MUST' && covered.has(id)).length
}

/** What `links` links would judge on a target that conforms. */
export function estimate(
  areas: readonly Area[],
  lives: readonly Life[],
  links: number,
  seesEffects = true,
): Estimate {
  const requirements = areas.flatMap(area => area.requirements)
  const covered = new Set<string>()
  let left = links
  for (const life of lives) {
    if (life.links > left) continue
    left -= life.links
    const bundles = life.closer === undefined ? life.refusals : [...life.refusals, life.closer]
    for (const { lead, members } of bundles) {
      for (const { requirement } of members) covered.add(requirement.id)
      for (const requirement of requirements) {
        const speaks =
          'everyAnswer' in requirement ||
          ('afterRefusalOf' in requirement &&
            seesEffects &&
            requirement.afterRefusalOf(lead.steps[0].request) &&
            life.refusals.length > 0)
        if (speaks) covered.add(requirement.id)
      }
    }
  }
  const must = requirements.filter(({ level }) => level === 'MUST').length
  return {
    links,
    must: { judged: countMust(requirements, covered), of: must },
    requirements: requirements.filter(({ id }) => covered.has(id)).length,
  }
}
