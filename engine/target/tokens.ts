import { operation } from '../../schemas/load.ts'
import type { Awaitable } from '../model/awaitable.ts'
import type { ScopeList, TokenSpec } from '../model/request.ts'
import { Secret } from '../model/secret.ts'
import type { TokenSupply } from '../model/target.ts'
import type { Admin } from './admin.ts'
import type { Credential } from './credential.ts'
import { type MangledSpec, mangleToken } from './mangle-token.ts'
import { createTokenMinter, DEFAULT_WANT, type MintWant } from './mint-tokens.ts'
import type { Profile } from './profile-model.ts'
import { SupplyError } from './supply-error.ts'

function readCredential(credential: Credential): Secret {
  try {
    return credential.read()
  } catch (error) {
    throw new SupplyError('environment', (error as Error).message)
  }
}

function isSameList(a: ScopeList, b: ScopeList): boolean {
  return a.length === b.length && a.every((scope, index) => scope === b[index])
}

/** Scopes in the order of the OpenAPI document, names it does not know last. */
function inOrder(scopes: readonly string[]): readonly string[] {
  const { all } = operation.scopes
  return [...all.filter(name => scopes.includes(name)), ...scopes.filter(name => !all.includes(name))]
}

/**
 * Tokens as the profile names or mints them. A named token serves the list of scopes it was given, in its order,
 * and the same scopes in the order of the OpenAPI document. Null where the target has no such token, also where its
 * API refuses to mint it (4xx); rejects with `SupplyError` where the API is out of order.
 */
export function createTokenSupply({ tokens }: Pick<Profile, 'tokens'>, admin: Admin): TokenSupply {
  const mint = createTokenMinter(tokens, admin)
  const read = new Map<Credential, Secret>()

  function readOnce(credential: Credential): Secret {
    const secret = read.get(credential) ?? readCredential(credential)
    read.set(credential, secret)
    return secret
  }

  async function mintDefault(): Promise<Secret> {
    try {
      return await mint(DEFAULT_WANT)
    } catch (error) {
      // A target without its default token is out of order, whoever refused it.
      throw error instanceof SupplyError ? new SupplyError('environment', error.message) : error
    }
  }

  function getDefault(): Awaitable<Secret> {
    return tokens.default === undefined ? mintDefault() : readOnce(tokens.default)
  }

  function findScoped(wanted: ScopeList): Credential | undefined {
    const named =
      tokens.scoped.find(({ scopes }) => isSameList(scopes, wanted)) ??
      tokens.scoped.find(({ scopes }) => isSameList(inOrder(scopes), wanted))
    return named?.token
  }

  function has(spec: TokenSpec): boolean {
    const { http } = tokens
    switch (spec.kind) {
      case 'scopes':
        return findScoped(spec.scopes) !== undefined || http?.names.has('scopes') === true
      case 'otherUser':
        return tokens.otherUser !== undefined || http?.names.has('user') === true
      case 'expired':
        return tokens.expired !== undefined || http?.names.has('expired') === true
      default:
        return true
    }
  }

  /** The named token, else one minted where the API can be told what it is to be. */
  async function getKind(
    named: Credential | undefined,
    placeholder: keyof MintWant,
    want: Partial<MintWant>,
  ): Promise<Secret | null> {
    if (named !== undefined) return readOnce(named)
    if (!tokens.http?.names.has(placeholder)) return null
    try {
      return await mint({ ...DEFAULT_WANT, ...want })
    } catch (error) {
      if (error instanceof SupplyError && error.cause === 'capability') return null
      throw error
    }
  }

  async function getMangled(spec: MangledSpec): Promise<Secret | null> {
    const mangled = mangleToken((await getDefault()).reveal(), spec)
    return mangled === undefined ? null : new Secret(mangled)
  }

  function get(spec: TokenSpec): Awaitable<Secret | null> {
    switch (spec.kind) {
      case 'none':
        return null
      case 'default':
      case 'scheme':
        return getDefault()
      case 'scopes':
        return getKind(findScoped(spec.scopes), 'scopes', { scopes: spec.scopes })
      case 'otherUser':
        return getKind(tokens.otherUser, 'user', { user: 'other' })
      case 'expired':
        return getKind(tokens.expired, 'expired', { expired: true })
      case 'empty':
        return new Secret('')
      case 'garbage':
        return new Secret(spec.value)
      case 'truncated':
      case 'altered':
        return getMangled(spec)
    }
  }

  async function renewDefault(): Promise<boolean> {
    const before = await getDefault()
    if (tokens.default?.literal) return false
    mint.forget()
    read.clear()
    return (await getDefault()).reveal() !== before.reveal()
  }

  let renewal: Promise<boolean> | undefined
  let renewals = 0
  return {
    has,
    get,
    get renewals() {
      return renewals
    },
    renew: () => {
      renewal ??= renewDefault()
        .then(renewed => {
          if (renewed) renewals += 1
          return renewed
        })
        .catch(() => false)
        .finally(() => {
          renewal = undefined
        })
      return renewal
    },
  }
}
