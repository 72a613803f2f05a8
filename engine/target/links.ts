import { andThen } from '../model/awaitable.ts'
import type { Link, LinkSupply, LinkWant } from '../model/target.ts'
import type { Admin } from './admin.ts'
import { createAskLinks, type Terminal } from './ask-links.ts'
import { createCommandLinks } from './command-links.ts'
import { createHttpLinks } from './http-links.ts'
import { isRemote } from './limits.ts'
import type { LinkSource } from './link-source.ts'
import type { Profile, StateSettings } from './profile-model.ts'
import { createStaticLinks } from './static-links.ts'
import { SupplyError } from './supply-error.ts'

/** Probes that share one link where links are few. */
export const SCARCE_PER_LINK = 20

/** A link that is wanted in no state of its own. */
const LIVE: StateSettings = { route: {} }

interface SupplyOptions {
  readonly terminal?: Terminal | undefined
  /** Nothing else is under way while a request is. */
  readonly oneAtATime?: boolean
}

/** A supply that may hold a program or a terminal until it is closed. */
export interface ClosableLinkSupply extends LinkSupply {
  close(): Promise<void>
}

function createSource(
  { links, baseUrl }: Profile,
  admin: Admin,
  terminal: Terminal,
  oneAtATime: boolean,
): LinkSource {
  switch (links.kind) {
    case 'static':
      return createStaticLinks(links.urls, links.reusable)
    case 'http':
      return createHttpLinks(links.call, links.batch, baseUrl, admin, oneAtATime)
    case 'ask':
      return createAskLinks(baseUrl, terminal)
    case 'command':
      return createCommandLinks(links.run, links.directory, baseUrl)
  }
}

/** Limits were computed for what the profile names; a link from elsewhere must not slip through them. */
function guard(url: URL, profile: Profile): Link {
  if (!profile.remote && isRemote(url)) {
    const reason = `the link supply gave a link to ${url.host}, but ${profile.baseUrl.host} is loopback`
    throw new SupplyError('environment', `${reason}: set baseUrl to that host`)
  }
  return { url }
}

function requireOther(url: URL, beside: NonNullable<LinkWant['beside']>): URL {
  if (beside.some(other => other.url.href === url.href))
    throw new SupplyError('links', 'two links are wanted at a time, and the supply gave the same one twice')
  return url
}

/**
 * Dismiss links as the profile says where they come from. A state that the target is put into by request alone
 * takes a live link, or none where it has a path of its own; a state that the profile does not declare has none.
 */
export function createLinkSupply(
  profile: Profile,
  admin: Admin,
  { terminal = { input: process.stdin, output: process.stderr }, oneAtATime = false }: SupplyOptions = {},
): ClosableLinkSupply {
  const source = createSource(profile, admin, terminal, oneAtATime)
  const { links, states, baseUrl } = profile
  const reusable = links.kind === 'static' && links.reusable
  const scarce = links.kind !== 'http' && !reusable
  return {
    kind: links.kind,
    scarce,
    perLink: profile.perLink ?? (scarce ? SCARCE_PER_LINK : 1),
    reusable,
    remaining: () => source.remaining(),
    take: ({ state, user = 'default', beside = [], fresh } = {}) => {
      const settings = state === undefined ? LIVE : states.get(state)
      if (settings === undefined) return null
      if (settings.route.path !== undefined) return guard(new URL(settings.route.path, baseUrl), profile)
      return andThen(
        source.take({ state: settings.linkState ?? 'live', user }, fresh),
        url => url && guard(requireOther(url, beside), profile),
      )
    },
    close: () => source.close(),
  }
}
