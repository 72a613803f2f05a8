import type { TokenSpec } from '../model/request.ts'

export type MangledSpec = Extract<TokenSpec, { kind: 'truncated' | 'altered' }>

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

/** What becomes of a token that is cut or altered so; undefined where that could be a right one again. */
export function mangleToken(token: string, { by = 'half' }: MangledSpec): string | undefined {
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
