import type { Target } from '../../engine/model/target.ts'
import type { Profile } from '../../engine/target/profile-model.ts'
import type { Baseline } from '../../reporters/baseline.ts'
import type { Output } from '../io.ts'
import type { RunFlags } from '../run-options.ts'

/** What a run is made from. */
export interface RunSetup {
  readonly flags: RunFlags
  readonly profile: Profile
  readonly target: Target
  readonly baseline: Baseline | undefined
  /** Takes each finding as it comes. */
  readonly findingsFile: string
  /** Shows progress and summary. */
  readonly out: Output
  readonly signal: AbortSignal
}
