import type { Exchange } from '../../model/exchange.ts'
import type { Target } from '../../model/target.ts'
import { createTurns } from '../../target/turns.ts'
import { type CaseSender, createCaseSender } from './case-sender.ts'
import { type Controls, createControls } from './controls.ts'
import { createPatience, type Patience } from './patience.ts'

/** What an attempt works with. */
export interface RunResources {
  readonly target: Target
  readonly caseSender: CaseSender
  readonly controls: Controls
  readonly patience: Patience
  /** Each new link ends the one before: no case can have two. */
  oneLink: boolean
  /** No form of a valid request was accepted when the run began. */
  refusesAll: boolean
  /** A dismiss ended links beside its own: each further one is made just before it is used, one at a time. */
  entangled: boolean
  /** Lets what a crowded target may have dropped be sent again one after the other. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
}

/** What the attempts of one run work with; `signal` ends every wait. */
export function openRunResources(target: Target, signal: AbortSignal): RunResources {
  const patience = createPatience(signal, retry => target.sender.noteBusy(retry))
  return {
    target,
    caseSender: createCaseSender(target, patience),
    controls: createControls(),
    patience,
    oneLink: false,
    refusesAll: false,
    entangled: false,
    inTurn: createTurns(),
  }
}

/** Why a run ends with a valid request that is answered 401. */
export function describeUnauthenticated({ patience }: Pick<RunResources, 'patience'>): string {
  return patience.hasLearned
    ? 'a valid request is answered 401, after others were accepted: the token may have expired'
    : 'a valid request is answered 401: the token is not accepted'
}

/**
 * Notes a connection that never brought a byte, as it may not have been served at all. True where there were many,
 * so that it is worth another try now that there are to be fewer.
 */
export function noteCrowding(
  { target }: RunResources,
  { end, answer, stray, reused, startedAt }: Exchange,
): boolean {
  if (answer !== null || stray.length > 0 || reused) return false
  if (end === 'closed') return target.sender.noteDropped()
  return end === 'timeout' && target.sender.noteUnserved(startedAt)
}
