import { mediaTypes } from '../engine/encode/media-types.ts'
import type { TargetSpec } from '../engine/model/request.ts'
import { neighbours } from './sequences/neighbours.ts'
import { anything, statuses } from './write/expectations.ts'
import { askingDismiss, askingOtherwise, dismiss, query } from './write/requests.ts'
import { area, mirrored, type ProbeRow, requirement, type SequenceRow, sequences } from './write/rows.ts'

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

/** Begins with an id that was handed out, or is none; a server may refuse the shape as such, so that only 4xx is due. */
function misshapen(forge: NonNullable<TargetSpec['forge']>): readonly ProbeRow[] {
  return mirrored(encoding =>
    (['longer', 'member'] as const).map(forgery => ({
      id: `${encoding}/${forgery}-${forge}`,
      encoding,
      request: { ...askingDismiss(encoding, 'Conflict'), target: { forge, forgery } },
    })),
  )
}

/** An unknown id in a request that asks for its error in the other format, which may be refused as such (S-36). */
function askedOtherwise(forge: NonNullable<TargetSpec['forge']>): readonly ProbeRow[] {
  return mirrored(encoding => ({
    id: `${encoding}/unknown-${forge}-asking-otherwise`,
    encoding,
    request: { ...askingOtherwise(encoding, 'Conflict'), target: { forge } },
  }))
}

const forgedApplication = forged('application')
const forgedConversation = forged('conversation')
const forgedRenegotiation = forged('renegotiation')

export const resource = area('resource', 'One link names one renegotiation', [
  requirement({
    id: 'DIS-RESOURCE-01',
    level: 'MUST',
    title: 'refuses an unknown application with a 4xx status',
    statement: 'An application id that was never handed out leads to no renegotiation.',
    sources: ['S-44', 'F-54'],
    allowed: statuses('4xx'),
    probes: [...forgedApplication, ...misshapen('application'), ...askedOtherwise('application')],
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
    probes: [
      ...forgedConversation,
      ...forgedRenegotiation,
      ...misshapen('conversation'),
      ...misshapen('renegotiation'),
      ...askedOtherwise('conversation'),
      ...askedOtherwise('renegotiation'),
    ],
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
    rows: neighbours,
  }),
  sequences({
    id: 'DIS-RESOURCE-08',
    level: 'SHOULD',
    title: 'answers a second dismiss with 204, 404, 409 or 410',
    statement: 'Nothing is said about a link that was dismissed before; all four have a reading.',
    sources: ['S-40', 'S-47'],
    rows: mirrored((encoding): readonly SequenceRow[] => {
      const head = { encoding, needs: ['effects'], control: false } as const
      const request = askingDismiss(encoding, 'Conflict')
      const either = { request, expect: { allowed: statuses(204, 404, 409, 410) } }
      return [
        {
          ...head,
          id: `${encoding}/second-dismiss`,
          steps: [{ request: dismiss(encoding, 'Conflict'), expect: { allowed: statuses('2xx') } }, either],
        },
        // Which of the two comes second, nobody can tell.
        { ...head, id: `${encoding}/two-at-once`, steps: [either, { ...either, together: true }] },
      ]
    }),
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
