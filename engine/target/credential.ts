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

/** Beyond ISO 8859-1, or a control character: no field value of HTTP (RFC 9110 section 5.5). */
const UNSENDABLE = /[^\t\x20-\x7e\x80-\xff]/

/** Why a token cannot stand behind the scheme of an `Authorization` header, or undefined where it can. */
export function findUnsendable({ read }: Credential): string | undefined {
  const token = read().reveal()
  if (UNSENDABLE.test(token)) return 'the token holds a character that no HTTP header can carry'
  return /^bearer\s/i.test(token)
    ? 'the token begins with the scheme: give what follows “Bearer”, which is added'
    : undefined
}

/** A token written with `${env:NAME}` or `${file:path}`, or literally. */
export function createCredential(template: Template): Credential {
  const read = () => new Secret(String(template.render({})))
  return template.secrets.length > 0
    ? { written: String(template.show({})), literal: false, read }
    : { written: TOKEN_PLACEHOLDER, literal: true, read }
}
