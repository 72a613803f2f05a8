import { headerValue } from '../decode/header.ts'
import { parseMediaType } from '../decode/media-type.ts'
import { mediaTypes, vendorMediaTypes } from '../encode/media-types.ts'
import type { RequestSpec } from '../model/request.ts'
import type { Case } from '../model/requirement.ts'
import type { Bundle } from './bundle.ts'
import { takesForm } from './sharpen.ts'
import type { RunState } from './state.ts'

/** Any server takes so much; whether it takes more, a body of 8,000 bytes has shown. */
const SMALL_BYTES = 1024

/** The version that is demanded of the input, if any (F-29). */
export function demandedVersion({ headers = [] }: RequestSpec): string | undefined {
  return headerValue(headers, 'x-ms-requiresminresourceversion')
}

/** The media type of the input, however it is written. */
function servedType({ headers = [] }: RequestSpec): string | undefined {
  const value = headerValue(headers, 'content-type')
  return value === undefined ? undefined : parseMediaType(value)?.type
}

/** True where something beside the body may be refused: token, address, media type or version. */
function isAboutMore(request: RequestSpec, encoding: 'json' | 'xml'): boolean {
  const { token, target, headers = [] } = request
  const type = headers.find(([name]) => name === 'Content-Type')?.[1]
  const isServed = type === mediaTypes[encoding] || type === vendorMediaTypes[encoding]
  const isPlain = isServed && demandedVersion(request) === undefined
  return token !== undefined || target?.forge !== undefined || !isPlain
}

const REFUSED_FORMS: Readonly<Record<NonNullable<Case['presumes']>, string>> = {
  query: 'the server takes no input from the query, whoever asks',
  bodiless: 'the server takes no request without a body, whoever asks',
  otherAccept: 'the server takes no request that asks for the other format',
}

/**
 * Why a case would tell nothing: a form of request that is refused anyway, and fails or warns elsewhere; links of another user, where none of them is live.
 */
export function refusedAnyway({ reception }: RunState, { lead }: Bundle): string | undefined {
  const { about, encoding, owners, presumes, state, steps } = lead
  if (owners?.includes('other') && !reception.otherUsersLinks)
    return 'the other user is not let dismiss links of their own'
  if (presumes !== undefined && !takesForm(reception, presumes, encoding)) return REFUSED_FORMS[presumes]
  const { request } = steps[0]
  const asksForRefusal =
    request.token !== undefined || request.target?.forge !== undefined || state !== undefined
  if (encoding === 'query' && asksForRefusal && !reception.query) return REFUSED_FORMS.query
  const { headerCase } = request
  if (headerCase !== undefined && about !== 'header case' && !reception.headerCase[headerCase])
    return `the server does not know header names in ${headerCase} case`
  if (encoding !== 'json' && encoding !== 'xml') return undefined
  const large =
    (request.body?.length ?? 0) > SMALL_BYTES && (state !== undefined || isAboutMore(request, encoding))
  if (large && !reception.large[encoding]) return 'the server does not take bodies of this size at all'
  if (about !== 'version 1' && demandedVersion(request) === '1' && !reception.version[encoding])
    return 'the server does not take a demand for version 1 at all'
  const needsVendor = about !== 'vendor type' && servedType(request) === vendorMediaTypes[encoding]
  return needsVendor && !reception.vendor[encoding]
    ? 'the server does not take this media type at all'
    : undefined
}
