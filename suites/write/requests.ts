import { encodeBody } from '../../engine/encode/body.ts'
import { mediaTypes, otherFormat, vendorMediaTypes } from '../../engine/encode/media-types.ts'
import type { Header, RequestSpec } from '../../engine/model/request.ts'
import { operation } from '../../schemas/load.ts'

export type BodyEncoding = 'json' | 'xml'

export const BODY_ENCODINGS = ['json', 'xml'] as const satisfies readonly BodyEncoding[]

/** Demands at least that version of a resource (F-29). */
export const REQUIRES_MIN_VERSION = 'X-MS-RequiresMinResourceVersion'

const encoder = new TextEncoder()

/** Replaces or adds header lines by name, keeping the order of the rest. */
export function withHeaders(request: RequestSpec, ...headers: readonly Header[]): RequestSpec {
  const replaced = new Set(headers.map(([name]) => name.toLowerCase()))
  const kept = (request.headers ?? []).filter(([name]) => !replaced.has(name.toLowerCase()))
  return { ...request, headers: [...kept, ...headers] }
}

/** A POST with this text under this media type, as the page's samples have it: no `Accept`. */
export function posting(contentType: string, body: string | Uint8Array): RequestSpec {
  return {
    headers: [['Content-Type', contentType]],
    body: typeof body === 'string' ? encoder.encode(body) : body,
  }
}

/** A valid dismiss as on the page (F-19, F-20); without a reason `{}` or an empty `input` (S-10). */
export function dismiss(encoding: BodyEncoding, reason?: string): RequestSpec {
  return posting(mediaTypes[encoding], encodeBody(encoding, reason))
}

/** Body text under the plain media type of its encoding, with `Accept` of the same: errors come in one format (S-37). */
export function probe(encoding: BodyEncoding, body: string | Uint8Array): RequestSpec {
  return withHeaders(posting(mediaTypes[encoding], body), ['Accept', mediaTypes[encoding]])
}

/** A valid dismiss that asks for errors in its own format. */
export function askingDismiss(encoding: BodyEncoding, reason?: string): RequestSpec {
  return probe(encoding, encodeBody(encoding, reason))
}

/** A valid dismiss that asks for errors in the other format. */
export function askingOtherwise(encoding: BodyEncoding, reason?: string): RequestSpec {
  return withHeaders(dismiss(encoding, reason), ['Accept', mediaTypes[otherFormat(encoding)]])
}

/** A valid dismiss with white space behind its input, of so many bytes in all. */
export function paddedDismiss(encoding: BodyEncoding, bytes: number): RequestSpec {
  const body = encodeBody(encoding, 'Conflict')
  return posting(mediaTypes[encoding], Buffer.concat([body, Buffer.alloc(bytes - body.length, ' ')]))
}

/** A bodiless POST: `Content-Length: 0`, no `Content-Type` (F-28). */
export const bodiless: RequestSpec = {}

/** Input as a query parameter (F-22). */
export function query(reason: string): RequestSpec {
  return { target: { query: [['reason', reason]] } }
}

/** A valid dismiss under the vendor type (S-17). */
export function vendorDismiss(encoding: BodyEncoding): RequestSpec {
  return withHeaders(askingDismiss(encoding, 'Conflict'), ['Content-Type', vendorMediaTypes[encoding]])
}

/** A reason beside a link, which is ignored (S-23). */
const WITH_LINK: Readonly<Record<BodyEncoding, string>> = {
  json: '{"_links":{"self":{"href":"/x"}},"reason":"Conflict"}',
  xml: `<input xmlns="${operation.namespace}"><link rel="self" href="/x"/><property name="reason">Conflict</property></input>`,
}

/**
 * A dismiss on other ways through a server than the plain one, which may look at token or scope on some of them only.
 * All have to be accepted (S-10, S-17, F-18, S-23, S-32, R-04; up to 8 KiB by ).
 */
export function acceptedVariants(encoding: BodyEncoding): Readonly<Record<string, RequestSpec>> {
  const plain = askingDismiss(encoding, 'Conflict')
  return {
    vendor: vendorDismiss(encoding),
    'without-reason': askingDismiss(encoding),
    'other-reason': askingDismiss(encoding, 'UnsupportedMedia'),
    'of-8000-bytes': withHeaders(paddedDismiss(encoding, 8000), ['Accept', mediaTypes[encoding]]),
    'with-version': withHeaders(plain, [REQUIRES_MIN_VERSION, '1']),
    'with-link': probe(encoding, WITH_LINK[encoding]),
    'in-lower-case': { ...plain, headerCase: 'lower' },
  }
}

/**
 * Ways that may be refused for themselves: a charset (S-18), a precondition (S-35), the other format (S-36), chunks and
 * the absolute form, a body that comes slowly.
 */
export function doubtfulVariants(encoding: BodyEncoding): Readonly<Record<string, RequestSpec>> {
  const plain = askingDismiss(encoding, 'Conflict')
  return {
    'with-charset': withHeaders(plain, ['Content-Type', `${mediaTypes[encoding]}; charset=utf-8`]),
    chunked: { ...plain, framing: 'chunked' },
    'with-if-match': withHeaders(plain, ['If-Match', '*']),
    'absolute-form': { ...plain, target: { form: 'absolute' } },
    'asking-otherwise': askingOtherwise(encoding, 'Conflict'),
    'in-three-pieces': { ...plain, pieces: 3 },
  }
}

/** Both kinds of variants. */
export function otherVariants(encoding: BodyEncoding): Readonly<Record<string, RequestSpec>> {
  return { ...acceptedVariants(encoding), ...doubtfulVariants(encoding) }
}

/** A dismiss for each reason that the other rows of a table leave out. */
export function otherReasons(encoding: BodyEncoding): Readonly<Record<string, RequestSpec>> {
  const left = operation.reasons.filter(reason => reason !== 'Conflict' && reason !== 'UnsupportedMedia')
  return Object.fromEntries(left.map(reason => [reason, askingDismiss(encoding, reason)]))
}
