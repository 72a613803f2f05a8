import fc from 'fast-check'
import { encodeBody } from '../engine/encode/body.ts'
import { mediaTypes } from '../engine/encode/media-types.ts'
import type { Family, Step } from '../engine/model/requirement.ts'
import { refusedAgain } from './sequences/on-one-link.ts'
import { accepted } from './write/expectations.ts'
import { BODY_ENCODINGS, dismiss } from './write/requests.ts'
import { area, mirrored, sequences } from './write/rows.ts'

/** The same sample again and again: each index is one request on a fresh link. */
const families: readonly Family[] = BODY_ENCODINGS.map(encoding => ({
  name: `${encoding}/steady`,
  encoding,
  row: 'valid',
  arbitrary: fc.constant({ contentType: mediaTypes[encoding], body: encodeBody(encoding, 'Conflict') }),
  expect: { allowed: accepted },
}))

export const steady = area('steady', 'The same request gets the same answer', [
  {
    ...sequences({
      id: 'DIS-STEADY-01',
      level: 'MUST',
      title: 'answers the same valid request the same way each time',
      statement:
        'Of n identical valid requests on fresh links none fails; 429 and 503 speak of the environment.',
      sources: ['R-13'],
      rows: mirrored(encoding => ({
        id: `${encoding}/twice`,
        encoding,
        steps: [0, 1].map(
          (link): Step => ({
            request: dismiss(encoding, 'Conflict'),
            link,
            expect: { allowed: accepted },
          }),
        ) as [Step, Step],
      })),
    }),
    families,
  },
  sequences({
    id: 'DIS-STEADY-02',
    level: 'MUST',
    title: 'refuses a request however often it was refused before',
    statement: 'What is refused on a link is refused there again: the same request gets the same answer.',
    sources: ['R-13', 'S-27', 'S-14', 'S-33', 'S-86', 'S-55', 'S-58'],
    rows: refusedAgain,
  }),
])
