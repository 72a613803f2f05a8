import type { RequestSpec } from '../../engine/model/request.ts'
import type { Capability, Encoding, Expectation, Step } from '../../engine/model/requirement.ts'
import { operation } from '../../schemas/load.ts'
import { anything, statuses } from '../write/expectations.ts'
import {
  type BodyEncoding,
  bodiless,
  dismiss,
  otherVariants,
  probe,
  query,
  REQUIRES_MIN_VERSION,
  withHeaders,
} from '../write/requests.ts'
import { mirrored, named, type SequenceRow } from '../write/rows.ts'
import { TRUNCATED } from '../write/texts.ts'

/** What the first dismiss of a case meets is judged elsewhere. */
const FIRST: Expectation = { allowed: anything }

/** Live, unless the request is refused for what stands in it, which is judged elsewhere. */
const LIVE: Expectation = { allowed: statuses('2xx'), unless: [400, 415] }

const dismissing = (link: number, encoding: BodyEncoding, reason?: string): Step => ({
  request: dismiss(encoding, reason),
  link,
  expect: LIVE,
})

const first = (step: Step): Step => ({ ...step, expect: FIRST })

/** Tried while nothing else dismisses links. */
const ALONE = { needs: ['effects'], alone: 'first' } as const

/** Dismisses every second link, without a reason and with each; then those beside them have to be live. */
function dismissEverySecond(encoding: BodyEncoding): readonly [Step, ...Step[]] {
  return [
    first(dismissing(1, encoding)),
    ...operation.reasons.map((reason, index) => dismissing(2 * index + 3, encoding, reason)),
    ...Array.from({ length: operation.reasons.length + 2 }, (_, index) =>
      dismissing(2 * index, encoding, 'Unknown'),
    ),
  ]
}

/** What dismisses a link on the ways that a plain dismiss does not take, or is refused there. */
function neighbourly(): readonly SequenceRow[] {
  const plain = dismiss('json', 'Conflict')
  const row = (
    encoding: Encoding,
    name: string,
    request: RequestSpec,
    needs: readonly Capability[] = [],
  ): SequenceRow => ({
    id: `${encoding}/neighbours-of-${name}`,
    encoding,
    ...ALONE,
    needs: [...ALONE.needs, ...needs],
    steps: [
      { request, link: 1, expect: FIRST },
      dismissing(0, 'json', 'Unknown'),
      dismissing(2, 'json', 'Unknown'),
    ],
  })
  return [
    ...mirrored(encoding => named(otherVariants(encoding), (way, request) => row(encoding, way, request))),
    row('query', 'query', query('Conflict')),
    row('none', 'no-body', bodiless),
    row('json', 'malformed', probe('json', TRUNCATED.json)),
    row('json', 'media-type', withHeaders(plain, ['Content-Type', 'text/plain'])),
    row('json', 'version', withHeaders(plain, [REQUIRES_MIN_VERSION, '999.0'])),
    row('json', 'put', { ...plain, method: 'PUT' }),
    row('json', 'get', { method: 'GET', framing: 'none' }),
    row('json', 'no-token', { ...plain, token: { kind: 'none' } }),
    row('json', 'other-user', { ...plain, token: { kind: 'otherUser' } }, ['otherUser']),
    row('json', 'no-scopes', { ...plain, token: { kind: 'scopes', scopes: [] } }, ['scopedTokens']),
    row('json', 'unknown-conversation', { ...plain, target: { forge: 'conversation' } }),
  ]
}

/** A link of each of two users: what one of them does with theirs is no matter of the other. */
function ofAnotherUser(): readonly SequenceRow[] {
  const needs = [...ALONE.needs, 'otherUser', 'otherUsersLinks'] as const
  const theirs = (link: number, encoding: BodyEncoding): Step => ({
    request: { ...dismiss(encoding, 'Conflict'), token: { kind: 'otherUser', own: true } },
    link,
    expect: LIVE,
  })
  const refused: Step = {
    request: { ...dismiss('json', 'Conflict'), token: { kind: 'none' } },
    link: 0,
    expect: FIRST,
  }
  const between = { ...ALONE, needs, owners: ['default', 'other'] } as const
  return [
    ...mirrored((encoding): readonly SequenceRow[] => [
      {
        ...between,
        id: `${encoding}/before-another-user`,
        encoding,
        steps: [first(dismissing(0, encoding, 'Conflict')), theirs(1, encoding)],
      },
      {
        ...between,
        id: `${encoding}/after-another-user`,
        encoding,
        steps: [first(theirs(1, encoding)), dismissing(0, encoding, 'Conflict')],
      },
    ]),
    {
      ...between,
      id: 'json/refused-before-another-user',
      // What they do could end the refused link, too.
      control: false,
      encoding: 'json',
      steps: [refused, theirs(1, 'json')],
    },
  ]
}

/** One link is dismissed, or not, and those beside it have to be live. */
export const neighbours: readonly SequenceRow[] = [
  ...mirrored((encoding): readonly SequenceRow[] => [
    {
      ...ALONE,
      id: `${encoding}/neighbour`,
      encoding,
      steps: [
        first(dismissing(0, encoding, 'Conflict')),
        dismissing(1, encoding, 'Conflict'),
        dismissing(2, encoding, 'Unknown'),
      ],
    },
    { ...ALONE, id: `${encoding}/neighbours-of-each-reason`, encoding, steps: dismissEverySecond(encoding) },
  ]),
  ...neighbourly(),
  ...ofAnotherUser(),
  {
    ...ALONE,
    id: 'json/older-neighbour',
    encoding: 'json',
    steps: [
      first(dismissing(2, 'json', 'Conflict')),
      dismissing(1, 'json'),
      dismissing(0, 'xml', 'Conflict'),
    ],
  },
]
