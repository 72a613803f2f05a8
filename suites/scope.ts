import type { RequestSpec, ScopeList } from '../engine/model/request.ts'
import type { Encoding, StatusPattern } from '../engine/model/requirement.ts'
import { operation } from '../schemas/load.ts'
import { scopesAtOnce, scopesInTurn } from './sequences/scopes-in-turn.ts'
import { accepted, statuses } from './write/expectations.ts'
import { acceptedVariants, askingDismiss, bodiless, otherReasons, query } from './write/requests.ts'
import { area, inVariants, type ProbeRow, requirement, seenLater, sequences } from './write/rows.ts'
import { grants, INITIATE, RECEIVE, scoped } from './write/scopes.ts'

/** The inputs under which a scope decision could differ. */
const INPUTS: Readonly<Record<'json' | 'xml' | 'query', RequestSpec>> = {
  json: askingDismiss('json', 'Conflict'),
  xml: askingDismiss('xml', 'Conflict'),
  query: query('Conflict'),
}

/** Query input is no MUST (S-25): what else it meets says nothing of the scope (S-61). */
const SPEAKS_OF_SCOPE: readonly StatusPattern[] = [204, 401, 403, 404]

/** All subsets, in the order of the schema. */
function subsets(names: ScopeList): readonly ScopeList[] {
  return Array.from({ length: 2 ** names.length }, (_, mask) =>
    names.filter((_name, bit) => mask & (1 << bit)),
  )
}

const ALL = subsets(operation.scopes.all)

const granting = ALL.filter(grants)
const powerless = ALL.filter(set => !grants(set))
const single = [[INITIATE], [RECEIVE]]

/** Short names in the order given: `contacts+initiate`, or `none`. */
function label(set: ScopeList): string {
  const initials: Readonly<Record<string, string>> = {
    'Contacts.ReadWrite': 'contacts',
    [INITIATE]: 'initiate',
    [RECEIVE]: 'receive',
    'Meetings.ReadWrite': 'meetings',
    'User.ReadWrite': 'user',
  }
  return set.map(name => initials[name] ?? name.replace(',', '-')).join('+') || 'none'
}

function rows(sets: readonly ScopeList[], prefix = ''): readonly ProbeRow[] {
  return (Object.entries(INPUTS) as [Encoding, RequestSpec][]).flatMap(([encoding, request]) =>
    sets.map(set => ({
      id: `${encoding}/${prefix}${label(set)}`,
      encoding,
      request: { ...request, token: scoped(set) },
      needs: ['scopedTokens'] as const,
    })),
  )
}

/** Rows that have to be accepted. */
function granted(sets: readonly ScopeList[], prefix = ''): readonly ProbeRow[] {
  return rows(sets, prefix).map(row => (row.encoding === 'query' ? { ...row, only: SPEAKS_OF_SCOPE } : row))
}

/** Each pair in the order that the subsets do not have. */
const reversedPairs: readonly ScopeList[] = operation.scopes.all.flatMap((later, index) =>
  operation.scopes.all.slice(0, index).map(earlier => [later, earlier]),
)

/** Orders in which the deciding scope comes first, in the middle or last. */
const orders: readonly ScopeList[] = [
  ...reversedPairs.filter(grants),
  [...operation.scopes.all].reverse(),
  [INITIATE, 'User.ReadWrite', 'Contacts.ReadWrite'],
  ['User.ReadWrite', 'Meetings.ReadWrite', RECEIVE],
  ['Meetings.ReadWrite', RECEIVE, 'Contacts.ReadWrite'],
  ['User.ReadWrite', 'Meetings.ReadWrite', 'Contacts.ReadWrite', INITIATE],
]

/** A scope that no page names beside one that grants, and one that grants twice. */
const GRANTING_SHAPES: readonly ScopeList[] = [
  [INITIATE, 'Unknown.Scope'],
  ['Unknown.Scope', RECEIVE],
  [RECEIVE, RECEIVE],
]

const powerlessOrders: readonly ScopeList[] = [
  ...reversedPairs.filter(pair => !grants(pair)),
  ['User.ReadWrite', 'Meetings.ReadWrite', 'Contacts.ReadWrite'],
]

/** Names that hold, begin, or are begun by one that grants. */
const NEAR_MISSES: readonly ScopeList[] = [
  ['Conversations.InitiateX'],
  ['XConversations.Initiate'],
  ['Conversations.Initiat'],
  ['Conversations.Initiate.All'],
  ['Conversations.ReceiveOnly'],
  ['Conversations.Recei'],
  ['My.Conversations.Receive'],
  ['Conversations'],
  ['Conversations.'],
  ['Initiate'],
  ['Receive'],
  ['Conversations_Initiate'],
  ['Conversations.*'],
  ['Conversations.Initiate,Conversations.Receive'],
  ['Contacts.ReadWrite', 'Conversations.ReceiveX'],
  ['Conversations.Initiat', 'e'],
]

const OTHER_CASE: readonly ScopeList[] = [
  ['conversations.initiate'],
  ['CONVERSATIONS.RECEIVE'],
  ['Conversations.receive'],
  ['Conversations.initiate'],
  ['conversations.receive'],
  ['CONVERSATIONS.INITIATE'],
]

const SCOPED = { needs: ['scopedTokens'] } as const

/** The same powerless token with requests that take another way through a server. */
const powerlessOtherwise: readonly ProbeRow[] = [
  ...inVariants('contacts', scoped(['Contacts.ReadWrite']), SCOPED),
  ...inVariants('contacts', scoped(['Contacts.ReadWrite']), SCOPED, otherReasons),
  {
    ...SCOPED,
    id: 'none/contacts/no-body',
    encoding: 'none',
    request: { ...bodiless, token: scoped(['Contacts.ReadWrite']) },
  },
]

/** One scope that suffices, with those of them that have to be accepted. */
const grantedOtherwise = single.flatMap(scopes =>
  inVariants(label(scopes), scoped(scopes), SCOPED, acceptedVariants),
)

const refused = statuses(401, 403, 404)

export const scope = area('scope', 'Scopes are enforced, whole and alone', [
  requirement({
    id: 'DIS-SCOPE-01',
    level: 'MUST',
    title: 'accepts a token with exactly one of the two scopes',
    statement: 'Conversations.Initiate alone is enough, and so is Conversations.Receive.',
    sources: ['S-62', 'F-67'],
    allowed: accepted,
    probes: [...granted(single), ...grantedOtherwise],
  }),
  requirement({
    id: 'DIS-SCOPE-02',
    level: 'MUST',
    title: 'accepts any set and order of scopes that holds one of the two',
    statement: 'At least one of the two is needed; further scopes and their order change nothing.',
    sources: ['F-67', 'R-06', 'F-66'],
    allowed: accepted,
    probes: [
      ...granted(granting.filter(set => set.length > 1)),
      ...granted(orders, 'order/'),
      ...granted(GRANTING_SHAPES, 'shape/'),
    ],
  }),
  requirement({
    id: 'DIS-SCOPE-03',
    level: 'MUST',
    title: 'does not accept a token with neither scope',
    statement: 'The user must have at least one of the two scopes for the operation to be allowed.',
    sources: ['S-61', 'F-67'],
    allowed: statuses('not-2xx'),
    probes: [
      ...rows(powerless),
      ...rows(powerlessOrders, 'order/'),
      ...powerlessOtherwise,
      ...rows([[]]).map(seenLater),
    ],
  }),
  requirement({
    id: 'DIS-SCOPE-04',
    level: 'SHOULD',
    title: 'refuses a token with neither scope with 401, 403 or 404',
    statement: 'The status of that refusal is not written down; three have a reading.',
    sources: ['S-61', 'F-69'],
    allowed: refused,
    unless: ['2xx'],
    probes: [
      ...rows(powerless),
      ...inVariants('contacts', scoped(['Contacts.ReadWrite']), SCOPED, acceptedVariants),
    ],
  }),
  requirement({
    id: 'DIS-SCOPE-05',
    level: 'MUST',
    title: 'compares scope names whole',
    statement: 'A name that merely contains, begins or extends one of the two grants nothing.',
    sources: ['R-06'],
    allowed: statuses('not-2xx'),
    probes: rows(NEAR_MISSES, 'near/'),
  }),
  requirement({
    id: 'DIS-SCOPE-06',
    level: 'SHOULD',
    title: 'compares scope names with their letter case',
    statement: 'Scope values are case-sensitive.',
    sources: ['R-06'],
    allowed: statuses('not-2xx'),
    probes: rows(OTHER_CASE, 'case/'),
  }),
  sequences({
    id: 'DIS-SCOPE-07',
    level: 'MUST',
    title: 'decides by the token of each request on a connection and a link',
    statement: 'Tokens in turn on one connection or link are judged each by its own scopes.',
    sources: ['F-67', 'F-13', 'R-06'],
    rows: scopesInTurn,
  }),
  sequences({
    id: 'DIS-SCOPE-08',
    level: 'MUST',
    title: 'keeps concurrent requests apart',
    statement: 'Requests with different tokens at the same moment are judged each by its own scopes.',
    sources: ['F-67', 'F-13', 'R-06'],
    rows: scopesAtOnce,
  }),
])
