import { type Secret, TOKEN_PLACEHOLDER } from '../model/secret.ts'

/** Replaces a credential, in whatever spelling, by `$TOKEN`; returns its argument itself where it finds none. */
export interface Redactor {
  /** There is a credential, and it is long enough to be told from other text. */
  readonly looks: boolean
  /** False where the text surely holds it in no spelling: a quick look before the others. */
  mayStandIn(text: string): boolean
  redactText(text: string): string
  redactBytes(bytes: Uint8Array): Uint8Array
}

/** Shorter credentials (`alice`) stand in ordinary answers by chance; they are not looked for. */
const SHORTEST = 8

const NOTHING_TO_REDACT: Redactor = {
  looks: false,
  mayStandIn: () => false,
  redactText: text => text,
  redactBytes: bytes => bytes,
}

function escapeForPattern(char: string): string {
  return char.replace(/[^\dA-Za-z]/, '\\$&')
}

/** Letters and digits stay themselves in every encoding; other characters may be escaped. */
function spellCharacter(char: string, alternatives = ''): string {
  if (/[\dA-Za-z]/.test(char)) return char
  const code = char.charCodeAt(0)
  const hex = code
    .toString(16)
    .padStart(2, '0')
    .replace(/[a-f]/g, digit => `[${digit}${digit.toUpperCase()}]`)
  const plain = escapeForPattern(char)
  return `(?:${plain}|\\\\${plain}|%${hex}|\\\\u00${hex}|&#0*${code};|&#x0*${hex};${alternatives})`
}

/** The base64 digits that are the same whatever stands around the token, for each of the three alignments. */
function computeBase64(token: string): readonly string[] {
  return [0, 1, 2].map(shift => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(token, 'latin1')])
    return bytes.toString('base64').slice(Math.ceil((shift * 8) / 6), Math.floor((bytes.length * 8) / 6))
  })
}

function spellBase64(digits: string): string {
  return Array.from(digits, char =>
    spellCharacter(char, char === '+' ? '|-' : char === '/' ? '|_' : ''),
  ).join('')
}

/** The longest run that no encoding changes: where it is missing, the whole is missing. */
function longestRun(text: string): string {
  return (text.match(/[\dA-Za-z]+/g) ?? []).reduce(
    (longest, run) => (run.length > longest.length ? run : longest),
    '',
  )
}

function createRedactor(token: string): Redactor {
  if (token.length < SHORTEST) return NOTHING_TO_REDACT
  const base64 = computeBase64(token)
  const runs = [token, ...base64].map(longestRun)
  const shortestRun = Math.min(...runs.map(run => run.length))
  let pattern: RegExp | undefined

  function replace(text: string): string {
    const spelled = Array.from(token, char => spellCharacter(char)).join('')
    pattern ??= new RegExp([spelled, ...base64.map(spellBase64)].join('|'), 'g')
    return text.replace(pattern, () => TOKEN_PLACEHOLDER)
  }

  const mayStandIn = (text: string): boolean =>
    text.length >= shortestRun && runs.some(run => text.includes(run))

  return {
    looks: true,
    mayStandIn,
    redactText: text => (mayStandIn(text) ? replace(text) : text),
    redactBytes(bytes) {
      if (bytes.length < shortestRun) return bytes
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
      if (!runs.some(run => buffer.includes(run, 0, 'latin1'))) return bytes
      const text = buffer.toString('latin1')
      const redacted = replace(text)
      return redacted === text ? bytes : Buffer.from(redacted, 'latin1')
    },
  }
}

const redactors = new WeakMap<Secret, Redactor>()

/**
 * The redactor of a credential: finds it plain, percent-encoded, escaped as in JSON or XML, and in base64
 * (also of a longer text). Credentials under 8 characters are not looked for.
 */
export function redactorOf(secret: Secret | null): Redactor {
  if (secret === null) return NOTHING_TO_REDACT
  let redactor = redactors.get(secret)
  if (redactor === undefined) {
    redactor = createRedactor(secret.reveal())
    redactors.set(secret, redactor)
  }
  return redactor
}
