import { randomBytes } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'

/** What a valid token says. */
export interface Token {
  readonly user: string
  /** In the order minted. */
  readonly scopes: readonly string[]
  /** Seconds since the epoch. */
  readonly expires: number
}

/** Mints and verifies the access tokens of one server; the key dies with the process. */
export interface TokenIssuer {
  mint(claims: { user: string; scopes: readonly string[]; expired: boolean }): Promise<string>
  /** `undefined` unless the token was minted here and has not expired. */
  verify(token: string): Promise<Token | undefined> | Token | undefined
  /** A minted token whose text passes the test. Only a fault asks for this. */
  find(test: (minted: string) => boolean): Token | undefined
  /** What the token says, expired or not. Only a fault asks for this. */
  readExpired(token: string): Token | undefined
}

/** The samples of the pages say an hour (F-63). */
const LIFETIME_SECONDS = 3600

const now = (): number => Math.floor(Date.now() / 1000)

export function createTokenIssuer(): TokenIssuer {
  const key = randomBytes(32)
  const minted = new Map<string, Token>()
  const isAlive = (token: Token): boolean => token.expires > now()

  return {
    async mint({ user, scopes, expired }) {
      const expires = now() + (expired ? -LIFETIME_SECONDS : LIFETIME_SECONDS)
      const text = await new SignJWT({ user, scopes })
        .setProtectedHeader({ alg: 'HS256' })
        .setExpirationTime(expires)
        .sign(key)
      minted.set(text, { user, scopes, expires })
      return text
    },

    // Each signature is checked once: `minted` holds the claims of what was signed here.
    verify(text) {
      const known = minted.get(text)
      if (known !== undefined) return isAlive(known) ? known : undefined
      return jwtVerify<{ user: string; scopes: readonly string[] }>(text, key, {
        algorithms: ['HS256'],
      }).then(
        ({ payload }) => ({ user: payload.user, scopes: payload.scopes, expires: payload.exp ?? 0 }),
        () => undefined,
      )
    },

    find(test) {
      for (const [text, token] of minted) if (test(text)) return token
      return undefined
    },

    readExpired: text => minted.get(text),
  }
}
