import type { Arbitrary } from 'fast-check'
import type { GeneratedBody } from '../model/requirement.ts'
import { bodies, type Choose, pick } from './choices.ts'
import { insertSomewhere, pickReason } from './vocabulary.ts'

type Extension = (choose: Choose) => string

const comments = ['/* a */', '/**/', '// a\n', '# a\n', '/* "reason" */'] as const

/** White space of JSON5 that RFC 8259 does not know. */
const foreignBlanks = ['\u00a0', '\x0b', '\x0c', '\u2028', '\u3000'] as const

/** JSON5 and JavaScript: escapes beyond the nine of RFC 8259. */
const foreignEscapes = ["\\'", '\\q', '\\x41', '\\v', '\\0', '\\\n'] as const

const foreignNumbers = ['NaN', 'Infinity', '-Infinity', '+1', '0x1F', '01', '.5', '5.', '-.5'] as const
const foreignWords = ['undefined', 'True', 'FALSE', 'None', 'yes'] as const
const controls = ['\t', '\n', '\x01', '\x1f'] as const

/** An otherwise valid body with `between` at one of the five gaps between its tokens, or before or behind it. */
function writeBetween(choose: Choose, between: string): string {
  const tokens = ['{', '"reason"', ':', `"${pickReason(choose)}"`, '}']
  tokens.splice(choose(tokens.length + 1), 0, between)
  return tokens.join('')
}

const extensions: readonly [Extension, ...Extension[]] = [
  choose => `{"reason":"${pickReason(choose)}"${pick(choose, [',', ', ', ',\n'])}}`,
  choose => `{'reason':"${pickReason(choose)}"}`,
  choose => `{"reason":'${pickReason(choose)}'}`,
  choose => `{'reason':'${pickReason(choose)}'}`,
  choose => `{reason:"${pickReason(choose)}"}`,
  choose => `{"reason":${pickReason(choose)}}`,
  choose => `{"reason"${pick(choose, ['=', '=>'])}"${pickReason(choose)}"}`,
  choose => writeBetween(choose, pick(choose, comments)),
  choose => writeBetween(choose, pick(choose, foreignBlanks)),
  choose => `{"reason":"${insertSomewhere(choose, pickReason(choose), pick(choose, foreignEscapes))}"}`,
  choose => `{"reason":"${insertSomewhere(choose, pickReason(choose), pick(choose, controls))}"}`,
  choose => `{"reason":"${pickReason(choose)}","x":${pick(choose, foreignNumbers)}}`,
  choose => `{"reason":"${pickReason(choose)}","x":${pick(choose, foreignWords)}}`,
  choose => `{"reason":"${pickReason(choose)}","x":${pick(choose, ['[1,]', '[,1]', '[1,,2]'])}}`,
]

/** One well-known extension of JSON in an otherwise valid body (S-27b). Row `S-27b`. */
export const jsonExtensions: Arbitrary<GeneratedBody> = bodies('json', choose =>
  pick(choose, extensions)(choose),
)
