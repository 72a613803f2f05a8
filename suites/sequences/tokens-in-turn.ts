import type { RequestSpec, TokenSpec } from '../../engine/model/request.ts'
import type { Capability, Expectation } from '../../engine/model/requirement.ts'
import { challenged } from '../checks/challenge.ts'
import { accepted, statuses } from '../write/expectations.ts'
import { askingDismiss, type BodyEncoding, dismiss, probe } from '../write/requests.ts'
import { mirrored, named, type SequenceRow } from '../write/rows.ts'
import { kinds, UNKNOWN_TOKENS } from './in-step.ts'

const UNAUTHENTICATED: Expectation = { allowed: statuses(401), checks: [challenged] }
const REFUSED: Expectation = { allowed: statuses('not-2xx') }

function withToken(encoding: BodyEncoding, kind: 'none' | 'otherUser' | 'expired'): RequestSpec {
  const token: TokenSpec = { kind }
  return { ...askingDismiss(encoding, 'Conflict'), token }
}

/** A token that does not count, on the connection of an accepted request. */
function afterAnAcceptedOne(
  prefix: string,
  kind: 'none' | 'otherUser' | 'expired',
  expect: Expectation,
  needs: readonly Capability[],
): readonly SequenceRow[] {
  return mirrored(encoding => ({
    id: `${encoding}/${prefix}after-an-accepted-one`,
    encoding,
    needs,
    steps: [
      { request: dismiss(encoding, 'Conflict'), link: 0, expect: { allowed: accepted } },
      { request: withToken(encoding, kind), link: 1, connection: 'same', expect },
    ],
  }))
}

/** No token, and one that nobody issued, on the connection of each kind of request that had the right one. */
function behindEachKind(encoding: BodyEncoding): readonly SequenceRow[] {
  const known = Object.entries(kinds(encoding)).filter(([name]) => !(name in UNKNOWN_TOKENS))
  return known.flatMap(([before, { request }]) =>
    named(
      UNKNOWN_TOKENS,
      (name, token): SequenceRow => ({
        id: `${encoding}/${name}-behind-${before}`,
        encoding,
        steps: [
          { request, link: 0 },
          {
            request: { ...askingDismiss(encoding, 'Conflict'), token },
            link: 1,
            connection: 'same',
            expect: REFUSED,
          },
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
        { request: withToken(encoding, 'none'), link: 0, expect: UNAUTHENTICATED },
      ],
    },
    {
      id: `${encoding}/after-the-dismiss-of-the-link`,
      encoding,
      steps: [
        { request: dismiss(encoding, 'Conflict'), link: 0, expect: { allowed: accepted } },
        { request: withToken(encoding, 'none'), link: 0, expect: REFUSED },
      ],
    },
  ]
}

/** Requests with and without a right token, one behind the other on a connection or a link (F-13, S-55, S-60). */
export const tokensInTurn: readonly SequenceRow[] = [
  ...afterAnAcceptedOne('', 'none', UNAUTHENTICATED, []),
  ...afterAnAcceptedOne('other-user-', 'otherUser', REFUSED, ['otherUser']),
  ...afterAnAcceptedOne('expired-', 'expired', REFUSED, ['expiredToken']),
  ...mirrored(
    (encoding): SequenceRow => ({
      id: `${encoding}/before-an-accepted-one`,
      encoding,
      steps: [
        { request: withToken(encoding, 'none'), link: 0, expect: UNAUTHENTICATED },
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
