import type { Exchange } from '../../model/exchange.ts'
import type { Target } from '../../model/target.ts'
import type { Controls } from './controls.ts'
import type { Courier } from './courier.ts'
import type { Patience } from './patience.ts'

/** What an attempt works with. */
export interface Means {
  readonly target: Target
  readonly courier: Courier
  readonly controls: Controls
  readonly patience: Patience
}

/**
 * True for a connection that never brought a byte while there were many: it may not have been served at all, and will
 * be now that there are to be fewer.
 */
export function wasCrowded({ target }: Means, { end, answer, stray, reused, startedAt }: Exchange): boolean {
  const unheard = end === 'timeout' && answer === null && stray.length === 0 && !reused
  return unheard && target.sender.narrow(startedAt)
}
