import type { Requirement } from '../../engine/model/requirement.ts'
import type { Ruling } from '../../reporters/report.ts'

/** The first edition of the catalogue, which has no requirement of a later one. */
export const FIRST_EDITION = '2026.1'

/** Whether edition `one`, `YYYY.N`, came after `two`. */
export function isNewer(one: string, two: string): boolean {
  const [year = 0, number = 0] = one.split('.').map(Number)
  const [otherYear = 0, otherNumber = 0] = two.split('.').map(Number)
  return year === otherYear ? number > otherNumber : year > otherYear
}

/** What a profile of an older edition had not bargained for only warns: one ruling for each such requirement. */
export function ruleNewer(
  requirements: readonly Requirement[],
  edition: string,
): ReadonlyMap<string, Ruling> {
  const newer = requirements.filter(({ since = FIRST_EDITION }) => isNewer(since, edition))
  return new Map(
    newer.map(({ id, since }) => [
      id,
      { treatAs: 'should', because: `new in ${since}, the profile is for ${edition}` },
    ]),
  )
}
