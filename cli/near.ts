import { joinWords } from './words.ts'

const MOST = 3

/** Less in common than this is chance. */
const LEAST_LIKENESS = 0.5

function pairsOf(text: string): readonly string[] {
  const lower = text.toLowerCase()
  return Array.from({ length: Math.max(0, lower.length - 1) }, (_, index) => lower.slice(index, index + 2))
}

/** Sørensen–Dice coefficient of the pairs of neighbouring letters: 1 for the same, 0 for nothing in common. */
function computeLikeness(one: string, other: string): number {
  const left = pairsOf(other).slice()
  const all = pairsOf(one)
  const total = all.length + left.length
  let common = 0
  for (const pair of all) {
    const at = left.indexOf(pair)
    if (at === -1) continue
    left.splice(at, 1)
    common += 1
  }
  return total === 0 ? 0 : (2 * common) / total
}

/** The known names most like the one given, best first; empty where none is. */
export function findNear(name: string, known: readonly string[]): readonly string[] {
  return known
    .map(candidate => ({ candidate, likeness: computeLikeness(name, candidate) }))
    .filter(({ likeness }) => likeness >= LEAST_LIKENESS)
    .sort((one, other) => other.likeness - one.likeness)
    .slice(0, MOST)
    .map(({ candidate }) => candidate)
}

/** ` (did you mean DIS-INPUT-03?)`, or nothing. */
export function suggest(name: string, known: readonly string[]): string {
  const near = findNear(name, known)
  return near.length === 0 ? '' : ` (did you mean ${joinWords(near)}?)`
}
