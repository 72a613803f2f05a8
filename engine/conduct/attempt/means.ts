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
