import { give, refuse, show, withoutHeader } from '../changes.ts'
import { all, answers, method as methodIs, not, onRenegotiation } from '../conditions.ts'
import { breaking } from './breaking.ts'

/** The method on the dismiss link, not on the renegotiation. */
const onLink = (...names: readonly string[]) => all(methodIs(...names), not(onRenegotiation))

export const method = [
  ...breaking('MUST', 'DIS-METHOD-01', [
    {
      id: 'get-shows-the-renegotiation',
      says: 'Answers GET on the link with the renegotiation.',
      shows: 'GET',
      at: 'method',
      when: onLink('GET'),
      do: show,
    },
    {
      id: 'get-is-204',
      says: 'Answers GET with 204 and does nothing.',
      shows: 'GET',
      at: 'method',
      when: onLink('GET'),
      do: give({ status: 204 }),
    },
    {
      id: 'delete-is-204',
      says: 'Answers DELETE with 204 and does nothing.',
      shows: 'DELETE',
      at: 'method',
      when: onLink('DELETE'),
      do: give({ status: 204 }),
    },
    {
      id: 'delete-dismisses',
      says: 'Takes DELETE for a dismiss.',
      shows: 'DELETE',
      at: 'method',
      when: onLink('DELETE'),
      do: () => undefined,
      alsoBreaks: ['DIS-EFFECT-03'],
    },
  ]),
  ...breaking('SHOULD', 'DIS-METHOD-02', [
    {
      id: 'get-is-400',
      says: 'Answers 400 to GET.',
      shows: 'GET',
      at: 'method',
      when: onLink('GET'),
      do: refuse(400),
    },
    {
      id: 'delete-is-409',
      says: 'Answers 409 to DELETE.',
      shows: 'DELETE',
      at: 'method',
      when: onLink('DELETE'),
      do: refuse(409),
    },
    {
      id: 'get-and-delete-fail',
      says: 'Answers 500 to GET and DELETE.',
      shows: 'GET',
      at: 'method',
      when: onLink('GET', 'DELETE'),
      do: refuse(500),
    },
  ]),
  ...breaking('MUST', 'DIS-METHOD-03', [
    {
      id: 'put-dismisses',
      says: 'Takes PUT for a dismiss.',
      shows: 'PUT JSON {"reason":"Unknown"}',
      at: 'method',
      when: onLink('PUT'),
      do: () => undefined,
      alsoBreaks: ['DIS-EFFECT-03'],
    },
    {
      id: 'put-is-200',
      says: 'Answers PUT with 200 and does nothing.',
      shows: 'PUT JSON {"reason":"Unknown"}',
      at: 'method',
      when: onLink('PUT'),
      do: show,
    },
  ]),
  ...breaking('SHOULD', 'DIS-METHOD-04', [
    {
      id: 'put-is-400',
      says: 'Answers 400 to PUT.',
      shows: 'PUT JSON {"reason":"Unknown"}',
      at: 'method',
      when: onLink('PUT'),
      do: refuse(400),
    },
    {
      id: 'put-fails',
      says: 'Answers 500 to PUT.',
      shows: 'PUT JSON {"reason":"Unknown"}',
      at: 'method',
      when: onLink('PUT'),
      do: refuse(500),
    },
  ]),
  ...breaking('SHOULD', 'DIS-METHOD-05', [
    {
      id: 'options-is-200',
      says: 'Answers OPTIONS with 200 and the renegotiation, as the applications page has it.',
      shows: 'OPTIONS',
      at: 'method',
      when: onLink('OPTIONS'),
      do: show,
    },
    {
      id: 'head-is-200',
      says: 'Answers HEAD as if GET were supported.',
      shows: 'HEAD',
      at: 'method',
      when: onLink('HEAD'),
      do: show,
    },
    {
      id: 'head-and-options-are-400',
      says: 'Answers 400 to HEAD and OPTIONS.',
      shows: 'OPTIONS',
      at: 'method',
      when: onLink('HEAD', 'OPTIONS'),
      do: refuse(400),
    },
  ]),
  ...breaking('SHOULD', 'DIS-METHOD-06', [
    {
      id: 'patch-dismisses',
      says: 'Takes PATCH for a dismiss.',
      shows: 'PATCH JSON {"reason":"Unknown"}',
      at: 'method',
      when: onLink('PATCH'),
      do: () => undefined,
    },
    {
      id: 'patch-fails',
      says: 'Answers 500 to PATCH.',
      shows: 'PATCH JSON {"reason":"Unknown"}',
      at: 'method',
      when: onLink('PATCH'),
      do: refuse(500),
    },
    {
      id: 'patch-is-200',
      says: 'Answers 200 to PATCH and does nothing.',
      shows: 'PATCH JSON {"reason":"Unknown"}',
      at: 'method',
      when: onLink('PATCH'),
      do: show,
    },
  ]),
  ...breaking('SHOULD', 'DIS-METHOD-07', [
    {
      id: 'allow-missing',
      says: 'Sends no Allow with 405.',
      shows: 'GET',
      at: 'answer',
      when: answers(405),
      do: withoutHeader('Allow'),
    },
    {
      id: 'allow-missing-on-delete',
      says: 'Sends no Allow with 405 to a DELETE.',
      shows: 'DELETE',
      at: 'answer',
      when: all(answers(405), methodIs('DELETE')),
      do: withoutHeader('Allow'),
    },
  ]),
]
