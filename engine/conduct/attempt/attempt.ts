import type { Bundle } from '../bundle.ts'
import { isSupplyError } from '../supply.ts'
import { NoCredential, type Transport } from './case-sender.ts'
import { deliverPatiently, describeBusy } from './delivery.ts'
import { type Attempt, judgeWithControl, wasRefusedForToken } from './judge-with-control.ts'
import type { RunResources } from './run-resources.ts'

/** Why nothing was sent, where the target cannot supply what the case needs; any other error is thrown on. */
function skip(error: unknown): Attempt {
  if (error instanceof NoCredential) return { kind: 'skipped', cause: 'capability', because: error.message }
  if (isSupplyError(error)) return { kind: 'skipped', cause: error.cause, because: error.message }
  throw error
}

/** True where the token expired or the whole target stalled under way: what came says nothing of the case. */
function wasUntimely({ target }: RunResources, attempt: Attempt, renewalsBefore: number): boolean {
  if (attempt.kind !== 'judged') return false
  const expired = target.tokens.renewals > renewalsBefore && wasRefusedForToken(attempt)
  return expired || attempt.probes.some(target.sender.wasStalled)
}

/**
 * Sends a bundle and says what came of it: once, and a second time where the first was untimely. Never throws for
 * what the target does or cannot supply; a fault of the suite itself does throw. `afresh` takes
 * links made for it, and leaves out controls made from the probe.
 */
export async function attemptBundle(
  resources: RunResources,
  bundle: Bundle,
  transport: Transport,
  afresh = false,
): Promise<Attempt> {
  const { renewals } = resources.target.tokens
  for (let again = false; ; again = true) {
    try {
      const delivered = await deliverPatiently(resources, bundle, transport, afresh)
      if (delivered === null) return { kind: 'skipped', cause: 'links', because: 'no links are left' }
      const { links, probes, busy } = delivered
      if (busy !== undefined) {
        const because = describeBusy(busy)
        return { kind: 'environment', because, probes, controls: [], judgements: [] }
      }
      const judged = judgeWithControl(resources, bundle, probes, links, transport, afresh)
      const attempt = judged instanceof Promise ? await judged : judged
      if (again || !wasUntimely(resources, attempt, renewals)) return attempt
    } catch (error) {
      return skip(error)
    }
  }
}
