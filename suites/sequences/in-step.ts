import { mediaTypes } from '../../engine/encode/media-types.ts'
import type { RequestSpec } from '../../engine/model/request.ts'
import type { Step } from '../../engine/model/requirement.ts'
import { operation } from '../../schemas/load.ts'
import { answeredOnce } from '../checks/framing.ts'
import { accepted, statuses } from '../write/expectations.ts'
import {
  askingDismiss,
  type BodyEncoding,
  dismiss,
  paddedDismiss,
  posting,
  withHeaders,
} from '../write/requests.ts'
import { mirrored, type SequenceRow } from '../write/rows.ts'
import { TRUNCATED } from '../write/texts.ts'
import { anAnswer, atMostAnAnswer, type Kind, kinds } from './kinds.ts'

/**
 * Every kind of request followed by every kind on the same connection, each on a link of its own. What is refused
 * alone is refused there too: neither the outcome of the request before nor its body may stick to the connection.
 */
function pairs(encoding: BodyEncoding, first: (kind: Kind) => boolean): readonly SequenceRow[] {
  const table = Object.entries(kinds(encoding))
  return table
    .filter(([, kind]) => first(kind))
    .flatMap(([before, one]) =>
      table.map(([after, two]): SequenceRow => {
        const first: Step = {
          request: one.request,
          link: 0,
          expect: { allowed: one.allowed, checks: [answeredOnce] },
        }
        const second: Step = { request: two.request, link: 1, connection: 'same' }
        const row = { id: `${encoding}/${before}-then-${after}`, encoding }
        if (!two.refusable) return { ...row, steps: [first, { ...second, expect: { allowed: two.allowed } }] }
        const alone: Step = { request: two.request, link: 2, expect: { allowed: two.allowed } }
        const refusedAlone = { allowed: statuses('not-2xx'), given: { step: 0, status: 'not-2xx' } } as const
        return { ...row, steps: [alone, first, { ...second, expect: refusedAlone }] }
      }),
    )
}

/** Bodies of 32 KiB: more than a server has read when it refuses by the head alone. */
function largeRefusals(encoding: BodyEncoding): Readonly<Record<string, RequestSpec>> {
  const large = paddedDismiss(encoding, 32 * 1024)
  const { body = new Uint8Array(0) } = large
  return {
    malformed: posting(mediaTypes[encoding], Buffer.concat([Buffer.from(TRUNCATED[encoding]), body])),
    'media-type': withHeaders(large, ['Content-Type', 'text/plain']),
    'no-token': { ...large, token: { kind: 'none' } },
    put: { ...large, method: 'PUT' },
  }
}

/** Refusals that not every target can give: each once, before a valid request. */
function furtherRefusals(encoding: BodyEncoding): readonly SequenceRow[] {
  const valid = askingDismiss(encoding, 'Conflict')
  const row = (
    name: string,
    refused: RequestSpec,
    needs: SequenceRow['needs'] = [],
    allowed = anAnswer,
  ): SequenceRow => ({
    id: `${encoding}/${name}-then-valid`,
    encoding,
    needs,
    steps: [
      { request: refused, link: 0, expect: { allowed, checks: [answeredOnce] } },
      { request: valid, link: 1, connection: 'same', expect: { allowed: accepted } },
    ],
  })
  return [
    row('unknown-conversation', { ...valid, target: { forge: 'conversation' } }),
    row('unknown-application', { ...valid, target: { forge: 'application' } }),
    row('no-scopes', { ...valid, token: { kind: 'scopes', scopes: [] } }, ['scopedTokens']),
    row('delete-with-body', { ...valid, method: 'DELETE' }, [], atMostAnAnswer),
    row('patch-with-body', { ...valid, method: 'PATCH' }, [], atMostAnAnswer),
    row('no-token-in-two-pieces', { ...valid, token: { kind: 'none' }, pieces: 2 }),
    row('media-type-in-two-pieces', { ...withHeaders(valid, ['Content-Type', 'text/plain']), pieces: 2 }),
    ...operation.errors.map(
      ({ subcode }): SequenceRow => ({
        ...row(`state-${subcode}`, valid, [`state:${subcode}`], atMostAnAnswer),
        state: subcode,
        control: false,
      }),
    ),
    row('other-user', { ...valid, token: { kind: 'otherUser' } }, ['otherUser']),
    // Beyond 8 KiB a server may close instead of reading on, and a gateway answer as it likes (S-31).
    ...Object.entries(largeRefusals(encoding)).map(([name, refused]) =>
      row(`large-${name}`, refused, [], atMostAnAnswer),
    ),
    {
      id: `${encoding}/second-dismiss-then-valid`,
      encoding,
      steps: [
        { request: valid, link: 0, expect: { allowed: accepted } },
        { request: valid, link: 0, connection: 'same', expect: { allowed: anAnswer } },
        { request: valid, link: 1, connection: 'same', expect: { allowed: accepted } },
      ],
    },
  ]
}

const sixInARow = mirrored(
  (encoding): SequenceRow => ({
    id: `${encoding}/six-in-a-row`,
    encoding,
    steps: [
      { request: dismiss(encoding, 'Conflict'), link: 0, expect: { allowed: accepted } },
      ...['Unknown', 'EncryptionMismatch', 'UnsupportedMedia', 'InvalidMediaOffer', 'IPv6NotSupported'].map(
        (reason, index): Step => ({
          request: dismiss(encoding, reason),
          link: index + 1,
          connection: 'same',
          expect: { allowed: accepted },
        }),
      ),
    ],
  }),
)

/** Refusals before every kind of request. */
export const afterRefusals: readonly SequenceRow[] = mirrored(encoding => [
  ...pairs(encoding, kind => !kind.spends),
  ...furtherRefusals(encoding),
])

/** Accepted requests before every kind of request. */
export const afterAccepted: readonly SequenceRow[] = [
  ...sixInARow,
  ...mirrored(encoding => pairs(encoding, kind => kind.spends)),
]
