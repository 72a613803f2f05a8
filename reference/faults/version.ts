import { refuse, refuseInstead, withoutHeader } from '../changes.ts'
import { all, answers, any, header, refused, xml } from '../conditions.ts'
import { breaking } from './breaking.ts'

const demands = (pattern: RegExp) => header('x-ms-requiresminresourceversion', pattern)
const tooHigh = demands(/^\d{3,}/)

export const version = [
  ...breaking('MUST', 'DIS-VERSION-01', [
    {
      id: 'version-1-refused',
      says: 'Refuses every demand for a minimum version.',
      shows: 'X-MS-RequiresMinResourceVersion: 1',
      at: 'version',
      when: demands(/./),
      do: refuse(404, { subcode: 'APIVersionNotSupported' }),
    },
    {
      id: 'version-1.0-refused',
      says: 'Reads whole numbers only.',
      shows: 'X-MS-RequiresMinResourceVersion: 1.0',
      at: 'version',
      when: demands(/^1\.0$/),
      do: refuse(400),
    },
    {
      id: 'version-1-refused-for-xml',
      says: 'Refuses version 1 where the input is XML.',
      shows: 'X-MS-RequiresMinResourceVersion: 1 with XML',
      at: 'version',
      when: all(xml, demands(/^1$/)),
      do: refuse(404, { subcode: 'APIVersionNotSupported' }),
    },
  ]),
  ...breaking('MUST', 'DIS-VERSION-02', [
    {
      id: 'version-ignored',
      says: 'Ignores the demanded version.',
      shows: 'X-MS-RequiresMinResourceVersion: 999.0',
      at: 'version',
      when: tooHigh,
      do: () => undefined,
    },
    {
      id: 'version-too-high-is-412',
      says: 'Answers 412 to a version that is too high.',
      shows: 'X-MS-RequiresMinResourceVersion: 999.0',
      at: 'version',
      when: tooHigh,
      do: refuseInstead(412),
    },
    {
      id: 'version-too-high-is-400',
      says: 'Answers 400 to a version that is too high.',
      shows: 'X-MS-RequiresMinResourceVersion: 999.0',
      at: 'version',
      when: tooHigh,
      do: refuseInstead(400, { subcode: 'APIVersionNotSupported' }),
    },
    {
      id: 'version-too-high-code-is-generic-name',
      says: 'Writes VersionNotSupported where the code belongs.',
      shows: 'X-MS-RequiresMinResourceVersion: 999.0',
      at: 'version',
      when: tooHigh,
      do: refuseInstead(404, { code: 'VersionNotSupported' }),
      alsoBreaks: ['DIS-BODY-03'],
    },
  ]),
  ...breaking('SHOULD', 'DIS-VERSION-03', [
    {
      id: 'version-subcode-is-application-not-found',
      says: 'Names another subcode where the version is too high.',
      shows: 'X-MS-RequiresMinResourceVersion: 999.0',
      at: 'version',
      when: tooHigh,
      do: refuseInstead(404, { subcode: 'ApplicationNotFound' }),
    },
    {
      id: 'version-subcode-missing-for-xml',
      says: 'Leaves the subcode out where the input is XML.',
      shows: 'X-MS-RequiresMinResourceVersion: 999.0 with XML',
      at: 'version',
      when: all(xml, tooHigh),
      do: refuseInstead(404),
    },
  ]),
  ...breaking('SHOULD', 'DIS-VERSION-04', [
    {
      id: 'ucwa-version-missing',
      says: 'Sends no X-MS-UcwaVersion.',
      shows: 'JSON {}',
      at: 'answer',
      do: withoutHeader('X-MS-UcwaVersion'),
    },
    {
      id: 'ucwa-version-missing-on-errors',
      says: 'Sends no X-MS-UcwaVersion with errors.',
      shows: 'JSON {"reason":',
      at: 'answer',
      when: refused,
      do: withoutHeader('X-MS-UcwaVersion'),
    },
    {
      id: 'ucwa-version-missing-on-405',
      says: 'Sends no X-MS-UcwaVersion with 405.',
      shows: 'GET',
      at: 'answer',
      when: answers(405),
      do: withoutHeader('X-MS-UcwaVersion'),
    },
  ]),
  ...breaking('SHOULD', 'DIS-VERSION-06', [
    {
      id: 'if-match-is-428',
      says: 'Answers 428 to a POST that carries If-None-Match, as if it were a PUT.',
      shows: 'If-None-Match: *',
      at: 'version',
      when: header('if-none-match'),
      do: refuse(428),
    },
    {
      id: 'if-match-is-400',
      says: 'Answers 400 to If-Match.',
      shows: 'If-Match: "1"',
      at: 'version',
      when: header('if-match'),
      do: refuse(400),
    },
    {
      id: 'if-match-fails',
      says: 'Answers 500 to If-Match and If-None-Match.',
      shows: 'If-Match: "1"',
      at: 'version',
      when: any(header('if-match'), header('if-none-match')),
      do: refuse(500),
    },
  ]),
  ...breaking('SHOULD', 'DIS-VERSION-07', [
    {
      id: 'versions-compared-as-text',
      says: 'Knows the versions 1, 1.0 and 1.7 by their text only.',
      shows: 'X-MS-RequiresMinResourceVersion: 1.00',
      at: 'version',
      when: demands(/^(?!(1|1\.0|1\.7)$)/),
      do: refuse(404, { subcode: 'APIVersionNotSupported' }),
    },
    {
      id: 'versions-below-1-refused',
      says: 'Takes a demanded version below 1 for none that there ever was.',
      shows: 'X-MS-RequiresMinResourceVersion: 0.5',
      at: 'version',
      when: demands(/^0/),
      do: refuse(404, { subcode: 'APIVersionNotSupported' }),
    },
  ]),
]
