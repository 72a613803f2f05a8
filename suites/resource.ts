import { mediaTypes } from '../engine/encode/media-types.ts'
import type { RequestSpec, TargetSpec } from '../engine/model/request.ts'
import type { Capability, Encoding, Step } from '../engine/model/requirement.ts'
import { operation } from '../schemas/load.ts'
import { accepted, anything, statuses } from './write/expectations.ts'
import {
  askingDismiss,
  type BodyEncoding,
  bodiless,
  dismiss,
  otherWays,
  probe,
  query,
} from './write/requests.ts'
import {
  area,
  mirrored,
  named,
  type ProbeRow,
  requirement,
  type SequenceRow,
  sequences,
} from './write/rows.ts'

function forged(forge: NonNullable<TargetSpec['forge']>): readonly ProbeRow[] {
  return [
    ...mirrored(encoding => ({
      id: `${encoding}/unknown-${forge}`,
      encoding,
      request: { ...askingDismiss(encoding, 'Conflict'), target: { forge } },
    })),
    {
      id: `query/unknown-${forge}`,
      encoding: 'query',
      request: { target: { forge, query: query('Conflict').target?.query ?? [] } },
    },
  ]
}

const forgedApplication = forged('application')
const forgedConversation = forged('conversation')
const forgedRenegotiation = forged('renegotiation')

/** Dismisses every second link, without a reason and with each; then those beside them have to be live. */
function dismissEverySecond(encoding: BodyEncoding): readonly [Step, ...Step[]] {
  const dismissing = (link: number, reason?: string): Step => ({
    request: dismiss(encoding, reason),
    link,
    expect: { allowed: accepted },
  })
  return [
    dismissing(1),
    ...operation.reasons.map((reason, index) => dismissing(2 * index + 3, reason)),
    ...Array.from({ length: operation.reasons.length + 2 }, (_, index) => dismissing(2 * index, 'Unknown')),
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
    needs: ['effects', ...needs],
    alone: 'first',
    steps: [
      { request, link: 1, expect: { allowed: anything } },
      { request: dismiss('json', 'Unknown'), link: 0, expect: { allowed: accepted } },
      { request: dismiss('json', 'Unknown'), link: 2, expect: { allowed: accepted } },
    ],
  })
  return [
    ...mirrored(encoding => named(otherWays(encoding), (way, request) => row(encoding, way, request))),
    row('query', 'query', query('Conflict')),
    row('none', 'no-body', bodiless),
    row('json', 'malformed', probe('json', '{"reason":"Conflict"')),
    row('json', 'no-token', { ...plain, token: { kind: 'none' } }),
    row('json', 'other-user', { ...plain, token: { kind: 'otherUser' } }, ['otherUser']),
    row('json', 'no-scopes', { ...plain, token: { kind: 'scopes', scopes: [] } }, ['scopedTokens']),
    row('json', 'unknown-conversation', { ...plain, target: { forge: 'conversation' } }),
  ]
}

export const resource = area('resource', 'One link names one renegotiation', [
  requirement({
    id: 'DIS-RESOURCE-01',
    level: 'MUST',
    title: 'refuses an unknown application with a 4xx status',
    statement: 'An application id that was never handed out leads to no renegotiation.',
    sources: ['S-44', 'F-54'],
    allowed: statuses('4xx'),
    probes: forgedApplication,
  }),
  requirement({
    id: 'DIS-RESOURCE-02',
    level: 'SHOULD',
    title: 'answers an unknown application with 404',
    statement: '404 is stated for an application that does not exist.',
    sources: ['S-44', 'F-54', 'F-56'],
    allowed: statuses(404),
    unless: ['2xx'],
    probes: forgedApplication,
  }),
  requirement({
    id: 'DIS-RESOURCE-03',
    level: 'MUST',
    title: 'refuses an unknown conversation or renegotiation with 4xx',
    statement: 'A conversation or renegotiation id that was never handed out leads to no renegotiation.',
    sources: ['S-45'],
    allowed: statuses('4xx'),
    probes: [...forgedConversation, ...forgedRenegotiation],
  }),
  requirement({
    id: 'DIS-RESOURCE-04',
    level: 'SHOULD',
    title: 'answers an unknown conversation or renegotiation with 404',
    statement: 'The generic error for a resource that is not there is 404 NotFound.',
    sources: ['S-45', 'F-51'],
    allowed: statuses(404),
    unless: ['2xx'],
    probes: [...forgedConversation, ...forgedRenegotiation],
  }),
  sequences({
    id: 'DIS-RESOURCE-07',
    level: 'MUST',
    title: 'dismisses one renegotiation and no other',
    statement: 'The link names one resource: dismissing it leaves the others alone.',
    sources: ['R-12', 'F-01'],
    rows: [
      ...mirrored(
        encoding =>
          ({
            id: `${encoding}/neighbour`,
            encoding,
            needs: ['effects'],
            alone: 'first',
            steps: [
              { request: dismiss(encoding, 'Conflict'), link: 0, expect: { allowed: accepted } },
              { request: dismiss(encoding, 'Conflict'), link: 1, expect: { allowed: accepted } },
              { request: dismiss(encoding, 'Unknown'), link: 2, expect: { allowed: accepted } },
            ],
          }) as const,
      ),
      ...mirrored(
        encoding =>
          ({
            id: `${encoding}/neighbours-of-each-reason`,
            encoding,
            needs: ['effects'],
            alone: 'first',
            steps: dismissEverySecond(encoding),
          }) as const,
      ),
      ...neighbourly(),
      {
        id: 'json/older-neighbour',
        encoding: 'json',
        needs: ['effects'],
        alone: 'first',
        steps: [
          { request: dismiss('json', 'Conflict'), link: 2, expect: { allowed: accepted } },
          { request: dismiss('json'), link: 1, expect: { allowed: accepted } },
          { request: dismiss('xml', 'Conflict'), link: 0, expect: { allowed: accepted } },
        ],
      },
    ],
  }),
  sequences({
    id: 'DIS-RESOURCE-08',
    level: 'SHOULD',
    title: 'answers a second dismiss with 204, 404, 409 or 410',
    statement: 'Nothing is said about a link that was dismissed before; all four have a reading.',
    sources: ['S-40', 'S-47'],
    rows: mirrored(
      encoding =>
        ({
          id: `${encoding}/second-dismiss`,
          encoding,
          needs: ['effects'],
          control: false,
          steps: [
            { request: dismiss(encoding, 'Conflict'), expect: { allowed: statuses('2xx') } },
            {
              request: askingDismiss(encoding, 'Conflict'),
              expect: { allowed: statuses(204, 404, 409, 410) },
            },
          ],
        }) as const,
    ),
  }),
  requirement({
    id: 'DIS-RESOURCE-09',
    level: 'SHOULD',
    title: 'serves the live renegotiation, or says 404',
    statement: 'GET on the renegotiation is documented with 200; links that cannot be fetched are known too.',
    sources: ['S-50', 'F-90'],
    allowed: statuses(200, 404),
    probes: mirrored(encoding => ({
      id: `${encoding}/get-live`,
      encoding,
      request: {
        method: 'GET',
        framing: 'none' as const,
        headers: [['Accept', mediaTypes[encoding]] as const],
        target: { parent: true },
      },
    })),
  }),
  sequences({
    id: 'DIS-RESOURCE-10',
    level: 'OBSERVE',
    title: 'may keep or drop the renegotiation after a dismiss',
    statement: 'Whether link or resource vanish after a dismiss is not promised.',
    sources: ['S-47', 'F-93'],
    rows: mirrored(
      encoding =>
        ({
          id: `${encoding}/get-after`,
          encoding,
          needs: ['effects'],
          control: false,
          steps: [
            { request: dismiss(encoding, 'Conflict') },
            {
              request: {
                method: 'GET',
                framing: 'none',
                headers: [['Accept', mediaTypes[encoding]]],
                target: { parent: true },
              },
              expect: { allowed: anything },
            },
          ],
        }) as const,
    ),
  }),
])
