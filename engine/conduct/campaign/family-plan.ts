import type { Area, Family, ProbeRequirement } from '../../model/requirement.ts'
import { isProbing } from '../bundle.ts'

/** One family of a requirement, with the number of its samples in this run. */
export interface FamilyPlan {
  readonly requirement: ProbeRequirement
  readonly family: Family
  readonly samples: number
}

/** Shares the samples out among the families of these areas, by their portions. */
export function planCampaign(
  areas: readonly Area[],
  samples: number,
  selects: (caseId: string) => boolean,
): readonly FamilyPlan[] {
  const families = areas
    .flatMap(area => area.requirements)
    .filter(isProbing)
    .flatMap(requirement => (requirement.families ?? []).map(family => ({ requirement, family })))
    .filter(({ requirement, family }) => selects(`${requirement.id}/${family.name}`))
  const portions = families.map(({ family }) => family.portion ?? 1)
  let portionsLeft = portions.reduce((sum, portion) => sum + portion, 0)
  let left = samples
  return families.map((entry, index) => {
    const portion = portions[index] ?? 1
    const share = Math.round((left * portion) / portionsLeft)
    portionsLeft -= portion
    left -= share
    return { ...entry, samples: share }
  })
}
