/** What the three servers have in common: tokens and renegotiations in memory, the error format, an admin API. */
import { randomUUID } from 'node:crypto'

export const PATH =
  '/ucwa/v1/applications/:app/communication/conversations/:conversation/audioVideo/audioVideoSession/renegotiations/audioVideoRenegotiation/dismiss'

export const REASONS = [
  'Unknown',
  'MediaAllocationFailure',
  'EncryptionMismatch',
  'IPv6NotSupported',
  'UnsupportedMedia',
  'InvalidMediaOffer',
  'InsufficientBandwidth',
  'Conflict',
]

const SCOPES = ['Conversations.Initiate', 'Conversations.Receive']

const CODES = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'EntityTooLarge',
  415: 'UnsupportedMediaType',
  500: 'ServiceFailure',
}

const STATES = {
  CallbackChannelError: 500,
  AlreadyExists: 409,
  TooManyGroups: 409,
  None: 409,
  CannotRedirect: 410,
}

const tokens = new Map()
const renegotiations = new Map()

export class UcwaError extends Error {
  constructor(status, subcode, message) {
    super(message)
    this.status = status
    this.subcode = subcode
  }
}

/** The error as the text of a JSON or XML body. */
export function errorBody(status, { subcode = 'None', message }, format) {
  const code = CODES[status] ?? CODES[status < 500 ? 400 : 500]
  if (format !== 'xml') return JSON.stringify({ code, subcode, message })
  const text = message.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<?xml version="1.0" encoding="utf-8"?><reason xmlns="http://schemas.microsoft.com/rtc/2012/03/ucwa"><code>${code}</code><subcode>${subcode}</subcode><message>${text}</message></reason>`
}

/** What a token stands for, or undefined if it is unknown or expired. */
export function findToken(token) {
  const found = tokens.get(token)
  return found?.expired ? undefined : found
}

/** Declines the renegotiation, or throws a UcwaError. */
export function dismiss({ app, conversation }, { user, scopes }) {
  if (!SCOPES.some(scope => scopes.includes(scope))) throw new UcwaError(403, 'None', 'A scope is missing.')
  const found = renegotiations.get(`${app}/${conversation}`)
  if (found?.user !== user) throw new UcwaError(404, 'None', 'There is no such renegotiation.')
  const status = STATES[found.state]
  if (status) throw new UcwaError(status, found.state, 'The renegotiation cannot be dismissed.')
  renegotiations.delete(`${app}/${conversation}`)
}

/** Answers POST /admin/tokens and POST /admin/renegotiations. */
export function admin(what, { scopes, user, expired, state, count }) {
  if (what === 'tokens') {
    const token = randomUUID()
    tokens.set(token, { scopes, user, expired })
    return { access_token: token }
  }
  const links = Array.from({ length: count }, () => {
    const [app, conversation] = [randomUUID(), randomUUID()]
    renegotiations.set(`${app}/${conversation}`, { user, state })
    return { href: PATH.replace(':app', app).replace(':conversation', conversation) }
  })
  return { renegotiations: links }
}
