import { operation } from '../schemas/load.ts'
import type { Call, Condition } from './call.ts'
import { parsePath } from './world.ts'

export const all =
  (...conditions: readonly Condition[]): Condition =>
  call =>
    conditions.every(holds => holds(call))

export const any =
  (...conditions: readonly Condition[]): Condition =>
  call =>
    conditions.some(holds => holds(call))

export const not =
  (condition: Condition): Condition =>
  call =>
    !condition(call)

/** One request in `n`, counted over the server. */
export const oneIn =
  (n: number): Condition =>
  call =>
    call.serial % n === 0

/** More requests than so many a second, counted over the server; a second's worth may come at once. */
export const beyondRate =
  (perSecond: number): Condition =>
  ({ shared }) => {
    const at = Date.now()
    const before = shared.allowance ?? { left: perSecond, at }
    const left = Math.min(perSecond, before.left + ((at - before.at) * perSecond) / 1000)
    shared.allowance = { left: Math.max(left - 1, 0), at }
    return left < 1
  }

// — the connection —

/** Not the first request on its connection. */
export const reused: Condition = call => call.connection.requests > 1

/** The n-th request on its connection, counted from 1. */
export const nthOnConnection =
  (n: number): Condition =>
  call =>
    call.connection.requests === n

/** The request before on the connection was answered with one of these. */
export const after =
  (...statuses: readonly number[]): Condition =>
  call =>
    statuses.includes(call.connection.lastStatus)

/** The request before on the connection had a larger body than that. */
export const afterBodyOver =
  (bytes: number): Condition =>
  call =>
    call.connection.lastSize > bytes

/** The request before on the connection had a reason that is none of the eight. */
export const afterUnknownReason: Condition = ({ connection: { lastReason } }) =>
  typeof lastReason === 'string' && !operation.reasons.includes(lastReason)

export const afterRefusal: Condition = call => call.connection.lastStatus >= 400

// — the request —

export const method =
  (...names: readonly string[]): Condition =>
  call =>
    names.includes(call.request.method ?? '')

/** The header is there and, where asked, looks like that. */
export const header =
  (name: string, pattern = /(?:)/): Condition =>
  call => {
    const value = call.request.headers[name]
    return value !== undefined && pattern.test(String(value))
  }

/** The header's name was spelled exactly so. */
export const headerSpelled =
  (name: string): Condition =>
  call =>
    call.request.rawHeaders.some((text, index) => index % 2 === 0 && text === name)

const contentType = (pattern: RegExp): Condition => header('content-type', pattern)

export const typed = contentType
export const json = contentType(/json/i)
export const xml = contentType(/xml/i)
export const charset = contentType(/charset/i)
export const foreignType = contentType(/^(?!application\/(vnd\.microsoft\.com\.ucwa\+)?(json|xml)\b)/i)
export const untyped = not(header('content-type'))

/** A single format is asked for. */
export const acceptsOnly = (format: 'json' | 'xml'): Condition =>
  header('accept', new RegExp(`^[^,*]*${format}$`, 'i'))

export const inQuery: Condition = call => call.query.has('reason')

/** Absolute-form of the target, RFC 9112 section 3.2.2. */
export const absoluteForm: Condition = call => /^https?:/i.test(call.request.url ?? '')

export const chunked = header('transfer-encoding', /chunked/i)

/** Says nothing of its length: it has no body (RFC 9112 section 6.3). */
export const unmeasured: Condition = ({ request }) =>
  ['POST', 'PUT'].includes(request.method ?? '') &&
  request.headers['content-length'] === undefined &&
  request.headers['transfer-encoding'] === undefined

// — the body —

export const bodiless: Condition = call => call.size === 0

/** Neither body nor type, and no reason in the query. */
export const bare = all(bodiless, untyped, not(inQuery))

export const bodyOver =
  (bytes: number): Condition =>
  call =>
    call.size > bytes

export const bodyHas =
  (pattern: RegExp): Condition =>
  call =>
    pattern.test(call.body.toString())

export const notUtf8: Condition = call => !call.body.equals(Buffer.from(call.body.toString()))

/** More brackets, braces or elements are open at once than that. */
export const nestedOver =
  (levels: number): Condition =>
  call => {
    let depth = 0
    let deepest = 0
    for (const [mark] of call.body.toString().matchAll(/[[\]{}]|<\/|\/>|<(?![!?/])/g)) {
      depth += /^([[{]|<)$/.test(mark) ? 1 : -1
      deepest = Math.max(deepest, depth)
    }
    return deepest > levels
  }

// — the input, once decoded —

export const noReason: Condition = call => call.input !== undefined && call.input.reason === undefined

/** A property beside `reason` whose name passes the test. */
const otherName =
  (test: (name: string) => boolean): Condition =>
  call =>
    call.input?.names?.some(name => name !== 'reason' && test(name)) === true

/** The name `reason`, but for letter case. */
export const nameInOtherCase = otherName(name => name.toLowerCase() === 'reason')

/** A property that nobody defined. */
export const extraProperty = otherName(name => name.toLowerCase() !== 'reason')

export const repeatedProperty: Condition = ({ input: { names = [] } = {} }) =>
  new Set(names).size < names.length

/** White space stands around the value in XML. */
export const spacedReason: Condition = ({ input }) =>
  input?.untrimmed !== undefined && input.untrimmed !== input.reason

/** The reason is valid, and it is this one. */
export const reasonIs =
  (reason: string): Condition =>
  call =>
    call.reason === reason

/** The reason as sent passes the test. */
export const reasonSent =
  (test: (reason: unknown) => boolean): Condition =>
  call =>
    call.input?.reason !== undefined && test(call.input.reason)

/** A text that is none of the eight. */
export const unknownReason = reasonSent(
  reason => typeof reason === 'string' && reason !== '' && !operation.reasons.includes(reason),
)

/** One of the eight, but for letter case. */
export const reasonInOtherCase = all(
  unknownReason,
  reasonSent(reason => operation.reasons.some(known => known.toLowerCase() === String(reason).toLowerCase())),
)

// — token and path —

export const scopes =
  (test: (scopes: readonly string[]) => boolean): Condition =>
  call =>
    call.token !== undefined && test(call.token.scopes)

export const unauthenticated = not(header('authorization'))

const credentials = (call: Call): string => call.request.headers.authorization ?? ''

const tokenSent = (call: Call): string => credentials(call).replace(/^Bearer */i, '')

const isMinted: Condition = call => call.tokens.readExpired(tokenSent(call)) !== undefined

export const expiredToken: Condition = call => {
  const token = call.tokens.readExpired(tokenSent(call))
  return token !== undefined && token.expires * 1000 < Date.now()
}

export const emptyToken: Condition = call => /^Bearer\s*$/i.test(credentials(call))

/** Nobody minted the token, but one that passes the test with it. */
export const resembles =
  (test: (sent: string, minted: string) => boolean): Condition =>
  call =>
    !isMinted(call) && call.tokens.find(minted => test(tokenSent(call), minted)) !== undefined

/** The beginning of a token, and not all of it. */
export const truncatedToken: Condition = call =>
  tokenSent(call) !== '' && resembles((sent, minted) => minted.startsWith(sent))(call)

export const otherScheme: Condition = call => /^(?!Bearer\b)./i.test(credentials(call))

/** A Bearer token nobody minted. */
export const garbageToken: Condition = call =>
  tokenSent(call) !== '' && !otherScheme(call) && !isMinted(call) && !truncatedToken(call)

/** The scheme of the credentials, letter for letter. */
export const scheme = (name: string): Condition => header('authorization', new RegExp(`^${name} `))

export const unknownApplication: Condition = call =>
  !call.world.hasApplication(parsePath(call.path)?.application ?? '')

export const unknownRenegotiation: Condition = call =>
  call.world.find(parsePath(call.path)?.renegotiation ?? '') === undefined

/** The renegotiation exists, in another conversation. */
export const otherConversation: Condition = call => {
  const ids = parsePath(call.path)
  const link = call.world.find(ids?.renegotiation ?? '')
  return link !== undefined && link.conversation !== ids?.conversation
}

/** The link is another user's than the token. */
export const otherUser: Condition = call => {
  const link = call.world.find(parsePath(call.path)?.renegotiation ?? '')
  return link !== undefined && link.user !== call.token?.user
}

export const dismissedBefore: Condition = call =>
  call.world.find(parsePath(call.path)?.renegotiation ?? '')?.dismissed === true

/** The link's state brings this error. */
export const inState =
  (state: string): Condition =>
  call =>
    call.link?.state === state

export const onRenegotiation: Condition = call => parsePath(call.path)?.dismiss === false

// — the answer, once there is one —

export const answers =
  (...statuses: readonly number[]): Condition =>
  call =>
    call.answer !== undefined && statuses.includes(call.answer.status)

export const refused: Condition = call => (call.answer?.status ?? 0) >= 400

/** The answer has a UCWA error body. */
export const hasErrorBody: Condition = call => call.answer?.error !== undefined

export const subcodeIs =
  (subcode: string): Condition =>
  (call: Call) =>
    call.answer?.error?.subcode === subcode
