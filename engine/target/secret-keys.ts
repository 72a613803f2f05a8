import { TOKEN_PLACEHOLDER } from '../model/secret.ts'
import type { KeyPath } from './profile-document.ts'

/** Header lines and body members of control-API calls that carry a credential, by their usual names. */
const SECRET_NAME = /authorization|cookie|passw|secret|api[-_]?key|assertion|^(x-)?(\w+[-_])?token$/i

function isSecretKey([room, kind, part, ...rest]: KeyPath): boolean {
  if (kind === 'http') return (part === 'headers' || part === 'body') && SECRET_NAME.test(rest.at(-1) ?? '')
  return room === 'tokens' && (kind !== 'scoped' || rest.at(-1) === 'token')
}

/** Calls `visit` for each string and puts what it returns in the string's place. */
export function mapStrings(
  value: unknown,
  visit: (text: string, path: KeyPath) => string,
  path: KeyPath = [],
): unknown {
  if (typeof value === 'string') return visit(value, path)
  if (Array.isArray(value))
    return value.map((item, index) => mapStrings(item, visit, [...path, String(index)]))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, mapStrings(member, visit, [...path, key])]),
  )
}

/** Whether a credential itself stands here, in place of a reference to one. */
export function isLiteralSecret(text: string, path: KeyPath): boolean {
  return isSecretKey(path) && !/\$\{[^{}]+\}|^\{\{[^{}]+\}\}$/.test(text)
}

/** The profile's data without any credential in it. */
export function maskSecrets(data: unknown): unknown {
  return mapStrings(data, (text, path) => (isLiteralSecret(text, path) ? TOKEN_PLACEHOLDER : text))
}
