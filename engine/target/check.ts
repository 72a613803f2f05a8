import type { StateName } from '../model/requirement.ts'
import type { Link, Target } from '../model/target.ts'
import { checkDismiss, checkGivenLink } from './check-dismiss.ts'
import { checkHttp } from './check-http.ts'
import { type Address, checkName, checkProxy, checkTcp, checkTls } from './check-network.ts'
import { checkTokens } from './check-tokens.ts'
import type { Profile } from './profile-model.ts'

/** What one layer between us and a dismiss is like. */
export interface CheckResult {
  readonly layer:
    | 'name lookup'
    | 'TCP'
    | 'TLS'
    | 'HTTP'
    | 'proxy'
    | 'token'
    | 'link'
    | 'dismiss'
    | `state ${StateName}`
  readonly ok: boolean | 'skipped'
  /** One line, without a secret. */
  readonly detail: string
  /** Without it only a part cannot be judged; without any other nothing can. */
  readonly partial?: true
  /** What would help; present where something is at fault. */
  readonly nextStep?: string
}

type Supplies = Pick<Target, 'links' | 'tokens' | 'capabilities' | 'sender'>

const NO_LINK_STEP = 'Check the links in the profile, and the control API that makes them.'

type Supplied = { readonly link: Link } | { readonly because: string }

async function takeLink({ links }: Supplies, state?: StateName): Promise<Supplied> {
  try {
    const link = await links.take(state && { state })
    return link === null ? { because: 'there is none' } : { link }
  } catch (error) {
    return { because: (error as Error).message }
  }
}

function describeSupplied(
  layer: CheckResult['layer'],
  supplied: Supplied,
  partial?: Pick<CheckResult, 'partial'>,
): CheckResult {
  if ('because' in supplied)
    return { layer, ok: false, ...partial, detail: supplied.because, nextStep: NO_LINK_STEP }
  const { url } = supplied.link
  return { layer, ok: true, detail: `got ${url.origin}${url.pathname}` }
}

/** A link made for the check, and what a valid request on it meets. */
async function* checkMadeLink(supplies: Supplies): AsyncIterable<CheckResult> {
  const supplied = await takeLink(supplies)
  yield describeSupplied('link', supplied)
  if ('because' in supplied) return
  try {
    yield await checkDismiss(supplies, supplied.link.url)
  } catch (error) {
    yield { layer: 'dismiss', ok: 'skipped', detail: `not sent: ${(error as Error).message}` }
  }
}

async function checkLink({ links }: Profile, supplies: Supplies): Promise<CheckResult> {
  const layer = 'link'
  const [first] = links.kind === 'static' ? links.urls : []
  if (first === undefined)
    return { layer, ok: 'skipped', detail: `${links.kind} links: none is spent on a check` }
  try {
    return await checkGivenLink(supplies, first)
  } catch (error) {
    return { layer, ok: 'skipped', detail: `not asked: ${(error as Error).message}` }
  }
}

async function checkState(name: StateName, profile: Profile, supplies: Supplies): Promise<CheckResult> {
  const layer = `state ${name}` as const
  const settings = profile.states.get(name)
  if (settings?.linkState === undefined) {
    const parts = Object.keys(settings?.route ?? {}).join(' and ')
    return { layer, ok: 'skipped', detail: `made by ${parts} of the request: seen when its cases run` }
  }
  if (supplies.links.kind === 'http')
    return describeSupplied(layer, await takeLink(supplies, name), { partial: true })
  return { layer, ok: 'skipped', detail: `${supplies.links.kind} links: none is spent on a check` }
}

/** Where requests go: given links may lead elsewhere than `baseUrl`. */
function addressOf({ baseUrl, links, tls }: Profile): Address {
  const [first = baseUrl] = links.kind === 'static' ? links.urls : []
  return { baseUrl: first, tls }
}

/**
 * Tests the way to a target layer by layer, one result each, the nearest layer first: name, TCP, TLS, HTTP, proxy,
 * each kind of token, a link, dismiss itself, each declared state. Only where links are made on demand is one taken,
 * and dismissed; a given one is asked with GET. Never throws for what the target does.
 */
export async function* checkTarget(
  profile: Profile,
  supplies: Supplies,
  env: Readonly<Record<string, string | undefined>> = process.env,
): AsyncIterable<CheckResult> {
  const address = addressOf(profile)
  const name = await checkName(address)
  yield name
  const skip = (layer: 'TCP' | 'TLS' | 'HTTP' | 'link', after: CheckResult): CheckResult => ({
    layer,
    ok: 'skipped',
    detail: `needs ${after.layer}`,
  })
  const tcp = name.ok ? await checkTcp(address) : skip('TCP', name)
  yield tcp
  const tls = tcp.ok === true ? await checkTls(address) : skip('TLS', tcp)
  yield tls
  const secured = tcp.ok === true && tls.ok !== false
  const http = secured ? await checkHttp(address) : skip('HTTP', tcp.ok === true ? tls : tcp)
  yield http
  yield checkProxy(env, tcp.ok === true)
  yield* checkTokens(profile, supplies)
  if (supplies.links.kind === 'http') yield* checkMadeLink(supplies)
  else yield secured && http.ok !== false ? await checkLink(profile, supplies) : skip('link', http)
  for (const state of profile.states.keys()) yield await checkState(state, profile, supplies)
}
