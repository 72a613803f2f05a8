import { createHash } from 'node:crypto'
import type { RequestSpec } from '../model/request.ts'
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

/** Equal for requests that are written alike, down to the bytes of their bodies. */
export function identifyRequest({ body, ...spec }: RequestSpec): string {
  const bytes = createHash('sha256')
    .update(body ?? '')
    .digest('base64')
  return JSON.stringify([spec, bytes])
}

/** Equal for cases that one exchange can serve: the same request under the same conditions. */
function identifyCase({ id, steps, ...conditions }: Case): string {
  // What a link in a state of its own is asked, and a sequence, tell nothing of others.
  if (steps.length > 1 || conditions.state !== undefined) return id
  return `${identifyRequest(steps[0].request)} ${JSON.stringify(conditions)}`
}

/** Bundles the cases of these areas by the request they share, in catalogue order. */
export function bundleCases(areas: readonly Area[], selects: (caseId: string) => boolean): readonly Bundle[] {
  const byRequest = new Map<string, [Member, ...Member[]]>()
  for (const requirement of areas.flatMap(area => area.requirements).filter(isProbing)) {
    for (const probed of requirement.cases) {
      if (!selects(probed.id)) continue
      const identity = identifyCase(probed)
      const member = { requirement, case: probed }
      const known = byRequest.get(identity)
      if (known === undefined) byRequest.set(identity, [member])
      else known.push(member)
    }
  }
  return [...byRequest.values()].map(members => ({ lead: members[0].case, members }))
}
