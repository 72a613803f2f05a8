import { operation } from '../../schemas/load.ts'
import type { ScopeList } from '../model/request.ts'
import { Secret } from '../model/secret.ts'
import type { Admin } from './admin.ts'
import type { TokenSettings } from './profile-model.ts'
import { SupplyError } from './supply-error.ts'

/** What a token is minted for; the placeholders of `tokens.http`. */
export interface MintWant {
  readonly scopes: ScopeList
  readonly user: 'default' | 'other'
  readonly expired: boolean
}

export const DEFAULT_WANT: MintWant = { scopes: operation.scopes.all, user: 'default', expired: false }

type Mint = (want: MintWant) => Promise<Secret>

/** Mints each token once. */
export interface Minter {
  (want: MintWant): Promise<Secret>
  /** Mints anew what is asked for from now on. */
  forget(): void
}

/** Mints each token once, also when it is wanted by several at a time; a failed attempt is forgotten. */
function createMinter(mint: Mint): Minter {
  const minted = new Map<string, Promise<Secret>>()
  const mintOnce: Mint = want => {
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

function createHttpMint(settings: TokenSettings, admin: Admin): Mint {
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

/** Mints tokens by the call of the profile; rejects with `SupplyError` where there is none, or it brings no token. */
export function createTokenMinter(settings: TokenSettings, admin: Admin): Minter {
  return createMinter(createHttpMint(settings, admin))
}
