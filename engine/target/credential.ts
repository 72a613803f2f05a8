import { Secret, TOKEN_PLACEHOLDER } from '../model/secret.ts'
import type { Template } from './template.ts'

/** A token as the profile names it, read when it is needed. */
export interface Credential {
  /** What may be shown: `${env:UCWA_TOKEN}`, or `$TOKEN` for a token given literally. */
  readonly written: string
  /** Reading it again can never give another token. */
  readonly literal: boolean
  /** Throws an Error that names the variable or file when it is gone by now. */
  readonly read: () => Secret
}

/** A token written with `${env:NAME}` or `${file:path}`, or literally. */
export function createCredential(template: Template): Credential {
  const read = () => new Secret(String(template.render({})))
  return template.secrets.length > 0
    ? { written: String(template.show({})), literal: false, read }
    : { written: TOKEN_PLACEHOLDER, literal: true, read }
}
