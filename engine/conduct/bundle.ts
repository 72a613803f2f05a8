import type { Area, Case, ProbeRequirement, Requirement } from '../model/requirement.ts'

/** A case and the requirement that owns it. */
export interface Member {
  readonly requirement: ProbeRequirement
  readonly case: Case
}

/** Cases that send the very same request: one exchange serves them all. */
export interface Bundle {
  /** The case that is sent. */
  readonly lead: Case
  readonly members: readonly [Member, ...Member[]]
}

/** True for requirements with cases of their own. */
export function isProbing(requirement: Requirement): requirement is ProbeRequirement {
  return 'cases' in requirement
}

/** Bundles the cases of these areas by the request they share, in catalogue order. */
export function bundleCases(areas: readonly Area[], selects: (caseId: string) => boolean): readonly Bundle[] {
  const byRequest = new Map<object, [Member, ...Member[]]>()
  for (const requirement of areas.flatMap(area => area.requirements).filter(isProbing)) {
    for (const probed of requirement.cases) {
      if (!selects(probed.id)) continue
      // What a link in a state of its own is asked tells nothing of others.
      const shared = probed.steps.length === 1 && probed.state === undefined
      const identity = shared ? probed.steps[0].request : probed
      const member = { requirement, case: probed }
      const known = byRequest.get(identity)
      if (known === undefined) byRequest.set(identity, [member])
      else known.push(member)
    }
  }
  return [...byRequest.values()].map(members => ({ lead: members[0].case, members }))
}
