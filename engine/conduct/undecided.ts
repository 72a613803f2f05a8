import type { Exchange } from '../model/exchange.ts'
import type { Cause } from '../model/finding.ts'
import type { Bundle } from './bundle.ts'
import { undecided } from './findings.ts'
import type { RunState, Stop } from './state.ts'

/** An attempt that can not be judged, or was none. */
export interface Unjudgeable {
  readonly verdict: 'inconclusive' | 'skipped'
  readonly cause: Cause
  readonly because: string
  readonly exchanges: readonly Exchange[]
}

/** What is said of a case that a run did not come to. */
export function undecidedBy(stop: Stop | undefined): Unjudgeable {
  const because = stop?.because ?? 'not reached'
  switch (stop?.exit) {
    case 3:
      return { verdict: 'inconclusive', cause: 'link', because, exchanges: [] }
    case 4:
      return { verdict: 'inconclusive', cause: 'environment', because, exchanges: [] }
    default:
      return { verdict: 'skipped', cause: 'budget', because, exchanges: [] }
  }
}

/** Emits the same undecided finding for every member. */
export function leaveUndecided(state: RunState, bundle: Bundle, result: Unjudgeable): void {
  for (const member of bundle.members) {
    const subject = {
      requirement: member.requirement,
      caseId: member.case.id,
      encoding: member.case.encoding,
    }
    state.emit(undecided(subject, result.verdict, result.cause, result.because, result.exchanges))
  }
}

/** Emits a skipped finding for every member: it was not sent. */
export function skipBundle(
  state: RunState,
  bundle: Bundle,
  cause: Unjudgeable['cause'],
  because: string,
): void {
  leaveUndecided(state, bundle, { verdict: 'skipped', cause, because, exchanges: [] })
}
