import type { RequestSpec, TokenSpec } from '../../engine/model/request.ts'
import type { Capability, Expectation } from '../../engine/model/requirement.ts'
import { accepted, statuses } from '../write/expectations.ts'
import { askingDismiss, type BodyEncoding, dismiss, probe } from '../write/requests.ts'
import { mirrored, named, type SequenceRow } from '../write/rows.ts'
import { kinds, UNKNOWN_TOKENS } from './kinds.ts'

const UNAUTHENTICATED: Expectation = { allowed: statuses(401) }
const REFUSED: Expectation = { allowed: statuses('not-2xx') }

function withToken(encoding: BodyEncoding, token: TokenSpec): RequestSpec {
  return { ...askingDismiss(encoding, 'Conflict'), token }
}

const NO_TOKEN: TokenSpec = { kind: 'none' }

/** A token that does not count, and what the target needs to supply it. */
interface InvalidToken {
  readonly token: TokenSpec
  readonly needs?: readonly Capability[]
}

const OTHER_USER: InvalidToken = { token: { kind: 'otherUser' }, needs: ['otherUser'] }
const EXPIRED: InvalidToken = { token: { kind: 'expired' }, needs: ['expiredToken'] }

const INVALID_TOKENS: Readonly<Record<string, InvalidToken>> = {
  garbage: { token: UNKNOWN_TOKENS['bad-token'] },
  'other-user': OTHER_USER,
  expired: EXPIRED,
}

/** What each kind of token that does not count meets on the connection of a request that had the right one. */
const BEHIND: Readonly<Record<string, InvalidToken & { readonly expect: Expectation }>> = {
  'no-token': { token: NO_TOKEN, expect: UNAUTHENTICATED },
  'bad-token': { token: UNKNOWN_TOKENS['bad-token'], expect: REFUSED },
  'other-user': { ...OTHER_USER, expect: REFUSED },
  expired: { ...EXPIRED, expect: REFUSED },
}

/** A token that does not count, on the connection of each kind of request that had the right one. */
function behindEachKind(encoding: BodyEncoding): readonly SequenceRow[] {
  const known = Object.entries(kinds(encoding)).filter(([name]) => !(name in UNKNOWN_TOKENS))
  return known.flatMap(([before, { request }]) =>
    named(
      BEHIND,
      (name, { token, expect, needs = [] }): SequenceRow => ({
        id: `${encoding}/${name}-behind-${before}`,
        encoding,
        needs,
        steps: [
          { request, link: 0 },
          { request: withToken(encoding, token), link: 1, connection: 'same', expect },
        ],
      }),
    ),
  )
}

/** Somebody else knew the right token for this very link: before its refusal, and before its end. */
function onTheSameLink(encoding: BodyEncoding): readonly SequenceRow[] {
  const malformed = probe(encoding, encoding === 'json' ? '{' : '<')
  return [
    {
      id: `${encoding}/after-a-malformed-one-on-the-link`,
      encoding,
      steps: [
        { request: malformed, link: 0 },
        { request: withToken(encoding, NO_TOKEN), link: 0, expect: UNAUTHENTICATED },
      ],
    },
    {
      id: `${encoding}/after-the-dismiss-of-the-link`,
      encoding,
      steps: [
        { request: dismiss(encoding, 'Conflict'), link: 0, expect: { allowed: accepted } },
        { request: withToken(encoding, NO_TOKEN), link: 0, expect: REFUSED },
      ],
    },
    ...named(INVALID_TOKENS, (name, { token, needs = [] }): readonly SequenceRow[] => {
      const refused = { request: withToken(encoding, token), link: 0, expect: REFUSED }
      const row = (id: string, steps: SequenceRow['steps']): SequenceRow => ({
        id: `${encoding}/${name}-${id}`,
        encoding,
        needs,
        steps,
      })
      return [
        row('after-a-malformed-one-on-the-link', [{ request: malformed, link: 0 }, refused]),
        row('after-the-dismiss-of-the-link', [
          { request: dismiss(encoding, 'Conflict'), link: 0, expect: { allowed: accepted } },
          refused,
        ]),
        row('again-on-the-link', [refused, refused]),
      ]
    }).flat(),
  ]
}

/** Requests with and without a right token, one behind the other on a connection or a link (F-13, S-55, S-60). */
export const tokensInTurn: readonly SequenceRow[] = [
  ...mirrored(
    (encoding): SequenceRow => ({
      id: `${encoding}/before-an-accepted-one`,
      encoding,
      steps: [
        { request: withToken(encoding, NO_TOKEN), link: 0, expect: UNAUTHENTICATED },
        {
          request: dismiss(encoding, 'Conflict'),
          link: 0,
          connection: 'same',
          expect: { allowed: accepted },
        },
      ],
    }),
  ),
  ...mirrored(onTheSameLink),
  ...mirrored(behindEachKind),
]
