import type { Fault, Quirk } from '../reference/peculiarity.ts'
import type { Outcome } from './subject.ts'

/** What is wrong with a proof; empty when the bent server was judged as its rows say. */
export type Objections = readonly string[]

function show(outcome: Outcome, ids: readonly string[]): string {
  return ids.map(id => outcome.examples[id] ?? id).join(' | ')
}

function objectTo(label: string, outcome: Outcome, ids: readonly string[]): Objections {
  return ids.length === 0 ? [] : [`${label}: ${show(outcome, ids)}`]
}

/**
 * A fault has to fail (MUST) or warn (SHOULD) in the requirement it breaks, and no MUST in a case that it did not
 * touch.
 */
export function judgeFault(faults: readonly Fault[], outcome: Outcome): Objections {
  const named = new Set(faults.flatMap(({ breaks }) => breaks))
  const missed = faults
    .map(({ breaks }) => breaks[0] ?? '')
    .filter(id => !outcome.failed.includes(id) && !outcome.warned.includes(id))
  return [
    ...(missed.length > 0 ? [`not found: ${missed.join(', ')}`] : []),
    ...objectTo(
      'unrelated MUST',
      outcome,
      outcome.untouched.filter(id => !named.has(id)),
    ),
    ...(outcome.stopped === undefined ? [] : [`stopped: ${outcome.stopped}`]),
  ]
}

/** With quirks nothing fails, no MUST stays unjudged, and only what a row says itself is warned about. */
export function judgeQuirks(quirks: readonly Quirk[], outcome: Outcome): Objections {
  const warned = new Set(quirks.flatMap(({ warns = [] }) => warns))
  return [
    ...objectTo('failed', outcome, outcome.failed),
    ...objectTo('inconclusive', outcome, outcome.inconclusive),
    ...objectTo('unjudged', outcome, outcome.unjudged),
    ...objectTo(
      'warned',
      outcome,
      outcome.warned.filter(id => !warned.has(id)),
    ),
    ...(outcome.stopped === undefined ? [] : [`stopped: ${outcome.stopped}`]),
  ]
}
