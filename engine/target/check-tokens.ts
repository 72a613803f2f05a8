import { operation } from '../../schemas/load.ts'
import type { TokenSpec } from '../model/request.ts'
import type { Target } from '../model/target.ts'
import type { CheckResult } from './check.ts'
import type { Profile } from './profile-model.ts'
import { readExpiry } from './token-expiry.ts'

type Supplies = Pick<Target, 'tokens' | 'capabilities'>

const NO_TOKEN_STEP = 'Check the tokens in the profile, and the control API that mints them.'
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

/** Gets each kind of token, one result each; those that the profile does not declare are skipped. */
export async function* checkTokens(profile: Profile, supplies: Supplies): AsyncIterable<CheckResult> {
  for (const check of listTokenChecks(profile, supplies)) yield await checkToken(check, supplies)
}
