import { inspect } from 'node:util'

/** Stands wherever a credential would be shown; a copied curl line still works with it. */
export const TOKEN_PLACEHOLDER = '$TOKEN'

/** A credential that cannot print itself: every way to text gives `$TOKEN`. Only `reveal` tells. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The credential itself; call it only where bytes go to the wire or are searched for it. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return TOKEN_PLACEHOLDER
  }

  toJSON(): string {
    return TOKEN_PLACEHOLDER
  }

  [Symbol.toPrimitive](): string {
    return TOKEN_PLACEHOLDER
  }

  [inspect.custom](): string {
    return TOKEN_PLACEHOLDER
  }
}
