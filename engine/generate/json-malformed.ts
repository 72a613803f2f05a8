import type { Arbitrary } from 'fast-check'
import type { GeneratedBody } from '../model/requirement.ts'
import { bodies, type Choose, pick } from './choices.ts'
import { insertSomewhere, pickReason } from './vocabulary.ts'

type Tokens = readonly string[]

type Break = (choose: Choose, tokens: Tokens) => string

/** A valid body in tokens, sometimes with links behind the reason. */
function chooseTokens(choose: Choose): Tokens {
  const reason = ['"reason"', ':', `"${pickReason(choose)}"`]
  const links = ['"_links"', ':', '{', '"self"', ':', '{', '"href"', ':', '"/a"', '}', '}']
  return choose(3) === 2 ? ['{', ...reason, ',', ...links, '}'] : ['{', ...reason, '}']
}

function join(choose: Choose, tokens: Tokens): string {
  return tokens.join(pick(choose, ['', '', ' ', '\n']))
}

function replaceAt(tokens: Tokens, at: number, ...replacement: Tokens): Tokens {
  return [...tokens.slice(0, at), ...replacement, ...tokens.slice(at + 1)]
}

/** Puts something in place of one of the tokens that match. */
function replaceOne(
  choose: Choose,
  tokens: Tokens,
  matching: RegExp,
  replacement: (token: string) => Tokens,
): string {
  const indices = tokens.flatMap((token, index) => (matching.test(token) ? [index] : []))
  const at = indices[choose(indices.length)] ?? 0
  return join(choose, replaceAt(tokens, at, ...replacement(tokens[at] ?? '')))
}

const structural = /^[{}:,]$/
const bracket = /^[{}]$/
const string = /^"/

/** Broken wherever they stand in a string: none becomes whole by the letters behind it. */
const brokenEscapes = ['\\u00G3', '\\uG043', '\\u004G', '\\u{43}', '\\u 043', '\\xG1', '\\1', '\\8'] as const

/** Broken when the string ends behind them. */
const cutEscapes = ['\\u', '\\u0', '\\u00', '\\u004', '\\x', '\\x4', '\\'] as const

const trailers = ['}', ']', ',', ':', '"', 'x', '0', 'null', '{}', '[]', '"x"', ' x', '\n{}'] as const
const leaders = ['}', ']', ',', ':', '"', 'x', '0', 'null ', '{} ', '"x"'] as const

/** Not white space of any reader, and no NUL, which one skips. */
const controls = ['\x01', '\x07', '\x08', '\x0e', '\x1b', '\x1f'] as const

const wrongBrackets: Readonly<Record<string, readonly [string, ...string[]]>> = {
  '{': ['[', '('],
  '}': [']', ')', '{'],
}

/** Each breaks the syntax in one place, and so that no lenient reader mends it. */
const breaks: readonly [Break, ...Break[]] = [
  function truncate(choose, tokens) {
    const text = join(choose, tokens)
    return text.slice(0, 1 + choose(text.length - 1))
  },
  function dropStructure(choose, tokens) {
    return replaceOne(choose, tokens, structural, () => [])
  },
  function doubleStructure(choose, tokens) {
    return replaceOne(choose, tokens, structural, token => [token, token])
  },
  function insertBracket(choose, tokens) {
    const inserted = pick(choose, ['}', ']', '{', '[', ')'])
    const at = choose(tokens.length + 1)
    return join(choose, [...tokens.slice(0, at), inserted, ...tokens.slice(at)])
  },
  function insertSeparator(choose, tokens) {
    // Up to the colon: behind a value a comma would only be trailing.
    const at = choose(4)
    return join(choose, [...tokens.slice(0, at), pick(choose, [',', ':']), ...tokens.slice(at)])
  },
  function mismatchBracket(choose, tokens) {
    return replaceOne(choose, tokens, bracket, token => [pick(choose, wrongBrackets[token] ?? ['}'])])
  },
  function dropString(choose, tokens) {
    return replaceOne(choose, tokens, string, () => [])
  },
  function doubleString(choose, tokens) {
    return replaceOne(choose, tokens, string, token => [token, token])
  },
  function dropQuote(choose, tokens) {
    return replaceOne(choose, tokens, string, token => [pick(choose, [token.slice(0, -1), token.slice(1)])])
  },
  function breakEscape(choose, tokens) {
    const broken = pick(choose, brokenEscapes)
    return replaceOne(choose, tokens, string, token => [
      `"${insertSomewhere(choose, token.slice(1, -1), broken)}"`,
    ])
  },
  function cutEscape(choose, tokens) {
    const cut = pick(choose, cutEscapes)
    return replaceOne(choose, tokens, string, token => [`${token.slice(0, -1)}${cut}"`])
  },
  function insertControl(choose, tokens) {
    const at = choose(tokens.length + 1)
    return join(choose, [...tokens.slice(0, at), pick(choose, controls), ...tokens.slice(at)])
  },
  function trail(choose, tokens) {
    return join(choose, tokens) + pick(choose, trailers)
  },
  function lead(choose, tokens) {
    return pick(choose, leaders) + join(choose, tokens)
  },
]

/** One fault in the syntax of an otherwise valid JSON body (S-27). Row `S-27`. */
export const jsonMalformed: Arbitrary<GeneratedBody> = bodies('json', choose => {
  const breakSyntax = pick(choose, breaks)
  return breakSyntax(choose, chooseTokens(choose))
})
