import type { Exchange } from '../model/exchange.ts'
import type { Secret } from '../model/secret.ts'
import type { Outgoing } from '../model/target.ts'
import { withoutSecrets } from './record.ts'

/**
 * Takes secrets out of exchanges: those given, and each credential that was ever sent, as a server may tell in one
 * answer what it was sent in another request. A request's own credential is left to `recordExchange`, which tells
 * whether it came back.
 */
export function createSecretKeeper(
  secrets: readonly Secret[],
): (exchange: Exchange, outgoing: Outgoing) => Exchange {
  const known = new Map(secrets.map(secret => [secret.reveal(), secret]))

  function* othersThan(own: string | undefined): Generator<Secret> {
    for (const [value, secret] of known) if (value !== own) yield secret
  }

  return (exchange, { authorization }) => {
    const token = authorization?.token
    const value = token?.reveal()
    if (token !== undefined && value !== undefined && !known.has(value)) known.set(value, token)
    return withoutSecrets(exchange, othersThan(value))
  }
}
