import type { Capability } from '../model/requirement.ts'
import type { Target } from '../model/target.ts'
import { createSender, type SenderOptions, type ThrottledSender } from '../send/sender.ts'
import { createAdmin } from './admin.ts'
import type { Terminal } from './ask-links.ts'
import { computeLimits, type SafetyFlags } from './limits.ts'
import { createLinkSupply } from './links.ts'
import type { Profile } from './profile-model.ts'
import { createTlsOptions } from './tls.ts'
import { createTokenSupply } from './tokens.ts'

interface OpenOptions {
  readonly flags?: SafetyFlags
  /** Makes the ways to the wire. Default: `createSender`. */
  readonly senderFactory?: (options: SenderOptions) => ThrottledSender
  /** Where links are asked for. Default: stdin and stderr. */
  readonly terminal?: Terminal
}

/**
 * What the profile makes possible. A control API counts for the kinds that its call can name. Tokens with scopes
 * are a declaration that scopes are enforced, whatever the deployment: nobody mints them for a server that does not look.
 */
function computeCapabilities({ tokens, links, states, deployment }: Profile): ReadonlySet<Capability> {
  const { http, scoped, otherUser, expired } = tokens
  const mints = (name: string) => http?.names.has(name) ?? false
  const possible: readonly (readonly [Capability, boolean])[] = [
    ['scopedTokens', scoped.length > 0 || mints('scopes')],
    ['otherUser', otherUser !== undefined || mints('user')],
    ['otherUsersLinks', links.kind === 'http' && links.call.names.has('user')],
    ['expiredToken', expired !== undefined || mints('expired')],
    ['effects', links.kind !== 'static' || !links.reusable],
    ['onPremises', deployment === 'onPremises'],
    ...[...states.keys()].map(name => [`state:${name}`, true] as const),
  ]
  return new Set(possible.flatMap(([capability, present]) => (present ? [capability] : [])))
}

/**
 * Makes a target out of a profile. Nothing is sent yet and no program is started: links and tokens are fetched
 * when they are wanted. Calls to a control API on a remote target count against its limits. Close it at the end.
 */
export async function openTarget(profile: Profile, options: OpenOptions = {}): Promise<Target> {
  const { flags = {}, senderFactory = createSender, terminal } = options
  const { name, baseUrl, remote, safety, states } = profile
  const limits = computeLimits({ remote, safety, flags })
  const sender = senderFactory({
    tls: createTlsOptions(profile.tls),
    limits,
    remote,
    secrets: profile.secrets,
  })
  const admin = createAdmin({ ...profile, ...(remote && { throttle: () => sender.throttle() }) })
  const links = createLinkSupply(profile, admin, { terminal, oneAtATime: limits.concurrency === 1 })
  return {
    name,
    baseUrl,
    remote,
    capabilities: computeCapabilities(profile),
    states: new Map([...states].map(([state, { route }]) => [state, route])),
    links,
    tokens: createTokenSupply(profile, admin),
    sender,
    limits,
    close: async () => {
      await Promise.all([links.close(), admin.close(), sender.close()])
    },
  }
}
