import { isProbing } from '../engine/conduct/bundle.ts'
import type {
  AnswerRequirement,
  Area,
  Case,
  EffectRequirement,
  Family,
  ProbeRequirement,
  Requirement,
} from '../engine/model/requirement.ts'
import { listCaseIds } from '../reporters/case-ids.ts'

/** A case of the catalogue. */
interface NamedCase {
  readonly kind: 'case'
  readonly requirement: ProbeRequirement
  readonly case: Case
}

/** A family, or one sample of it. */
interface NamedFamily {
  readonly kind: 'family'
  readonly requirement: ProbeRequirement
  readonly family: Family
  readonly index?: number
}

/** What a case showed about a requirement that speaks of many: `DIS-BODY-03/DIS-MEDIA-02/json/text-plain`. */
interface NamedAspect {
  readonly kind: 'aspect'
  readonly requirement: AnswerRequirement | EffectRequirement
  readonly of: NamedCase | NamedFamily
}

/** What an id of the catalogue names. */
export type Named =
  | { readonly kind: 'requirement'; readonly requirement: Requirement }
  | NamedCase
  | NamedFamily
  | NamedAspect

function findCase(areas: readonly Area[], id: string): NamedCase | NamedFamily | undefined {
  const [, family, index] = /^(.*?)(?:#(\d{1,9}))?$/s.exec(id) ?? []
  for (const requirement of areas.flatMap(area => area.requirements).filter(isProbing)) {
    if (!id.startsWith(`${requirement.id}/`)) continue
    const found = requirement.cases.find(one => one.id === id)
    if (found !== undefined) return { kind: 'case', requirement, case: found }
    const generated = requirement.families?.find(one => `${requirement.id}/${one.name}` === family)
    if (generated === undefined) continue
    return {
      kind: 'family',
      requirement,
      family: generated,
      ...(index !== undefined && { index: Number(index) }),
    }
  }
  return undefined
}

/** What the id of a requirement, case, family, sample or finding names; `undefined` where it is none. */
export function findNamed(areas: readonly Area[], id: string): Named | undefined {
  const slash = id.indexOf('/')
  const head = slash === -1 ? id : id.slice(0, slash)
  const requirement = areas
    .flatMap(area => area.requirements)
    .find(one => one.id === head || (slash === -1 && one.id === head.toUpperCase()))
  if (requirement === undefined) return undefined
  if (slash === -1) return { kind: 'requirement', requirement }
  if (isProbing(requirement)) return findCase(areas, id)
  const of = findCase(areas, id.slice(slash + 1))
  return of && { kind: 'aspect', requirement, of }
}

/** Ids of all cases and families, for suggestions. */
export function listCases(areas: readonly Area[]): readonly string[] {
  return areas.flatMap(area => area.requirements).flatMap(listCaseIds)
}
