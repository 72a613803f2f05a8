import { vendorMediaTypes } from '../engine/encode/media-types.ts'
import type { StateName } from '../engine/model/requirement.ts'
import { askingDismiss, withHeaders } from './write/requests.ts'
import { area, mirrored, named, requirement } from './write/rows.ts'

/** JSON and XML probes in one of the states that the page lists; nothing is provoked on a target that does not declare it (S-71). */
function inState(state: StateName) {
  return mirrored(encoding =>
    named(
      {
        '': askingDismiss(encoding, 'Conflict'),
        '/other-reason': askingDismiss(encoding, 'Unknown'),
        '/without-reason': askingDismiss(encoding),
        '/vendor': withHeaders(askingDismiss(encoding, 'Conflict'), [
          'Content-Type',
          vendorMediaTypes[encoding],
        ]),
      },
      (name, request) => ({
        id: `${encoding}/${state}${name}`,
        encoding,
        request,
        state,
        needs: [`state:${state}` as const],
        control: false,
      }),
    ),
  )
}

export const operationErrors = area('operation', 'The five errors of the page', [
  requirement({
    id: 'DIS-OPERATION-01',
    level: 'MUST',
    title: 'answers 500 ServiceFailure/CallbackChannelError',
    statement:
      'When the remote event channel cannot be reached, the answer is 500 ServiceFailure with subcode CallbackChannelError.',
    sources: ['F-52', 'F-53', 'S-71'],
    allowed: [{ status: 500, code: ['ServiceFailure'], subcode: ['CallbackChannelError'], coded: true }],
    probes: inState('CallbackChannelError'),
  }),
  requirement({
    id: 'DIS-OPERATION-02',
    level: 'MUST',
    title: 'answers 409 Conflict/AlreadyExists',
    statement: 'When something already exists, the answer is 409 Conflict with subcode AlreadyExists.',
    sources: ['F-52', 'F-53', 'S-71'],
    allowed: [{ status: 409, code: ['Conflict'], subcode: ['AlreadyExists'], coded: true }],
    probes: inState('AlreadyExists'),
  }),
  requirement({
    id: 'DIS-OPERATION-03',
    level: 'MUST',
    title: 'answers 409 Conflict/TooManyGroups',
    statement: 'When there are too many groups, the answer is 409 Conflict with subcode TooManyGroups.',
    sources: ['F-52', 'F-53', 'S-71'],
    allowed: [{ status: 409, code: ['Conflict'], subcode: ['TooManyGroups'], coded: true }],
    probes: inState('TooManyGroups'),
  }),
  requirement({
    id: 'DIS-OPERATION-04',
    level: 'MUST',
    title: 'answers 409 Conflict without subcode',
    statement:
      'An unsupported service, resource or API is 409 Conflict; subcode None, empty and absent are equal.',
    sources: ['F-52', 'F-53', 'S-70', 'S-71'],
    allowed: [{ status: 409, code: ['Conflict'], subcode: [null], coded: true }],
    probes: inState('None'),
  }),
  requirement({
    id: 'DIS-OPERATION-05',
    level: 'MUST',
    title: 'answers 410 Gone/CannotRedirect',
    statement:
      'When no backup pool is set up to redirect to, the answer is 410 Gone with subcode CannotRedirect.',
    sources: ['F-52', 'F-53', 'F-55', 'S-71'],
    allowed: [{ status: 410, code: ['Gone'], subcode: ['CannotRedirect'], coded: true }],
    probes: inState('CannotRedirect'),
  }),
])
