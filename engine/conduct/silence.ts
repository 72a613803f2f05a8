import type { Exchange } from '../model/exchange.ts'
import type { Sender } from '../model/target.ts'

/** After so many exchanges without any answer, a target that never answered is given up. */
const MOST_SILENT = 3

/** A restart hardly takes longer: after so long without any answer, one that answered before is given up too. */
const GIVE_UP_MS = 60_000

/** Cases that are named as those in which the target was lost. */
const MOST_NAMED = 3

/** Notes exchanges of a case that may have had no answer; says why the target is to be given up, once it is. */
export type NoteSilence = (probes: readonly Exchange[], caseId: string) => string | undefined

/** Tells a target that is gone from one that is away for a moment; `now` in milliseconds since the epoch. */
export function createSilenceWatch(
  sender: Pick<Sender, 'answeredAt'>,
  now: () => number = Date.now,
): NoteSilence {
  let silent = 0
  let since = Number.NEGATIVE_INFINITY
  /** Whose requests were under way when the target went: one of them may be why. */
  const lost = new Set<string>()
  return (probes, caseId) => {
    const [first] = probes
    if (first === undefined || probes.some(({ answer }) => answer !== null)) return undefined
    const what = first.error ?? first.end
    const { answeredAt } = sender
    if (answeredAt === undefined) {
      silent += probes.length
      return silent < MOST_SILENT ? undefined : `the target does not answer (${what})`
    }
    if (since <= answeredAt) {
      since = now()
      lost.clear()
    }
    if (probes.some(({ end }) => end === 'closed')) lost.add(caseId)
    if (now() - since < GIVE_UP_MS) return undefined
    const last = lost.size === 0 ? '' : `; it was lost in ${[...lost].slice(0, MOST_NAMED).join(', ')}`
    return `the target does not answer any more (${what})${last}`
  }
}
