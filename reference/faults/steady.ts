import { answerWithStatus, drop, give, hang, refuse } from '../changes.ts'
import { all, answers, oneIn, xml } from '../conditions.ts'
import { sendStray } from '../wire.ts'
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
      id: 'one-in-100-is-400',
      says: 'Answers one dismiss in a hundred with 400.',
      shows: 'JSON {}, 100 times',
      at: 'decode',
      when: oneIn(100),
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
      id: 'one-in-100-is-200',
      says: 'Answers one dismiss in a hundred with 200.',
      shows: 'JSON {}, 100 times',
      at: 'answer',
      when: all(oneIn(100), answers(204)),
      do: answerWithStatus(200),
    },
    {
      id: 'one-in-100-is-401',
      says: 'Forgets the token of one request in a hundred.',
      shows: 'JSON {}, 100 times',
      at: 'authorize',
      when: oneIn(100),
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
      id: 'one-in-100-drops-connection',
      says: 'Drops the connection on one dismiss in a hundred.',
      shows: 'JSON {}, 100 times',
      at: 'effect',
      when: oneIn(100),
      do: drop,
    },
    {
      id: 'one-in-50-fails-for-xml',
      says: 'Answers one XML dismiss in fifty with 500.',
      shows: 'XML <input/>, 100 times',
      at: 'effect',
      when: all(xml, oneIn(50)),
      do: refuse(500),
    },
    {
      id: 'one-in-50-sends-stray-bytes',
      says: 'Sends bytes behind one 204 in fifty.',
      shows: 'JSON {}, 100 times',
      at: 'write',
      when: all(oneIn(50), answers(204)),
      do: sendStray('{}'),
    },
  ]),
]
