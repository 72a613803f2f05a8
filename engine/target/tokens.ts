import { operation } from '../../schemas/load.ts'
import type { Awaitable } from '../model/awaitable.ts'
import type { ScopeList, TokenSpec } from '../model/request.ts'
import { Secret } from '../model/secret.ts'
import type { TokenSupply } from '../model/target.ts'
import type { Admin } from './admin.ts'
import type { Credential } from './credential.ts'
import type { Profile, TokenSettings } from './profile-model.ts'
import { SupplyError } from './supply-error.ts'

type MangledSpec = Extract<TokenSpec, { kind: 'truncated' | 'altered' }>

/** What a token is minted for; the placeholders of `tokens.http`. */
interface MintWant {
  readonly scopes: ScopeList
  readonly user: 'default' | 'other'
  readonly expired: boolean
}

const DEFAULT_WANT: MintWant = { scopes: operation.scopes.all, user: 'default', expired: false }

type Minter = (want: MintWant) => Promise<Secret>

/** Mints each token once, also when it is wanted by several at a time; a failed attempt is forgotten. */
function createMinter(mint: Minter): Minter & { readonly forget: () => void } {
  const minted = new Map<string, Promise<Secret>>()
  const mintOnce: Minter = want => {
    const key = JSON.stringify([want.scopes, want.user, want.expired])
    const present = minted.get(key)
    if (present !== undefined) return present
    const promise = mint(want)
    minted.set(key, promise)
    promise.catch(() => minted.delete(key))
    return promise
  }
  return Object.assign(mintOnce, { forget: () => minted.clear() })
}

function createHttpMint(settings: TokenSettings, admin: Admin): Minter {
  return async want => {
    const { http } = settings
    if (http === undefined) throw new SupplyError('capability', 'the profile has no tokens.http')
    const { summary, found } = await admin.call(http, { ...want })
    const [token] = found
    if (typeof token !== 'string' || token === '' || /[\r\n\0]/.test(token)) {
      throw new SupplyError('environment', `${summary}, but ${http.jsonPath} finds no token in it`)
    }
    return new Secret(token)
  }
}

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

/** A counted token (`token-12`) without its last digit is another token that was issued. */
const COUNTED = /^.{0,63}\d$/s

/** Half of a shorter token, or one that differs in a letter, could be one that was issued. */
const SHORTEST_TO_SPOIL = 16

/** Hexadecimal ids are the same id in either letter case. */
const HEXADECIMAL = /^[0-9a-f-]*$/i

/** Padding of base64 says nothing: without it, many decoders read the same token. */
function withoutPadding(token: string): string {
  return token.replace(/=+$/, '')
}

/** What is left of a token that was cut or altered; undefined where that could be a right one again. */
function mangle(token: string, { by = 'half' }: MangledSpec): string | undefined {
  switch (by) {
    case 'character':
      return COUNTED.test(token) ? undefined : withoutPadding(token).slice(0, -1)
    case 'half':
      return token.length < SHORTEST_TO_SPOIL ? undefined : token.slice(0, Math.floor(token.length / 2))
    case 'suffix':
      return `${token}xyz`
    case 'first letter':
      return exchangeLetter(token, 0)
    case 'middle letter':
      return exchangeLetter(token, Math.floor(token.length / 2))
    case 'letter case':
      return HEXADECIMAL.test(token) || turnCase(token) === token ? undefined : turnCase(token)
  }
}

/** The token with the next letter of the alphabet at that place or the first letter behind it; of short ones none. */
function exchangeLetter(token: string, from: number): string | undefined {
  const at = token.slice(from).search(/[a-y]/i)
  if (token.length < SHORTEST_TO_SPOIL || at === -1) return undefined
  const place = from + at
  const next = String.fromCharCode(token.charCodeAt(place) + 1)
  return token.slice(0, place) + next + token.slice(place + 1)
}

function turnCase(text: string): string {
  return text.replace(/[a-z]/gi, letter =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  )
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
  const mint = createMinter(createHttpMint(tokens, admin))
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
    const mangled = mangle((await getDefault()).reveal(), spec)
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
