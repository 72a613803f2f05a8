import type { StateName, StatusPattern } from '../engine/model/requirement.ts'
import { acceptedVariants, askingDismiss, askingOtherwise, bodiless, query } from './write/requests.ts'
import { area, mirrored, named, type ProbeRow, requirement } from './write/rows.ts'

/**
 * Probes in one of the states that the page lists; nothing is provoked on a target that does not declare it (S-71).
 * Chunked input, query input and a missing body may be refused for themselves (R-08, S-25, S-11).
 */
function inState(state: StateName): readonly ProbeRow[] {
  const given = { state, needs: [`state:${state}` as const], control: false } as const
  const served: readonly StatusPattern[] = ['2xx', 409, 410, 500]
  return [
    ...mirrored(encoding => {
      const plain = askingDismiss(encoding, 'Conflict')
      const chunked = { ...plain, framing: 'chunked' } as const
      return [
        ...named({ '': plain, ...acceptedVariants(encoding) }, (name, request) => ({
          ...given,
          id: `${encoding}/${state}${name && `/${name}`}`,
          encoding,
          request,
        })),
        { ...given, id: `${encoding}/${state}/chunked`, encoding, request: chunked, only: served },
        {
          ...given,
          id: `${encoding}/${state}/asking-otherwise`,
          encoding,
          request: askingOtherwise(encoding, 'Conflict'),
          only: served,
        },
      ]
    }),
    { ...given, id: `query/${state}`, encoding: 'query', request: query('Conflict'), only: served },
    { ...given, id: `none/${state}`, encoding: 'none', request: bodiless, only: served },
  ]
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
