import type { Bundle } from '../bundle.ts'
import { isSupplyError } from '../supply.ts'
import { NoCredential, type Transport } from './courier.ts'
import { deliverPatiently, describeBusy } from './delivery.ts'
import type { Means } from './means.ts'
import { type Attempt, settle, wasRefusedForToken } from './settle.ts'

/**
 * Sends a bundle and says what came of it: once, and again where the token expired or the whole target stalled
 * under way. Never throws for what the target does or cannot supply; a fault of the suite itself does throw.
 * `bare` leaves out controls made from the probe.
 */
export async function attemptBundle(
  means: Means,
  bundle: Bundle,
  transport: Transport,
  bare = false,
): Promise<Attempt> {
  const { tokens } = means.target
  const { renewals } = tokens
  const attempt = await attemptOnce(means, bundle, transport, bare)
  const expired = attempt.kind === 'judged' && tokens.renewals > renewals && wasRefusedForToken(attempt)
  const stalled = attempt.kind === 'judged' && attempt.probes.some(means.courier.wasStalled)
  return expired || stalled ? attemptOnce(means, bundle, transport, bare) : attempt
}

async function attemptOnce(
  means: Means,
  bundle: Bundle,
  transport: Transport,
  bare: boolean,
): Promise<Attempt> {
  try {
    const delivered = await deliverPatiently(means, bundle, transport)
    if (delivered === null) return { kind: 'skipped', cause: 'links', because: 'no links are left' }
    const { links, probes, busy } = delivered
    if (busy !== undefined) {
      const because = describeBusy(busy)
      return { kind: 'environment', because, probes, controls: [], judgements: [] }
    }
    return await settle(means, bundle, probes, links, transport, bare)
  } catch (error) {
    if (error instanceof NoCredential) return { kind: 'skipped', cause: 'capability', because: error.message }
    if (isSupplyError(error)) return { kind: 'skipped', cause: error.cause, because: error.message }
    throw error
  }
}
