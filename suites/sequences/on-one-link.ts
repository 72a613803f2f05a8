import type { Step } from '../../engine/model/requirement.ts'
import { statuses } from '../write/expectations.ts'
import type { BodyEncoding } from '../write/requests.ts'
import { mirrored, type SequenceRow } from '../write/rows.ts'
import { type KindName, kinds } from './kinds.ts'

/** Requests that are never accepted, apart by what a refusal may change: the input's (SHOULD), the token's (MUST, R-11). */
const REFUSED: Readonly<Record<'input' | 'tokens', readonly [KindName, ...KindName[]]>> = {
  input: ['malformed', 'media-type', 'version', 'put'],
  tokens: ['no-token', 'bad-token'],
}

/** A server that gets used to what it refused does so at once, or after some more. */
const ROUNDS = 3

function inRounds(
  encoding: BodyEncoding,
  [first, ...others]: readonly [KindName, ...KindName[]],
): SequenceRow['steps'] {
  const table = kinds(encoding)
  const step = (name: KindName): Step => ({
    request: table[name].request,
    link: 0,
    expect: { allowed: statuses('not-2xx') },
  })
  const rounds = Array.from({ length: ROUNDS }, () => [first, ...others]).flat()
  return [step(first), ...rounds.slice(1).map(step)]
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
