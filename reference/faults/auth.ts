import { page } from '../answers.ts'
import type { Change } from '../call.ts'
import {
  editReply,
  locateById,
  pretendToken,
  refuse,
  refuseInstead,
  removeHeader,
  useTokenOfConnection,
  withoutHeader,
} from '../changes.ts'
import {
  all,
  answers,
  emptyToken,
  expiredToken,
  garbageToken,
  inQuery,
  not,
  otherScheme,
  otherUser,
  reused,
  scheme,
  truncatedToken,
  unauthenticated,
  xml,
} from '../conditions.ts'
import { challenges } from '../stages/authenticate.ts'
import { breaking } from './breaking.ts'

const challengeOnly = (pattern: RegExp): Change =>
  editReply((reply, call) => {
    if (reply.status !== 401) return
    removeHeader(reply, 'WWW-Authenticate')
    reply.headers.push(...challenges(call).filter(([, value]) => pattern.test(value)))
  })

export const auth = [
  ...breaking('MUST', 'DIS-AUTH-01', [
    {
      id: 'no-token-accepted',
      says: 'Demands no token.',
      shows: 'JSON {} without Authorization',
      at: 'authenticate',
      when: unauthenticated,
      do: pretendToken,
    },
    {
      id: 'no-token-accepted-for-xml',
      says: 'Demands no token where the input is XML.',
      shows: 'XML <input/> without Authorization',
      at: 'authenticate',
      when: all(xml, unauthenticated),
      do: pretendToken,
    },
    {
      id: 'no-token-accepted-with-query',
      says: 'Demands no token where the reason stands in the query.',
      shows: 'POST ?reason=Unknown without Authorization',
      at: 'authenticate',
      when: all(inQuery, unauthenticated),
      do: pretendToken,
    },
    {
      id: 'no-token-is-403',
      says: 'Answers 403 where no token is sent.',
      shows: 'JSON {} without Authorization',
      at: 'authenticate',
      when: unauthenticated,
      do: refuse(403),
    },
    {
      id: 'no-token-is-404',
      says: 'Answers 404 where no token is sent.',
      shows: 'JSON {} without Authorization',
      at: 'authenticate',
      when: unauthenticated,
      do: refuse(404),
    },
    {
      id: 'no-token-fails',
      says: 'Answers 500 where no token is sent.',
      shows: 'JSON {} without Authorization',
      at: 'authenticate',
      when: unauthenticated,
      do: refuse(500),
    },
    {
      id: 'no-token-redirects-to-login',
      says: 'Redirects to a page for signing in where no token is sent.',
      shows: 'JSON {} without Authorization',
      at: 'authenticate',
      when: unauthenticated,
      do: () => page(302, 'Sign in', [['Location', '/login']]),
    },
  ]),
  ...breaking('MUST', 'DIS-AUTH-02', [
    {
      id: 'challenge-missing',
      says: 'Sends 401 without WWW-Authenticate.',
      shows: 'JSON {} without Authorization',
      at: 'answer',
      when: answers(401),
      do: withoutHeader('WWW-Authenticate'),
    },
    {
      id: 'challenge-missing-for-xml',
      says: 'Sends 401 without WWW-Authenticate where the input is XML.',
      shows: 'XML <input/> without Authorization',
      at: 'answer',
      when: all(xml, answers(401)),
      do: withoutHeader('WWW-Authenticate'),
    },
  ]),
  ...breaking('SHOULD', 'DIS-AUTH-03', [
    {
      id: 'challenge-without-msrtcoauth',
      says: 'Challenges with Bearer only.',
      shows: 'JSON {} without Authorization',
      at: 'answer',
      do: challengeOnly(/^Bearer/),
    },
    {
      id: 'challenge-is-basic',
      says: 'Challenges with Basic only.',
      shows: 'JSON {} without Authorization',
      at: 'answer',
      when: answers(401),
      do: editReply(reply => {
        removeHeader(reply, 'WWW-Authenticate')
        reply.headers.push(['WWW-Authenticate', 'Basic realm="reference"'])
      }),
    },
  ]),
  ...breaking('MUST', 'DIS-AUTH-04', [
    {
      id: 'garbage-token-accepted',
      says: 'Accepts any token.',
      shows: 'Authorization: Bearer garbage',
      at: 'authenticate',
      when: garbageToken,
      do: pretendToken,
    },
    {
      id: 'empty-token-accepted',
      says: 'Accepts Bearer without a token.',
      shows: 'Authorization: Bearer',
      at: 'authenticate',
      when: emptyToken,
      do: pretendToken,
    },
    {
      id: 'truncated-token-accepted',
      says: 'Compares as much of a token as was sent.',
      shows: 'the first half of a valid token',
      at: 'authenticate',
      when: truncatedToken,
      do: pretendToken,
    },
    {
      id: 'expired-token-accepted',
      says: 'Does not look at the expiry of a token.',
      shows: 'an expired token',
      at: 'authenticate',
      when: expiredToken,
      do: pretendToken,
    },
    {
      id: 'expired-token-accepted-for-xml',
      says: 'Does not look at the expiry of a token where the input is XML.',
      shows: 'an expired token with XML <input/>',
      at: 'authenticate',
      when: all(xml, expiredToken),
      do: pretendToken,
    },
    {
      id: 'other-scheme-accepted',
      says: 'Accepts a token under any scheme.',
      shows: 'Authorization: Basic <token>',
      at: 'authenticate',
      when: otherScheme,
      do: pretendToken,
    },
  ]),
  ...breaking('SHOULD', 'DIS-AUTH-05', [
    {
      id: 'garbage-token-fails',
      says: 'Answers 500 to a token that it cannot read.',
      shows: 'Authorization: Bearer garbage',
      at: 'authenticate',
      when: garbageToken,
      do: refuseInstead(500),
    },
    {
      id: 'garbage-token-is-400',
      says: 'Answers 400 to a token that it cannot read.',
      shows: 'Authorization: Bearer garbage',
      at: 'authenticate',
      when: garbageToken,
      do: refuseInstead(400),
    },
    {
      id: 'expired-token-is-400',
      says: 'Answers 400 to an expired token.',
      shows: 'an expired token',
      at: 'authenticate',
      when: expiredToken,
      do: refuseInstead(400),
    },
    {
      id: 'empty-token-is-400',
      says: 'Answers 400 to Bearer without a token.',
      shows: 'Authorization: Bearer',
      at: 'authenticate',
      when: emptyToken,
      do: refuseInstead(400),
    },
    {
      id: 'other-scheme-fails',
      says: 'Answers 500 to a scheme other than Bearer.',
      shows: 'Authorization: Basic <token>',
      at: 'authenticate',
      when: otherScheme,
      do: refuseInstead(500),
    },
    {
      id: 'truncated-token-is-404',
      says: 'Answers 404 to a truncated token.',
      shows: 'the first half of a valid token',
      at: 'authenticate',
      when: truncatedToken,
      do: refuseInstead(404),
    },
  ]),
  ...breaking('MUST', 'DIS-AUTH-06', [
    {
      id: 'other-user-accepted',
      says: "Lets any user dismiss anyone's renegotiation.",
      shows: "another user's token",
      at: 'locate',
      when: otherUser,
      do: locateById,
    },
    {
      id: 'other-user-accepted-for-xml',
      says: "Lets any user dismiss anyone's renegotiation where the input is XML.",
      shows: "another user's token with XML <input/>",
      at: 'locate',
      when: all(xml, otherUser),
      do: locateById,
    },
    {
      id: 'other-user-is-204-without-effect',
      says: "Answers 204 to another user's dismiss and does nothing.",
      shows: "another user's token",
      at: 'locate',
      when: otherUser,
      do: () => ({ status: 204 }),
    },
  ]),
  ...breaking('SHOULD', 'DIS-AUTH-07', [
    {
      id: 'other-user-is-409',
      says: 'Answers 409 to the token of another user.',
      shows: "another user's token",
      at: 'locate',
      when: otherUser,
      do: refuse(409),
    },
    {
      id: 'other-user-fails',
      says: 'Answers 500 to the token of another user.',
      shows: "another user's token",
      at: 'locate',
      when: otherUser,
      do: refuse(500),
    },
  ]),
  ...breaking('SHOULD', 'DIS-AUTH-08', [
    {
      id: 'scheme-in-lower-case-refused',
      says: 'Refuses the scheme bearer in lower case.',
      shows: 'Authorization: bearer <token>',
      at: 'authenticate',
      when: scheme('bearer'),
      do: call => page(401, 'Unauthorized', challenges(call)),
    },
    {
      id: 'scheme-compared-letter-for-letter',
      says: 'Knows the scheme as Bearer only.',
      shows: 'Authorization: BEARER <token>',
      at: 'authenticate',
      when: all(not(unauthenticated), not(scheme('Bearer'))),
      do: call => page(401, 'Unauthorized', challenges(call)),
    },
  ]),
  ...breaking('MUST', 'DIS-AUTH-10', [
    {
      id: 'token-remembered-by-connection',
      says: 'Authenticates connections, not requests.',
      shows: 'a request without token after an accepted one on the same connection',
      at: 'authenticate',
      when: all(reused, unauthenticated),
      do: useTokenOfConnection,
    },
  ]),
]
