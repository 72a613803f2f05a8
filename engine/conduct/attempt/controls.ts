import { classify } from '../../classify/classify.ts'
import { encodeBody } from '../../encode/body.ts'
import { mediaTypes } from '../../encode/media-types.ts'
import type { Header, RequestSpec } from '../../model/request.ts'
import type { Encoding } from '../../model/requirement.ts'

/** A valid request by which a link is shown to be live. */
export interface ControlForm {
  readonly name: string
  readonly encoding: Encoding
  readonly spec: RequestSpec
}

function withBody(name: string, encoding: 'json' | 'xml', reason?: string, accept = false): ControlForm {
  const type = mediaTypes[encoding]
  const contentType: Header = ['Content-Type', type]
  const spec: RequestSpec = {
    headers: accept ? [contentType, ['Accept', type]] : [contentType],
    body: encodeBody(encoding, reason),
  }
  return { name, encoding, spec }
}

/** In order of preference; a server that refuses one valid form is still measured by another. */
const FORMS: readonly ControlForm[] = [
  withBody('JSON with a reason', 'json', 'Conflict'),
  withBody('XML with a reason', 'xml', 'Conflict'),
  withBody('JSON with another reason', 'json', 'UnsupportedMedia'),
  withBody('XML with another reason', 'xml', 'MediaAllocationFailure'),
  withBody('empty JSON object', 'json'),
  withBody('empty XML input', 'xml'),
  withBody('JSON with a reason and Accept', 'json', 'Conflict', true),
  withBody('XML with a reason and Accept', 'xml', 'Conflict', true),
]

const PLAIN_HEADERS = new Set(['content-type', 'accept'])

/**
 * The probe without its one fault, where that is not in the body: the same body as a plain POST with the
 * default token. Undefined when the body itself is at fault.
 */
export function mendProbe(spec: RequestSpec, encoding: Encoding): RequestSpec | undefined {
  if (spec.body === undefined || (encoding !== 'json' && encoding !== 'xml')) return undefined
  if (classify(spec.body, encoding).row !== 'valid') return undefined
  const headers = (spec.headers ?? []).filter(([name]) => PLAIN_HEADERS.has(name.toLowerCase()))
  const plain = headers.map(
    ([name, value]): Header => [name, name.toLowerCase() === 'content-type' ? mediaTypes[encoding] : value],
  )
  return { headers: plain, body: spec.body }
}

/** The same by the user whose link it is. */
export function forOwner(form: ControlForm, owner: 'default' | 'other' | undefined): ControlForm {
  return owner === 'other'
    ? { ...form, spec: { ...form.spec, token: { kind: 'otherUser', own: true } } }
    : form
}

/** The forms of control and which of them the target is known to refuse. */
export interface Controls {
  /** Forms in order of preference for a probe in that encoding, known refusals last. */
  forms(encoding: Encoding): readonly ControlForm[]
  preferred(encoding: Encoding, unlike?: RequestSpec): ControlForm
  /** Notes that a live link refused this form. */
  demote(form: ControlForm): void
}

/** True when both are the same POST, but for their token and target. */
export function sameSpec(one: RequestSpec, two: RequestSpec): boolean {
  return (
    Buffer.from(one.body ?? []).equals(Buffer.from(two.body ?? [])) &&
    JSON.stringify(one.headers) === JSON.stringify(two.headers)
  )
}

/** The controls of one run. */
export function createControls(): Controls {
  const refused = new Set<ControlForm>()
  const rank = (form: ControlForm, encoding: Encoding): number =>
    (refused.has(form) ? 2 : 0) + (form.encoding === encoding ? 0 : 1)
  const forms = (encoding: Encoding): readonly ControlForm[] => {
    const near = encoding === 'xml' ? 'xml' : 'json'
    return [...FORMS].sort((one, two) => rank(one, near) - rank(two, near))
  }
  return {
    forms,
    preferred: (encoding, unlike) => {
      const [first, ...rest] = forms(encoding)
      if (first === undefined) throw new RangeError('no form of control')
      if (unlike === undefined || !sameSpec(first.spec, unlike)) return first
      return rest[0] ?? first
    },
    demote: form => {
      refused.add(form)
    },
  }
}
