import type { RequestSpec } from '../../engine/model/request.ts'
import type { Capability, Step } from '../../engine/model/requirement.ts'
import { statuses } from '../write/expectations.ts'
import { askingDismiss, type BodyEncoding } from '../write/requests.ts'
import { mirrored, named, type SequenceRow } from '../write/rows.ts'
import { scoped } from '../write/scopes.ts'
import { type KindName, kinds } from './kinds.ts'

/** Requests that are never accepted, apart by what a refusal may change: the input's (SHOULD), the token's (MUST, R-11). */
const REFUSED: Readonly<Record<'input' | 'tokens', readonly [KindName, ...KindName[]]>> = {
  input: ['malformed', 'media-type', 'version', 'put'],
  tokens: ['no-token', 'bad-token'],
}

/** Refused as long as the target supplies such a token, or whatever came before (S-60, S-61, S-85). */
function further(encoding: BodyEncoding): Readonly<Record<string, Further>> {
  const valid = askingDismiss(encoding, 'Conflict')
  return {
    'other-user': { request: { ...valid, token: { kind: 'otherUser' } }, needs: ['otherUser'] },
    'no-scope': { request: { ...valid, token: scoped(['Contacts.ReadWrite']) }, needs: ['scopedTokens'] },
    delete: { request: { ...valid, method: 'DELETE' } },
    'delete-without-body': { request: { method: 'DELETE', framing: 'none' } },
  }
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

interface Further {
  readonly request: RequestSpec
  readonly needs?: readonly Capability[]
}

/** A request that is refused alone, on a link on which two others were refused, and once more. */
function afterRefusals(encoding: BodyEncoding): readonly SequenceRow[] {
  const { malformed, put } = kinds(encoding)
  return named(further(encoding), (name, { request, needs = [] }): SequenceRow => {
    const refused: Step = { request, link: 0, expect: { allowed: statuses('not-2xx') } }
    return {
      id: `${encoding}/${name}-after-refusals`,
      encoding,
      needs,
      steps: [{ request: malformed.request, link: 0 }, { request: put.request, link: 0 }, refused, refused],
    }
  })
}

/** The same refused requests again and again on one link. */
export const refusedAgain: readonly SequenceRow[] = mirrored(encoding => [
  ...Object.entries(REFUSED).map(
    ([what, names]): SequenceRow => ({
      id: `${encoding}/refused-${what}-again`,
      encoding,
      steps: inRounds(encoding, names),
    }),
  ),
  ...afterRefusals(encoding),
])
