import type { Requirement } from '../engine/model/requirement.ts'

/** Ids of a requirement's cases, then of its families; of one on the answers to others none. */
export function listCaseIds(requirement: Requirement): readonly string[] {
  if (!('cases' in requirement)) return []
  const { id, cases, families = [] } = requirement
  return [...cases.map(one => one.id), ...families.map(({ name }) => `${id}/${name}`)]
}
