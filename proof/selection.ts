import { catalogue } from '../suites/catalogue.ts'

/** The area of a requirement id: `DIS-MEDIA-02` is of `media`. */
function areaOf(requirement: string): string {
  return requirement.split('-')[1]?.toLowerCase() ?? ''
}

/**
 * A reduced selection: all cases of the areas of these requirements, and of each other requirement the first
 * `others` in every encoding; of the generated families all, or those of one requirement.
 */
export function selectCases(
  requirements: readonly string[],
  others: number,
  familiesOf?: string,
): (caseId: string) => boolean {
  const whole = new Set(requirements.map(areaOf))
  const chosen = new Set<string>()
  const families = new Set<string>()
  for (const { name, requirements: own } of catalogue) {
    for (const requirement of own) {
      if (!('cases' in requirement)) continue
      if (familiesOf === undefined || familiesOf === requirement.id) {
        for (const { name: family } of requirement.families ?? []) families.add(`${requirement.id}/${family}`)
      }
      const counts = new Map<string, number>()
      for (const { id, encoding } of requirement.cases) {
        const count = counts.get(encoding) ?? 0
        counts.set(encoding, count + 1)
        if (whole.has(name) || count < others) chosen.add(id)
      }
    }
  }
  return caseId => chosen.has(caseId) || families.has(caseId)
}
