import type { RequestSpec, TokenSpec } from '../engine/model/request.ts'
import { operation } from '../schemas/load.ts'
import { challenges } from './checks/observed.ts'
import { challengesMissingToken, offersMsRtcOAuth, refusesInvalidToken } from './checks/token.ts'
import { tokensInTurn } from './sequences/tokens-in-turn.ts'
import { accepted, anything, statuses } from './write/expectations.ts'
import {
  acceptedVariants,
  askingDismiss,
  askingOtherwise,
  bodiless,
  dismiss,
  otherReasons,
  otherVariants,
  probe,
  query,
} from './write/requests.ts'
import {
  area,
  everyAnswer,
  inVariants,
  mirrored,
  named,
  type ProbeRow,
  requirement,
  seenLater,
  sequences,
} from './write/rows.ts'
import { TRUNCATED } from './write/texts.ts'

const NO_TOKEN: TokenSpec = { kind: 'none' }

function without(request: RequestSpec): RequestSpec {
  return { ...request, token: NO_TOKEN }
}

const anonymous: readonly ProbeRow[] = [
  ...mirrored(encoding => [
    { id: `${encoding}/no-token`, encoding, request: without(askingDismiss(encoding, 'Conflict')) },
    { id: `${encoding}/no-token-no-reason`, encoding, request: without(dismiss(encoding)) },
  ]),
  ...operation.reasons.map(
    (reason): ProbeRow => ({
      id: `json/no-token/${reason}`,
      encoding: 'json',
      request: without(dismiss('json', reason)),
    }),
  ),
  // Either may be refused for itself (S-11, S-25).
  { id: 'query/no-token', encoding: 'query', request: without(query('Conflict')), presumes: 'query' },
  { id: 'none/no-token', encoding: 'none', request: without(bodiless), presumes: 'bodiless' },
  ...inVariants('no-token', NO_TOKEN, {}, acceptedVariants),
  ...mirrored(
    (encoding): ProbeRow => ({
      id: `${encoding}/no-token/asking-otherwise`,
      encoding,
      request: without(askingOtherwise(encoding, 'Conflict')),
      presumes: 'otherAccept',
      unless: [406],
    }),
  ),
]

/** Malformed input may be refused before the token is looked at (S-27). */
const anonymousMalformed: readonly ProbeRow[] = mirrored(encoding => ({
  id: `${encoding}/no-token-malformed`,
  encoding,
  request: without(probe(encoding, TRUNCATED[encoding])),
}))

/**
 * Strings that nobody issued: the second one begins like a WebTicket (F-62), two are names that every object has in
 * some languages, and two are how such languages write that there is nothing.
 */
const GARBAGE = {
  word: 'garbage',
  'web-ticket-like': 'cwt=PHNhbWw6bm9ib2R5LWlzc3VlZC10aGlzLz4',
  'three-parts': 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.',
  quoted: '""',
  'member-name': 'constructor',
  'prototype-name': '__proto__',
  null: 'null',
  undefined: 'undefined',
}

const BAD_TOKENS: Readonly<Record<string, TokenSpec>> = {
  ...Object.fromEntries(
    Object.entries(GARBAGE).map(([name, value]): [string, TokenSpec] => [
      `garbage-${name}`,
      { kind: 'garbage', value },
    ]),
  ),
  truncated: { kind: 'truncated' },
  'truncated-by-one': { kind: 'truncated', by: 'character' },
  'letters-behind': { kind: 'altered', by: 'suffix' },
  'other-first-letter': { kind: 'altered', by: 'first letter' },
  'other-letter-in-the-middle': { kind: 'altered', by: 'middle letter' },
  'other-letter-case': { kind: 'altered', by: 'letter case' },
  empty: { kind: 'empty' },
  'scheme-basic': { kind: 'scheme', scheme: 'Basic' },
  'scheme-made-up': { kind: 'scheme', scheme: 'BearerX' },
  'scheme-digest': { kind: 'scheme', scheme: 'Digest' },
  'scheme-missing': { kind: 'scheme', scheme: '' },
}

const badTokens: readonly ProbeRow[] = [
  ...mirrored(encoding =>
    Object.entries(BAD_TOKENS).map(([name, token]) => ({
      id: `${encoding}/${name}`,
      encoding,
      request: { ...askingDismiss(encoding, 'Conflict'), token },
    })),
  ),
  ...mirrored(encoding => ({
    id: `${encoding}/expired`,
    encoding,
    request: { ...askingDismiss(encoding, 'Conflict'), token: { kind: 'expired' } as const },
    needs: ['expiredToken'] as const,
  })),
  ...(['expired', 'truncated', 'empty'] as const).map(
    (kind): ProbeRow => ({
      id: `query/${kind}`,
      encoding: 'query',
      request: { ...query('Conflict'), token: { kind } },
      ...(kind === 'expired' && { needs: ['expiredToken'] }),
    }),
  ),
]

const unauthorisedSeenLater: readonly ProbeRow[] = mirrored(encoding => {
  const request = askingDismiss(encoding, 'Conflict')
  const garbage: TokenSpec = { kind: 'garbage', value: GARBAGE.word }
  return [
    seenLater({ id: `${encoding}/no-token`, encoding, request: without(request) }),
    seenLater({ id: `${encoding}/garbage`, encoding, request: { ...request, token: garbage } }),
  ]
})

const otherUser: readonly ProbeRow[] = [
  ...mirrored(encoding => ({
    id: `${encoding}/other-user`,
    encoding,
    request: { ...askingDismiss(encoding, 'Conflict'), token: { kind: 'otherUser' } as const },
    needs: ['otherUser'] as const,
  })),
  {
    id: 'query/other-user',
    encoding: 'query',
    request: { ...query('Conflict'), token: { kind: 'otherUser' } },
    needs: ['otherUser'],
  },
]

export const auth = area('auth', 'Requests without a right token are refused', [
  requirement({
    id: 'DIS-AUTH-01',
    level: 'MUST',
    title: 'refuses a request without Authorization with 401',
    statement: 'An Authorization header is required on each request; without it the answer is 401.',
    sources: ['S-55', 'F-13', 'F-57'],
    allowed: statuses(401),
    probes: anonymous,
  }),
  everyAnswer({
    id: 'DIS-AUTH-02',
    level: 'MUST',
    title: 'challenges in that 401',
    statement: 'The 401 to a request without a token carries WWW-Authenticate, in whichever case.',
    sources: ['S-55', 'F-57', 'F-58', 'F-59'],
    everyAnswer: challengesMissingToken,
  }),
  requirement({
    id: 'DIS-AUTH-03',
    level: 'SHOULD',
    title: 'offers MsRtcOAuth on premises',
    statement: 'On premises, MsRtcOAuth is among the challenges, its href quoted or not.',
    sources: ['S-57', 'F-58', 'F-59', 'F-60'],
    allowed: anything,
    checks: [offersMsRtcOAuth],
    probes: mirrored(encoding => ({
      id: `${encoding}/no-token`,
      encoding,
      request: without(askingDismiss(encoding, 'Conflict')),
      needs: ['onPremises'],
    })),
  }),
  requirement({
    id: 'DIS-AUTH-04',
    level: 'MUST',
    title: 'does not accept a bad token',
    statement: 'A garbage, truncated, empty or expired token, or another scheme, does not dismiss anything.',
    sources: ['S-58', 'S-55', 'F-62', 'F-63'],
    allowed: statuses('not-2xx'),
    probes: [
      ...unauthorisedSeenLater,
      ...badTokens,
      ...inVariants('garbage', { kind: 'garbage', value: GARBAGE.word }),
      ...anonymousMalformed,
      ...inVariants('no-token', NO_TOKEN),
      ...inVariants('expired', { kind: 'expired' }, { needs: ['expiredToken'] }),
    ],
  }),
  requirement({
    id: 'DIS-AUTH-05',
    level: 'SHOULD',
    title: 'refuses a bad token with 401 or 403',
    statement: 'Only the request without a token is written down as 401; 403 passes.',
    sources: ['S-58', 'F-69'],
    allowed: statuses(401, 403),
    unless: ['2xx'],
    probes: [
      ...badTokens,
      ...inVariants('garbage', { kind: 'garbage', value: GARBAGE.word }, {}, acceptedVariants),
    ],
  }),
  requirement({
    id: 'DIS-AUTH-06',
    level: 'MUST',
    title: "does not accept another user's token",
    statement: 'A valid token of another user does not dismiss this renegotiation.',
    sources: ['S-60'],
    allowed: statuses('not-2xx'),
    probes: [
      ...otherUser,
      ...[otherVariants, otherReasons].flatMap(variants =>
        inVariants('other-user', { kind: 'otherUser' }, { needs: ['otherUser'] }, variants),
      ),
    ],
  }),
  requirement({
    id: 'DIS-AUTH-07',
    level: 'SHOULD',
    title: "refuses another user's token with 401, 403 or 404",
    statement: 'No page says which; all three have a reading.',
    sources: ['S-60'],
    allowed: statuses(401, 403, 404),
    unless: ['2xx'],
    probes: [
      ...otherUser,
      ...inVariants('other-user', { kind: 'otherUser' }, { needs: ['otherUser'] }, acceptedVariants),
    ],
  }),
  requirement({
    id: 'DIS-AUTH-08',
    level: 'SHOULD',
    title: 'ignores the letter case of Bearer',
    statement: 'Authentication scheme names are case-insensitive.',
    sources: ['R-05'],
    allowed: accepted,
    probes: mirrored(encoding =>
      named({ lower: 'bearer', upper: 'BEARER' }, (name, scheme) => ({
        id: `${encoding}/${name}`,
        encoding,
        request: { ...dismiss(encoding, 'Conflict'), token: { kind: 'scheme' as const, scheme } },
      })),
    ),
  }),
  requirement({
    id: 'DIS-AUTH-09',
    level: 'OBSERVE',
    title: 'challenges in one of several forms',
    statement:
      'The href of the challenge is quoted in a capture and unquoted in the text; a Bearer challenge may stand beside it.',
    sources: ['F-58', 'F-59', 'F-60', 'F-61'],
    allowed: anything,
    observes: challenges,
    probes: mirrored(encoding => ({
      id: `${encoding}/challenge`,
      encoding,
      request: without(askingDismiss(encoding, 'Conflict')),
    })),
  }),
  sequences({
    id: 'DIS-AUTH-10',
    level: 'MUST',
    title: 'asks for a token on each request of a connection and a link',
    statement: 'The token counts for the request that carries it, not for the connection or the link.',
    sources: ['F-13', 'S-55', 'S-60'],
    rows: tokensInTurn,
  }),
  everyAnswer({
    id: 'DIS-AUTH-11',
    level: 'MUST',
    title: 'never accepts a token that does not count, in whichever case',
    statement:
      'No token, a bad or expired one, and that of another user are refused in every request, the first like the last.',
    sources: ['S-55', 'S-58', 'S-60', 'R-13'],
    everyAnswer: refusesInvalidToken,
  }),
])
