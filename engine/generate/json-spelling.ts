import type { Arbitrary } from 'fast-check'
import type { GeneratedBody } from '../model/requirement.ts'
import { bodies, type Choose, pick, plainly } from './choices.ts'
import { jsonNoise } from './links-noise.ts'
import { pickReason } from './vocabulary.ts'

/** White space of RFC 8259 section 2, up to three characters. */
function writeGap(choose: Choose): string {
  let gap = ''
  for (let count = pick(choose, [0, 0, 1, 2, 3]); count > 0; count -= 1)
    gap += pick(choose, [' ', '\n', '\t', '\r'])
  return gap
}

const LETTER_FORMS = ['letter', 'letter', 'escape', 'upper-case escape'] as const

function writeLetter(choose: Choose, letter: string): string {
  const form = pick(choose, LETTER_FORMS)
  if (form === 'letter') return letter
  const digits = letter.charCodeAt(0).toString(16).padStart(4, '0')
  return `\\u${form === 'escape' ? digits : digits.toUpperCase()}`
}

/** Any character may be written as an escape (RFC 8259 section 7). */
function writeString(choose: Choose, text: string): string {
  let written = ''
  for (const letter of text) written += writeLetter(choose, letter)
  return `"${written}"`
}

/** Which freedoms of RFC 8259 a family takes; the others are left at their plainest. */
type Freedom = 'escapes' | 'white space'

function spelled(freedoms: readonly Freedom[]): Arbitrary<GeneratedBody> {
  return bodies('json', choose => {
    const escapes = freedoms.includes('escapes') ? choose : plainly
    const gaps = freedoms.includes('white space') ? choose : plainly
    const gap = (): string => writeGap(gaps)
    if (gaps(16) === 15) return `${gap()}{${gap()}}${gap()}`
    const reason = pickReason(choose)
    const name = `${gap()}{${gap()}${writeString(escapes, 'reason')}${gap()}:`
    return `${name}${gap()}${writeString(escapes, reason)}${gap()}}${gap()}`
  })
}

/** Escapes in name and value (R-01). Row `valid`. */
export const jsonEscapes = spelled(['escapes'])

/** White space wherever the grammar has it (R-01). Row `valid`. */
export const jsonWhiteSpace = spelled(['white space'])

/** Escapes and white space together (R-01). Row `valid`. */
export const jsonSpelling = spelled(['escapes', 'white space'])

/** The reason before, between or after links and embedded resources, with escapes and white space (R-01). Row `S-23`. */
export const jsonMemberOrder = bodies('json', choose => {
  const members = jsonNoise(choose)
  const reason: readonly [string, string] = ['reason', writeString(choose, pickReason(choose))]
  members.splice(choose(members.length + 1), 0, reason)
  const texts = members.map(
    ([name, value]) => `${writeGap(choose)}"${name}"${writeGap(choose)}:${writeGap(choose)}${value}`,
  )
  return `{${texts.join(`${writeGap(choose)},`)}}`
})
