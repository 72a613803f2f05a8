import type { Hook } from './call.ts'
import { faults, quirks } from './catalogue.ts'
import type { Quirk } from './peculiarity.ts'

export interface Peculiarities {
  readonly hooks: readonly Hook[]
  readonly href: NonNullable<Quirk['href']>
}

/** How many names an error suggests. */
const SUGGESTIONS = 5

/** Ids with the most words in common with `id`. */
function idsNear(id: string, known: readonly string[]): string[] {
  const words = new Set(id.toLowerCase().split(/[^a-z0-9]+/))
  const likeness = (candidate: string): number => candidate.split('-').filter(word => words.has(word)).length
  return known
    .map(candidate => ({ candidate, score: likeness(candidate) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, SUGGESTIONS)
    .map(({ candidate }) => candidate)
}

/** What the named faults and quirks change, the later ones around the earlier. Throws for an unknown id, naming near ones. */
export function selectPeculiarities(ids: readonly string[]): Peculiarities {
  const selected = ids.map(id => {
    const fault = faults.find(row => row.id === id)
    if (fault !== undefined) return { hooks: [fault, ...(fault.also ?? [])] }
    const quirk = quirks.find(row => row.id === id)
    if (quirk !== undefined) return quirk
    const near = idsNear(
      id,
      [...faults, ...quirks].map(row => row.id),
    )
    const hint = near.length > 0 ? ` Near: ${near.join(', ')}.` : ''
    throw new Error(`The reference server knows no fault or quirk "${id}".${hint}`)
  })
  const plain: Peculiarities['href'] = path => path
  return {
    hooks: selected.flatMap(({ hooks }) => hooks),
    href:
      selected.map(row => ('href' in row ? row.href : undefined)).find(href => href !== undefined) ?? plain,
  }
}
