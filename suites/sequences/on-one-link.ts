import { statuses } from '../write/expectations.ts'
import type { BodyEncoding } from '../write/requests.ts'
import { mirrored, type SequenceRow } from '../write/rows.ts'
import { kinds } from './in-step.ts'

/** Requests that are never accepted, apart by what a refusal may change: the input's (SHOULD), the token's (MUST, R-11). */
const REFUSED = {
  input: ['malformed', 'media-type', 'version', 'put'],
  tokens: ['no-token', 'bad-token'],
} as const

/** A server that gets used to what it refused does so at once, or after some more. */
const ROUNDS = 3

function inRounds(encoding: BodyEncoding, names: readonly string[]): SequenceRow['steps'] {
  const table = kinds(encoding)
  const round = names.flatMap(name => {
    const request = table[name]?.request
    return request === undefined ? [] : [{ request, link: 0, expect: { allowed: statuses('not-2xx') } }]
  })
  const [first, ...rest] = Array.from({ length: ROUNDS }, () => round).flat()
  if (first === undefined) throw new RangeError(`no request among ${names}`)
  return [first, ...rest]
}

/** The same refused requests again and again on one link. */
export const refusedAgain: readonly SequenceRow[] = mirrored(encoding =>
  Object.entries(REFUSED).map(
    ([what, names]): SequenceRow => ({
      id: `${encoding}/refused-${what}-again`,
      encoding,
      steps: inRounds(encoding, names),
    }),
  ),
)
