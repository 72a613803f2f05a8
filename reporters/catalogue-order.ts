import type { Area } from '../engine/model/requirement.ts'
import { listCaseIds } from './case-ids.ts'

/**
 * Where a case id stands in the catalogue, whenever its answer came; samples stand in the order of their index, and
 * what a case showed of other requirements stands where the case does. An unknown id stands behind all others.
 */
export function createCatalogueOrder(areas: readonly Area[]): (caseId: string) => number {
  const ids = areas.flatMap(area => area.requirements).flatMap(listCaseIds)
  const places = new Map(ids.map((id, place) => [id, place]))

  const placeOf = (caseId: string): number => {
    const [id = caseId, index] = caseId.split('#', 2)
    const place = places.get(id)
    // Below 1: an index has nine digits at most.
    if (place !== undefined) return index === undefined ? place : place + Number(index) / 1e9
    const slash = id.indexOf('/')
    return slash === -1 ? ids.length : placeOf(caseId.slice(slash + 1))
  }
  return placeOf
}
