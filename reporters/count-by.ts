import type { Verdict } from '../engine/model/finding.ts'
import { VERDICTS } from './verdict.ts'

/** How many there are of each verdict; those of which there are none are left out. */
export type Counts = Partial<Record<Verdict, number>>

/** Counts items by their verdict, each by its weight. */
export function countBy<T>(
  items: readonly T[],
  verdictOf: (item: T) => Verdict,
  weigh: (item: T) => number,
): Counts {
  const counts: Counts = {}
  for (const verdict of VERDICTS) {
    const matching = items.filter(item => verdictOf(item) === verdict)
    if (matching.length > 0) counts[verdict] = matching.reduce((sum, item) => sum + weigh(item), 0)
  }
  return counts
}
