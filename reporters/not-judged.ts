import type { Cause } from '../engine/model/finding.ts'
import type { Capability, Requirement } from '../engine/model/requirement.ts'
import { groupBy } from './group-by.ts'
import type { NotJudged, Obstacle, ReportRequirement } from './report.ts'
import { isConclusive } from './verdict.ts'

/** What each obstacle is called in "12 MUST were not judged: …", in the order they are told. */
const WORDS: Readonly<Record<Obstacle, string>> = {
  inconclusive: 'the outcome was not conclusive',
  links: 'more dismiss links are needed',
  tokens: 'the profile offers no tokens for them (other scopes, another user, an expired one)',
  states: 'the profile names no way into the error states',
  effects: 'effects show on links that die when dismissed only',
  deployment: 'they hold for on-premises deployments only',
  answers: 'no answer came that they speak about',
  safety: 'they are not sent to this target without leave',
  selection: 'they were not selected',
  budget: 'the request or time budget ended',
  interrupted: 'the run was interrupted',
}

const OBSTACLES = Object.keys(WORDS) as readonly Obstacle[]

const NEEDS: Readonly<Record<Exclude<Capability, `state:${string}`>, Obstacle>> = {
  scopedTokens: 'tokens',
  otherUser: 'tokens',
  otherUsersLinks: 'links',
  expiredToken: 'tokens',
  effects: 'effects',
  onPremises: 'deployment',
}

function obstacleOfNeed(need: Capability): Obstacle {
  return need in NEEDS ? NEEDS[need as keyof typeof NEEDS] : 'states'
}

function obstacleOfCapability(requirement: Requirement | undefined): Obstacle {
  if (requirement === undefined) return 'answers'
  if (!('cases' in requirement)) return 'afterRefusalOf' in requirement ? 'effects' : 'answers'
  const needs = requirement.cases.flatMap(({ needs = [], state }): readonly Capability[] =>
    state === undefined ? needs : [...needs, `state:${state}`],
  )
  return needs[0] === undefined ? 'answers' : obstacleOfNeed(needs[0])
}

function obstacleOf(
  cause: Cause | undefined,
  unspoken: boolean,
  requirement: Requirement | undefined,
  interrupted: boolean,
): Obstacle {
  if (unspoken) return interrupted ? 'interrupted' : 'answers'
  switch (cause) {
    case 'capability':
      return obstacleOfCapability(requirement)
    case 'links':
    case 'safety':
      return cause
    case 'budget':
      return interrupted ? 'interrupted' : 'budget'
    case 'selection':
    case undefined:
      return interrupted ? 'interrupted' : 'selection'
    case 'control':
    case 'link':
    case 'environment':
    case 'suite':
      return 'inconclusive'
  }
}

/** Why requirements were not judged, most MUSTs first. OBSERVE requirements are never judged and not counted. */
export function groupNotJudged(
  reported: readonly ReportRequirement[],
  requirements: ReadonlyMap<string, Requirement>,
  /** Ids of those that were asked about, and no answer came that they speak about. */
  unspoken: ReadonlySet<string>,
  interrupted: boolean,
): readonly NotJudged[] {
  const unjudged = reported.filter(entry => entry.level !== 'OBSERVE' && !isConclusive(entry))
  const groups = groupBy(unjudged, ({ id, cause }) =>
    obstacleOf(cause, unspoken.has(id), requirements.get(id), interrupted),
  )
  const count = (entries: readonly ReportRequirement[], level: string): number =>
    entries.filter(entry => entry.level === level).length
  return OBSTACLES.flatMap(obstacle => {
    const entries = groups.get(obstacle)
    if (entries === undefined) return []
    return {
      obstacle,
      words: WORDS[obstacle],
      must: count(entries, 'MUST'),
      should: count(entries, 'SHOULD'),
      requirements: entries.map(({ id }) => id),
    }
  }).sort((a, b) => b.must - a.must)
}
