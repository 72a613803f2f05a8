import { setTimeout } from 'node:timers/promises'
import { operation } from '../../schemas/load.ts'
import type { Change } from '../call.ts'
import { letPass, passAfterOther, passSecondTime, refuse, refuseInstead } from '../changes.ts'
import {
  after,
  all,
  bodyHas,
  bodyOver,
  header,
  inQuery,
  not,
  reused,
  scopes,
  typed,
  xml,
} from '../conditions.ts'
import { breaking } from './breaking.ts'

const INITIATE = 'Conversations.Initiate'
const RECEIVE = 'Conversations.Receive'

const sufficient = (scope: string | undefined): boolean => scope === INITIATE || scope === RECEIVE
const holdsNone = scopes(list => !list.some(sufficient))
const forbidden = refuse(403)

/** Grants where one scope of the token satisfies the test. */
const grantWhere = (test: (scope: string) => boolean) => ({
  at: 'authorize' as const,
  when: scopes(list => list.some(test)),
  do: letPass,
})

/** Refuses where the list of scopes satisfies the test. */
const refuseWhere = (test: (list: readonly string[]) => boolean) => ({
  at: 'authorize' as const,
  when: scopes(test),
  do: forbidden,
})

/** Fewer than all five, which is what every control carries. */
const some = (list: readonly string[]): boolean => list.length < operation.scopes.all.length

/** Goes on with the token of the connection's first request. */
const keepFirstToken: Change = (call, proceed) => {
  call.token = call.connection.token ?? call.token
  return proceed()
}

/** Longer than two requests sent together lie apart. */
const OVERLAP_MS = 25

/** Goes on with the token of whichever request came last. */
const leakToken: Change = async (call, proceed) => {
  call.shared.token = call.token
  await setTimeout(OVERLAP_MS)
  call.token = call.shared.token
  return proceed()
}

export const scope = [
  ...breaking('MUST', 'DIS-SCOPE-01', [
    {
      id: 'scope-both-required',
      says: 'Demands both conversation scopes.',
      shows: 'a token with Conversations.Initiate only',
      ...refuseWhere(list => !(list.includes(INITIATE) && list.includes(RECEIVE))),
    },
    {
      id: 'scope-receive-refused',
      says: 'Knows Conversations.Initiate only.',
      shows: 'a token with Conversations.Receive only',
      ...refuseWhere(list => !list.includes(INITIATE)),
    },
    {
      id: 'scope-initiate-refused',
      says: 'Knows Conversations.Receive only.',
      shows: 'a token with Conversations.Initiate only',
      ...refuseWhere(list => !list.includes(RECEIVE)),
    },
    {
      id: 'scope-all-five-required',
      says: 'Demands all five scopes.',
      shows: 'a token with Conversations.Initiate only',
      ...refuseWhere(list => operation.scopes.all.some(known => !list.includes(known))),
    },
    {
      id: 'scope-receive-refused-for-xml',
      says: 'Knows Conversations.Initiate only, where the input is XML.',
      shows: 'a token with Conversations.Receive only, with XML <input/>',
      at: 'authorize',
      when: all(
        xml,
        scopes(list => !list.includes(INITIATE)),
      ),
      do: forbidden,
    },
  ]),
  ...breaking('MUST', 'DIS-SCOPE-02', [
    {
      id: 'scope-pair-refused-in-one-order',
      says: 'Does not know a pair of scopes in one of its orders.',
      shows: 'a token with Conversations.Initiate Contacts.ReadWrite',
      ...refuseWhere(list => list.join(' ') === `${INITIATE} Contacts.ReadWrite`),
    },
    {
      id: 'scope-first-of-list-only',
      says: 'Looks at the first scope of a token only, unless there are all five.',
      shows: 'a token with Contacts.ReadWrite Conversations.Receive',
      ...refuseWhere(list => some(list) && !sufficient(list[0])),
    },
    {
      id: 'scope-last-of-list-only',
      says: 'Looks at the last scope of a token only, unless there are all five.',
      shows: 'a token with Conversations.Receive User.ReadWrite',
      ...refuseWhere(list => some(list) && !sufficient(list.at(-1))),
    },
    {
      id: 'scope-first-two-of-list-only',
      says: 'Looks at the first two scopes of a token only, unless there are all five.',
      shows: 'a token with Contacts.ReadWrite Meetings.ReadWrite Conversations.Receive',
      ...refuseWhere(list => some(list) && !list.slice(0, 2).some(sufficient)),
    },
    {
      id: 'scope-both-together-refused',
      says: 'Takes the two conversation scopes for exclusive, unless there are all five.',
      shows: 'a token with both conversation scopes',
      ...refuseWhere(list => some(list) && list.includes(INITIATE) && list.includes(RECEIVE)),
    },
    {
      id: 'scope-single-only',
      says: 'Compares the whole list of scopes with one name, unless there are all five.',
      shows: 'a token with Conversations.Initiate User.ReadWrite',
      ...refuseWhere(list => some(list) && list.length !== 1),
    },
    {
      id: 'scope-order-matters',
      says: 'Demands that Conversations.Initiate precedes Conversations.Receive.',
      shows: 'a token with Conversations.Receive Conversations.Initiate',
      ...refuseWhere(list => list.includes(RECEIVE) && list.indexOf(RECEIVE) < list.indexOf(INITIATE)),
    },
    {
      id: 'scope-user-scope-spoils',
      says: 'Refuses tokens that carry User.ReadWrite as well, unless there are all five.',
      shows: 'a token with Conversations.Initiate User.ReadWrite',
      ...refuseWhere(list => some(list) && list.includes('User.ReadWrite')),
    },
    {
      id: 'scope-first-of-list-only-for-xml',
      says: 'Looks at the first scope of a token only where the input is XML, unless there are all five.',
      shows: 'a token with Contacts.ReadWrite Conversations.Receive, with XML <input/>',
      at: 'authorize',
      when: all(
        xml,
        scopes(list => some(list) && !sufficient(list[0])),
      ),
      do: forbidden,
    },
  ]),
  ...breaking('MUST', 'DIS-SCOPE-03', [
    {
      id: 'scope-not-asked-for-one-reason',
      says: 'Looks at no scope where the reason is IPv6NotSupported.',
      shows: 'JSON {"reason":"IPv6NotSupported"} with a token with Contacts.ReadWrite only',
      at: 'authorize',
      when: bodyHas(/IPv6NotSupported/),
      do: letPass,
    },
    {
      id: 'scopes-not-enforced',
      says: 'Looks at no scope.',
      shows: 'a token with Contacts.ReadWrite only',
      at: 'authorize',
      do: letPass,
    },
    {
      id: 'scopes-not-enforced-for-xml',
      says: 'Looks at no scope where the input is XML.',
      shows: 'a token with Contacts.ReadWrite only, with XML <input/>',
      at: 'authorize',
      when: xml,
      do: letPass,
    },
    {
      id: 'scopes-not-enforced-for-vendor-types',
      says: 'Looks at no scope where the media type is a vendor one.',
      shows: 'a token with Contacts.ReadWrite only, with application/vnd.microsoft.com.ucwa+json {}',
      at: 'authorize',
      when: typed(/vnd\./),
      do: letPass,
    },
    {
      id: 'scopes-not-enforced-without-a-reason',
      says: 'Looks at no scope where the body is shorter than any with a reason.',
      shows: 'a token with Contacts.ReadWrite only, with JSON {}',
      at: 'authorize',
      when: not(bodyHas(/reason/)),
      do: letPass,
    },
    {
      id: 'scopes-not-enforced-with-query',
      says: 'Looks at no scope where the reason stands in the query.',
      shows: 'a token with Contacts.ReadWrite only, POST ?reason=Unknown',
      at: 'authorize',
      when: inQuery,
      do: letPass,
    },
    {
      id: 'scope-meetings-suffices',
      says: 'Accepts Meetings.ReadWrite in place of a conversation scope.',
      shows: 'a token with Meetings.ReadWrite only',
      ...grantWhere(held => held === 'Meetings.ReadWrite'),
    },
    {
      id: 'scope-none-suffices',
      says: 'Takes a token without scopes for one with all of them.',
      shows: 'a token without scopes',
      at: 'authorize',
      when: scopes(list => list.length === 0),
      do: letPass,
    },
    {
      id: 'scope-three-others-suffice',
      says: 'Counts scopes: three of any kind are enough.',
      shows: 'a token with Contacts.ReadWrite Meetings.ReadWrite User.ReadWrite',
      at: 'authorize',
      when: scopes(list => list.length >= 3),
      do: letPass,
    },
    {
      id: 'scope-not-checked-for-large-bodies',
      says: 'Does not look at the scopes where a body has more than 4 KiB.',
      shows: 'a token with Contacts.ReadWrite only, with JSON of 8,000 bytes',
      at: 'authorize',
      when: bodyOver(4096),
      do: letPass,
    },
    {
      id: 'scope-not-checked-beside-a-version',
      says: 'Does not look at the scopes where a version is demanded.',
      shows: 'a token with Contacts.ReadWrite only, with X-MS-RequiresMinResourceVersion: 1',
      at: 'authorize',
      when: header('x-ms-requiresminresourceversion'),
      do: letPass,
    },
  ]),
  ...breaking('SHOULD', 'DIS-SCOPE-04', [
    {
      id: 'scope-missing-fails',
      says: 'Answers 500 where no conversation scope is held.',
      shows: 'a token with Contacts.ReadWrite only',
      at: 'authorize',
      when: holdsNone,
      do: refuseInstead(500),
    },
    {
      id: 'scope-missing-is-400',
      says: 'Answers 400 where no conversation scope is held.',
      shows: 'a token with Contacts.ReadWrite only',
      at: 'authorize',
      when: holdsNone,
      do: refuseInstead(400),
    },
    {
      id: 'scope-missing-is-409-for-xml',
      says: 'Answers 409 where no conversation scope is held and the input is XML.',
      shows: 'a token with Contacts.ReadWrite only, with XML <input/>',
      at: 'authorize',
      when: all(xml, holdsNone),
      do: refuseInstead(409),
    },
  ]),
  ...breaking('MUST', 'DIS-SCOPE-05', [
    {
      id: 'scope-substring-grants',
      says: 'Searches the text of the scopes for the name.',
      shows: 'a token with XConversations.InitiateX only',
      ...grantWhere(held => held.includes(INITIATE) || held.includes(RECEIVE)),
    },
    {
      id: 'scope-list-split-at-commas',
      says: 'Splits the scopes at commas too.',
      shows: 'a token with the one scope Conversations.Initiate,Conversations.Receive',
      ...grantWhere(held => held.split(',').some(sufficient)),
    },
    {
      id: 'scope-longer-name-grants',
      says: 'Grants where a scope begins with a sufficient one.',
      shows: 'a token with Conversations.InitiateAll only',
      ...grantWhere(held => held.startsWith(INITIATE) || held.startsWith(RECEIVE)),
    },
    {
      id: 'scope-name-with-front-grants',
      says: 'Grants where a scope ends with a sufficient one.',
      shows: 'a token with My.Conversations.Receive only',
      ...grantWhere(held => held.endsWith(INITIATE) || held.endsWith(RECEIVE)),
    },
    {
      id: 'scope-shorter-name-grants',
      says: 'Grants where a sufficient scope begins with the scope held.',
      shows: 'a token with Conversations only',
      ...grantWhere(held => held !== '' && (INITIATE.startsWith(held) || RECEIVE.startsWith(held))),
    },
    {
      id: 'scope-resource-part-grants',
      says: 'Compares the part in front of the dot only.',
      shows: 'a token with Conversations.Read only',
      ...grantWhere(held => held.split('.')[0] === 'Conversations'),
    },
  ]),
  ...breaking('SHOULD', 'DIS-SCOPE-06', [
    {
      id: 'scope-letter-case-ignored',
      says: 'Compares scopes without regard to letter case.',
      shows: 'a token with conversations.initiate only',
      ...grantWhere(held => [INITIATE, RECEIVE].some(name => name.toLowerCase() === held.toLowerCase())),
    },
    {
      id: 'scope-lower-case-grants',
      says: 'Grants for the names in lower case too.',
      shows: 'a token with conversations.receive only',
      ...grantWhere(held => held === INITIATE.toLowerCase() || held === RECEIVE.toLowerCase()),
    },
  ]),
  ...breaking('MUST', 'DIS-SCOPE-07', [
    {
      id: 'scope-granted-after-a-refusal',
      says: 'Looks at no scope behind malformed input on the same connection.',
      shows: 'JSON {, then a token with Contacts.ReadWrite only on the same connection',
      at: 'authorize',
      when: all(reused, after(400)),
      do: letPass,
    },
    {
      id: 'scopes-remembered-by-connection',
      says: 'Reads the token of a connection once.',
      shows: 'two tokens in turn on one connection, the first with and the second without the scope',
      at: 'authorize',
      when: reused,
      do: keepFirstToken,
    },
    {
      id: 'scopes-granted-once-per-connection',
      says: 'Looks at no scope on a connection that was granted before.',
      shows: 'two tokens in turn on one connection, the first with and the second without the scope',
      at: 'authorize',
      when: all(reused, call => call.connection.token?.scopes.some(sufficient) === true),
      do: letPass,
    },
    {
      id: 'scopes-granted-once-per-link',
      says: 'Looks at no scope on a link where one was granted before.',
      shows: 'malformed input with the scope, then a valid dismiss without it, on one link',
      at: 'authorize',
      do: passAfterOther,
    },
    {
      id: 'scopes-refused-once-per-link',
      says: 'Looks at no scope on a link that was refused before.',
      shows: 'a request without the scope, twice on one link',
      at: 'authorize',
      do: passSecondTime,
    },
    {
      id: 'scopes-refused-once-per-connection',
      says: 'Refuses all that follows on a connection that was refused before.',
      shows: 'two tokens in turn on one connection, the first without and the second with the scope',
      at: 'authorize',
      when: call => call.connection.lastStatus === 403,
      do: forbidden,
    },
  ]),
  ...breaking('MUST', 'DIS-SCOPE-08', [
    {
      id: 'scopes-leak-between-requests',
      says: 'Keeps the token in a variable that concurrent requests share.',
      shows: 'two tokens at once on two connections',
      at: 'authorize',
      do: leakToken,
    },
    {
      id: 'scopes-leak-between-xml-requests',
      says: 'Keeps the token in a variable that concurrent requests share, where the input is XML.',
      shows: 'two tokens at once on two connections, with XML <input/>',
      at: 'authorize',
      when: xml,
      do: leakToken,
    },
  ]),
]
