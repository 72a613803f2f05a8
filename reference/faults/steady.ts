import {
  answerWithStatus,
  drop,
  give,
  hang,
  passSecondTime,
  pretendToken,
  refuse,
  secondTime,
} from '../changes.ts'
import { all, answers, oneIn, xml } from '../conditions.ts'
import { breaking } from './breaking.ts'

export const steady = [
  ...breaking('MUST', 'DIS-STEADY-01', [
    {
      id: 'one-in-100-fails',
      says: 'Answers one dismiss in a hundred with 500.',
      shows: 'JSON {}, 100 times',
      at: 'effect',
      when: oneIn(100),
      do: refuse(500),
    },
    {
      id: 'one-in-20-is-400',
      says: 'Answers one dismiss in twenty with 400.',
      shows: 'JSON {}, 20 times',
      at: 'decode',
      when: oneIn(20),
      do: refuse(400),
    },
    {
      id: 'refused-from-the-20th-on',
      says: 'Answers a dismiss with 400 from the 20th request of a connection on.',
      shows: 'JSON {}, 20 times on one connection',
      at: 'decode',
      when: call => call.connection.requests >= 20,
      do: refuse(400),
    },
    {
      id: 'one-in-100-is-404',
      says: 'Does not find one link in a hundred.',
      shows: 'JSON {}, 100 times',
      at: 'locate',
      when: oneIn(100),
      do: refuse(404),
    },
    {
      id: 'one-in-1000-is-404',
      says: 'Does not find one link in a thousand.',
      shows: 'JSON {}, 1000 times',
      at: 'locate',
      when: oneIn(1000),
      do: refuse(404),
    },
    {
      id: 'one-in-20-is-200',
      says: 'Answers one dismiss in twenty with 200.',
      shows: 'JSON {}, 20 times',
      at: 'answer',
      when: all(oneIn(20), answers(204)),
      do: answerWithStatus(200),
    },
    {
      id: 'one-in-20-is-401',
      says: 'Forgets the token of one request in twenty.',
      shows: 'JSON {}, 20 times',
      at: 'authorize',
      when: oneIn(20),
      do: give({ status: 401 }),
    },
    {
      id: 'one-in-100-hangs',
      says: 'Never answers one dismiss in a hundred.',
      shows: 'JSON {}, 100 times',
      at: 'effect',
      when: oneIn(100),
      do: hang,
    },
    {
      id: 'one-in-20-drops-connection',
      says: 'Drops the connection on one dismiss in twenty.',
      shows: 'JSON {}, 20 times',
      at: 'effect',
      when: oneIn(20),
      do: drop,
    },
    {
      id: 'one-in-20-fails-for-xml',
      says: 'Answers one XML dismiss in twenty with 500.',
      shows: 'XML <input/>, 100 times',
      at: 'effect',
      when: all(xml, oneIn(20)),
      do: refuse(500),
    },
  ]),
  ...breaking('MUST', 'DIS-STEADY-02', [
    {
      id: 'malformed-accepted-again',
      says: 'Reads malformed input as empty on a link that was refused before.',
      shows: 'JSON {"reason": twice on one link',
      at: 'decode',
      do: secondTime(call => {
        call.input = {}
        return undefined
      }),
    },
    {
      id: 'foreign-type-accepted-again',
      says: 'Looks at no media type on a link that was refused before.',
      shows: 'text/plain x twice on one link',
      at: 'media',
      do: passSecondTime,
    },
    {
      id: 'version-refused-once-per-link',
      says: 'Looks at no version on a link that was refused before.',
      shows: 'X-MS-RequiresMinResourceVersion: 999.0 twice on one link',
      at: 'version',
      do: passSecondTime,
    },
    {
      id: 'token-refused-once-per-link',
      says: 'Asks for no token on a link that was refused before.',
      shows: 'JSON {} without token, twice on one link',
      at: 'authenticate',
      do: secondTime(pretendToken),
      alsoBreaks: ['DIS-AUTH-11'],
    },
  ]),
]
