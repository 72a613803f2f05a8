import { page } from '../answers.ts'
import { give, ifRefused, prepare, refuse, refuseInstead, refuseWithPage } from '../changes.ts'
import {
  all,
  answers,
  any,
  dismissedBefore,
  expiredToken,
  garbageToken,
  header,
  method,
  not,
  onRenegotiation,
  otherUser,
  unknownApplication,
  unknownRenegotiation,
} from '../conditions.ts'
import type { Quirk } from '../peculiarity.ts'
import { challenges } from '../stages/authenticate.ts'

export const stateOutcomes: readonly Quirk[] = [
  // S-40 … S-50: state
  {
    id: 'second-dismiss-is-204',
    says: 'Answers 204 to a second dismiss (S-40).',
    shows: 'the same dismiss twice',
    // A control is accepted on a dead link too.
    hides: ['DIS-EFFECT-01', 'DIS-EFFECT-02', 'DIS-EFFECT-03', 'DIS-RESOURCE-07'],
    hooks: [
      {
        at: 'locate',
        when: all(dismissedBefore, method('POST'), not(otherUser)),
        do: give({ status: 204 }),
      },
    ],
  },
  {
    id: 'second-dismiss-is-409',
    says: 'Answers 409 to a second dismiss (S-40).',
    shows: 'the same dismiss twice',
    hooks: [{ at: 'locate', when: dismissedBefore, do: refuse(409) }],
  },
  {
    id: 'second-dismiss-is-410',
    says: 'Answers 410 to a second dismiss (S-40).',
    shows: 'the same dismiss twice',
    hooks: [{ at: 'locate', when: dismissedBefore, do: refuse(410) }],
  },
  {
    id: 'renegotiation-cannot-be-fetched',
    says: 'Answers 404 to GET on the renegotiation (S-50).',
    shows: 'GET on the renegotiation',
    hooks: [{ at: 'method', when: all(onRenegotiation, method('GET')), do: refuse(404) }],
  },
  {
    id: 'links-expire-after-10-s',
    says: 'Closes offers that nobody took up for ten seconds (S-51).',
    shows: 'JSON {} on a link eleven seconds old',
    hooks: [
      {
        at: 'version',
        when: call => Date.now() - (call.link?.createdAt ?? Number.POSITIVE_INFINITY) > 10_000,
        do: refuse(404),
      },
    ],
  },
  {
    id: 'unknown-application-is-410',
    says: 'Answers 410 for an unknown application (S-44).',
    shows: 'a path with an unknown application',
    warns: ['DIS-RESOURCE-02'],
    hooks: [
      { at: 'locate', when: unknownApplication, do: refuse(410, { subcode: 'InactiveApplicationExpired' }) },
    ],
  },
  {
    id: 'unknown-renegotiation-is-410',
    says: 'Answers 410 for an unknown renegotiation (S-45).',
    shows: 'a path with an unknown renegotiation',
    warns: ['DIS-RESOURCE-04'],
    hooks: [{ at: 'locate', when: unknownRenegotiation, do: refuse(410) }],
  },
  // S-58 … S-61: identity
  {
    id: 'bad-token-is-403',
    says: 'Answers 403 to a token that is no good (S-58).',
    shows: 'Authorization: Bearer garbage',
    hooks: [{ at: 'authenticate', when: any(garbageToken, expiredToken), do: refuseInstead(403) }],
  },
  {
    id: 'other-user-is-403',
    says: 'Answers 403 to the token of another user (S-60).',
    shows: "another user's token",
    hooks: [{ at: 'locate', when: otherUser, do: refuse(403) }],
  },
  {
    id: 'other-user-is-401',
    says: 'Answers 401 to the token of another user (S-60).',
    shows: "another user's token",
    hooks: [{ at: 'locate', when: otherUser, do: call => page(401, 'Unauthorized', challenges(call)) }],
  },
  {
    id: 'scope-missing-is-401',
    says: 'Answers 401 where no conversation scope is held (S-61).',
    shows: 'a token with Contacts.ReadWrite only',
    hooks: [{ at: 'authorize', do: ifRefused(call => page(401, 'Unauthorized', challenges(call))) }],
    hides: ['DIS-WIRE-04'],
  },
  {
    id: 'scope-missing-is-404',
    says: 'Answers 404 where no conversation scope is held (S-61).',
    shows: 'a token with Contacts.ReadWrite only',
    hooks: [{ at: 'authorize', do: refuseInstead(404) }],
    hides: ['DIS-WIRE-04'],
  },
  {
    id: '401-is-json',
    says: 'Sends 401 with a JSON or XML body of its own (S-55).',
    shows: 'JSON {} without Authorization',
    hooks: [
      {
        at: 'answer',
        when: answers(401),
        do: prepare(call => {
          const { status, headers = [] } = call.answer ?? { status: 401 }
          call.answer = {
            status,
            headers,
            error: { code: 'Unauthorized', message: 'No valid token was sent.' },
          }
        }),
      },
    ],
  },
  // S-85 … S-88: methods
  {
    id: 'other-methods-are-404',
    says: 'Answers 404 to methods other than POST (S-85).',
    shows: 'GET',
    hooks: [
      {
        at: 'method',
        when: all(not(onRenegotiation), method('GET', 'DELETE', 'PUT', 'PATCH')),
        do: refuse(404),
      },
    ],
  },
  {
    id: 'put-is-428',
    says: 'Answers 428 to PUT without If-Match (S-86).',
    shows: 'PUT JSON {"reason":"Unknown"}',
    hooks: [{ at: 'method', when: method('PUT'), do: refuse(428) }],
  },
  {
    id: 'patch-is-501',
    says: 'Answers 501 to PATCH (S-88).',
    shows: 'PATCH JSON {"reason":"Unknown"}',
    hooks: [{ at: 'method', when: method('PATCH'), do: refuseWithPage(501, 'Not Implemented') }],
  },
  {
    id: 'options-answered-by-a-proxy',
    says: 'A proxy answers OPTIONS and TRACE itself (S-87).',
    shows: 'OPTIONS',
    hooks: [
      {
        at: 'authenticate',
        when: method('OPTIONS', 'TRACE'),
        do: give({
          status: 200,
          by: 'intermediary',
          headers: [
            ['Allow', 'GET, POST, OPTIONS'],
            ['Via', '1.1 proxy'],
            ['Content-Length', '0'],
          ],
        }),
      },
    ],
  },
  {
    id: 'errors-in-json-unless-accepted',
    says: 'Writes errors in JSON where no Accept is sent, even to XML (S-37).',
    shows: 'XML <input without Accept',
    hooks: [
      {
        at: 'answer',
        when: not(header('accept')),
        do: prepare(call => {
          call.request.headers.accept = 'application/json'
        }),
      },
    ],
  },
]
