import { operation } from '../../schemas/load.ts'
import type { TokenSpec } from '../model/request.ts'
import type { StateName } from '../model/requirement.ts'
import type { Target } from '../model/target.ts'
import { checkHttp } from './check-http.ts'
import { type Address, checkName, checkProxy, checkTcp, checkTls } from './check-network.ts'
import type { Profile } from './profile-model.ts'
import { readExpiry } from './token-expiry.ts'

/** What one layer between us and a dismiss is like. */
export interface CheckResult {
  readonly layer: 'name lookup' | 'TCP' | 'TLS' | 'HTTP' | 'proxy' | 'token' | 'link' | `state ${StateName}`
  readonly ok: boolean | 'skipped'
  /** One line, without a secret. */
  readonly detail: string
  /** Without it only a part cannot be judged; without any other nothing can. */
  readonly partial?: true
  /** What would help; present where something is at fault. */
  readonly nextStep?: string
}

type Supplies = Pick<Target, 'links' | 'tokens' | 'capabilities'>

const NO_TOKEN_STEP = 'Check the tokens in the profile, and the control API that mints them.'
const NO_LINK_STEP = 'Check the links in the profile, and the control API that makes them.'

interface TokenCheck {
  readonly name: string
  readonly spec: TokenSpec
  readonly declared: boolean
  /** Where it comes from, as written. */
  readonly source: string
}

function listTokenChecks({ tokens }: Profile, { capabilities }: Supplies): readonly TokenCheck[] {
  const { scoped, http } = tokens
  const minted = http ? 'minted by tokens.http' : 'nowhere'
  const [named] = scoped
  const scopes = named?.scopes ?? operation.scopes.sufficient.slice(0, 1)
  const check = (name: string, spec: TokenSpec, declared: boolean, written = minted): TokenCheck => ({
    name,
    spec,
    declared,
    source: written,
  })
  return [
    check('default', { kind: 'default' }, true, tokens.default?.written),
    check('scopes', { kind: 'scopes', scopes }, capabilities.has('scopedTokens'), named?.token.written),
    check('otherUser', { kind: 'otherUser' }, capabilities.has('otherUser'), tokens.otherUser?.written),
    check('expired', { kind: 'expired' }, capabilities.has('expiredToken'), tokens.expired?.written),
  ]
}

function judgeExpiry(name: string, token: string): string | undefined {
  const expiry = readExpiry(token)
  if (expiry === undefined) return undefined
  const past = expiry.getTime() <= Date.now()
  if (past === (name === 'expired')) return undefined
  return `${past ? 'expired at' : 'does not expire before'} ${expiry.toISOString()}`
}

async function checkToken(
  { name, spec, declared, source }: TokenCheck,
  { tokens }: Supplies,
): Promise<CheckResult> {
  const layer = 'token'
  const needed = spec.kind === 'default' ? {} : ({ partial: true } as const)
  if (!declared)
    return { layer, ok: 'skipped', detail: `${name}: not declared, its requirements are not judged` }
  try {
    const token = await tokens.get(spec)
    if (token === null)
      return { layer, ok: false, ...needed, detail: `${name}: refused, ${source}`, nextStep: NO_TOKEN_STEP }
    const fault = judgeExpiry(name, token.reveal())
    if (fault === undefined) return { layer, ok: true, detail: `${name}: ${source}` }
    return { layer, ok: false, ...needed, detail: `${name}: ${source}, ${fault}`, nextStep: 'Get a new one.' }
  } catch (error) {
    return {
      layer,
      ok: false,
      ...needed,
      detail: `${name}: ${(error as Error).message}`,
      nextStep: NO_TOKEN_STEP,
    }
  }
}

async function checkSupply(
  layer: CheckResult['layer'],
  { links }: Supplies,
  state?: StateName,
): Promise<CheckResult> {
  const needed = state === undefined ? {} : ({ partial: true } as const)
  try {
    const link = await links.take(state && { state })
    if (link !== null) return { layer, ok: true, detail: `got ${link.url.origin}${link.url.pathname}` }
    return { layer, ok: false, ...needed, detail: 'there is none', nextStep: NO_LINK_STEP }
  } catch (error) {
    return { layer, ok: false, ...needed, detail: (error as Error).message, nextStep: NO_LINK_STEP }
  }
}

async function checkLink(supplies: Supplies): Promise<CheckResult> {
  const { kind } = supplies.links
  if (kind === 'http') return checkSupply('link', supplies)
  const left = supplies.links.remaining()
  const count = kind === 'static' && Number.isFinite(left) ? `${left} left, ` : ''
  return { layer: 'link', ok: 'skipped', detail: `${kind} links: ${count}none is spent on a check` }
}

async function checkState(name: StateName, profile: Profile, supplies: Supplies): Promise<CheckResult> {
  const layer = `state ${name}` as const
  const settings = profile.states.get(name)
  if (settings?.linkState === undefined) {
    const parts = Object.keys(settings?.route ?? {}).join(' and ')
    return { layer, ok: 'skipped', detail: `made by ${parts} of the request: seen when its cases run` }
  }
  if (supplies.links.kind === 'http') return checkSupply(layer, supplies, name)
  return { layer, ok: 'skipped', detail: `${supplies.links.kind} links: none is spent on a check` }
}

/** Where requests go: given links may lead elsewhere than `baseUrl`. */
function addressOf({ baseUrl, links, tls }: Profile): Address {
  const [first = baseUrl] = links.kind === 'static' ? links.urls : []
  return { baseUrl: first, tls }
}

/**
 * Tests the way to a target layer by layer, one result each, the nearest layer first: name, TCP, TLS, HTTP, proxy,
 * each kind of token, links, each declared state. Sends nothing to dismiss, and takes a link only where links
 * are made on demand. Never throws for what the target does.
 */
export async function* checkTarget(
  profile: Profile,
  supplies: Supplies,
  env: Readonly<Record<string, string | undefined>> = process.env,
): AsyncIterable<CheckResult> {
  const address = addressOf(profile)
  const name = await checkName(address)
  yield name
  const skip = (layer: 'TCP' | 'TLS' | 'HTTP', after: CheckResult): CheckResult => ({
    layer,
    ok: 'skipped',
    detail: `needs ${after.layer}`,
  })
  const tcp = name.ok ? await checkTcp(address) : skip('TCP', name)
  yield tcp
  const tls = tcp.ok === true ? await checkTls(address) : skip('TLS', tcp)
  yield tls
  if (tcp.ok !== true) yield skip('HTTP', tcp)
  else yield tls.ok === false ? skip('HTTP', tls) : await checkHttp(address)
  yield checkProxy(env, tcp.ok === true)
  for (const check of listTokenChecks(profile, supplies)) yield await checkToken(check, supplies)
  yield await checkLink(supplies)
  for (const state of profile.states.keys()) yield await checkState(state, profile, supplies)
}
