import type { ScopeList } from '../../engine/model/request.ts'
import type { Step } from '../../engine/model/requirement.ts'
import { accepted, statuses } from '../write/expectations.ts'
import { askingDismiss, type BodyEncoding, probe } from '../write/requests.ts'
import { mirrored, type SequenceRow } from '../write/rows.ts'
import { grants, INITIATE, RECEIVE, scoped } from '../write/scopes.ts'
import { TRUNCATED } from '../write/texts.ts'

const GOOD: ScopeList = [INITIATE]
const BAD: ScopeList = ['Contacts.ReadWrite']

/** A request with a token of these scopes, judged by them alone (F-67). */
function step(encoding: BodyEncoding, scopes: ScopeList, link: number): Step {
  return {
    request: { ...askingDismiss(encoding, 'Conflict'), token: scoped(scopes) },
    link,
    expect: { allowed: grants(scopes) ? accepted : statuses('not-2xx') },
  }
}

/** Several requests on links of their own, each with the token it names. */
function steps(
  encoding: BodyEncoding,
  relation: Pick<Step, 'connection' | 'together'>,
  [first = [], ...rest]: readonly ScopeList[],
): SequenceRow['steps'] {
  return [
    step(encoding, first, 0),
    ...rest.map((scopes, index) => ({ ...step(encoding, scopes, index + 1), ...relation })),
  ]
}

const TURNS: Readonly<Record<string, readonly ScopeList[]>> = {
  'turns-good-first': [GOOD, BAD, GOOD, BAD],
  'turns-bad-first': [BAD, GOOD, BAD],
  'turns-receive': [[RECEIVE], ['User.ReadWrite'], [RECEIVE]],
}

/** Tokens in turn on one connection, and the same refusal again on the same link. */
export const scopesInTurn: readonly SequenceRow[] = mirrored((encoding): readonly SequenceRow[] => {
  const head = { encoding, needs: ['scopedTokens'] } as const
  const refused = step(encoding, BAD, 0)
  return [
    ...Object.entries(TURNS).map(
      ([name, sets]): SequenceRow => ({
        ...head,
        id: `${encoding}/${name}`,
        steps: steps(encoding, { connection: 'same' }, sets),
      }),
    ),
    { ...head, id: `${encoding}/asked-twice`, steps: [refused, refused] },
    {
      ...head,
      id: `${encoding}/behind-malformed-on-the-connection`,
      steps: [
        { request: probe(encoding, TRUNCATED[encoding]), link: 0 },
        { ...step(encoding, BAD, 1), connection: 'same' },
      ],
    },
    // Who was let in on a link once is asked for the scope again.
    {
      ...head,
      id: `${encoding}/after-malformed-with-scope`,
      steps: [{ request: { ...probe(encoding, TRUNCATED[encoding]), token: scoped(GOOD) } }, refused],
    },
  ]
})

const AT_ONCE = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? GOOD : BAD))

/** Different tokens at the same moment, several times, as only some of the orders may show a mix-up. */
export const scopesAtOnce: readonly SequenceRow[] = mirrored(encoding =>
  [1, 2, 3, 4].map(
    (round): SequenceRow => ({
      id: `${encoding}/at-once-${round}`,
      encoding,
      needs: ['scopedTokens'],
      steps: steps(encoding, { together: true }, round % 2 === 0 ? AT_ONCE : AT_ONCE.toReversed()),
    }),
  ),
)
