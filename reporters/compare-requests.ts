import type { Header, TargetSpec, TokenSpec } from '../engine/model/request.ts'
import type { ReportSpec } from './report.ts'

/** One part in which a probe is not like its control, in words. */
export interface Difference {
  /** Header name in lower case, or `method`, `target`, `token`, `framing`, `spelling`, `pieces`, `expect`. */
  readonly part: string
  readonly probe: string
  readonly control: string
}

/** What a request carries that says nothing of a token. */
export const DEFAULT_TOKEN: TokenSpec = { kind: 'default' }

const ALTERED: Readonly<Record<Extract<TokenSpec, { kind: 'altered' }>['by'], string>> = {
  suffix: 'a token with letters behind it',
  'letter case': 'a token in other letter case',
  'first letter': 'a token with another first letter',
  'middle letter': 'a token with another letter in its middle',
}

/** Which credential a request carried. */
export function describeToken(token: TokenSpec = DEFAULT_TOKEN): string {
  switch (token.kind) {
    case 'default':
      return 'a valid token'
    case 'none':
      return 'no Authorization'
    case 'scopes':
      return token.scopes.length === 0 ? 'a token without scopes' : `a token for ${token.scopes.join(' ')}`
    case 'otherUser':
      return "another user's token"
    case 'expired':
      return 'an expired token'
    case 'empty':
      return 'Bearer without a token'
    case 'truncated':
      return token.by === 'character' ? 'a token without its last character' : 'half of a token'
    case 'altered':
      return ALTERED[token.by]
    case 'garbage':
      return 'a made-up token'
    case 'scheme':
      return `the token under the scheme ${token.scheme}`
  }
}

/** What is done to the path of a link, part by part. */
export function describeAddress({
  form,
  forge,
  forgery,
  parent,
  rawPath,
}: Omit<TargetSpec, 'query'>): readonly string[] {
  const forged =
    forgery === 'longer'
      ? `the ${forge} id with x0 behind it`
      : `an unknown ${forge}${forgery === 'member' ? ' named constructor' : ''}`
  return [
    ...(forge === undefined ? [] : [forged]),
    ...(parent ? ['the renegotiation itself'] : []),
    ...(rawPath === undefined ? [] : [`${rawPath} behind the path`]),
    ...(form === 'absolute' ? ['the absolute URL'] : []),
  ]
}

/** Path and query beyond the link itself; empty for the link as it was given. */
function describeTarget({ target = {} }: ReportSpec): string {
  const { query = [], rawQuery } = target
  return [
    ...describeAddress(target),
    ...(query.length === 0 ? [] : [`?${query.map(([name, value]) => `${name}=${value}`).join('&')}`]),
    ...(rawQuery === undefined ? [] : [`?${rawQuery}`]),
  ].join(', ')
}

function describeFraming({ framing = 'length', chunks, body }: ReportSpec): string {
  if (framing === 'none') return 'no Content-Length'
  if (framing === 'chunked') return chunks === undefined ? 'chunked' : `chunked, with ${chunks}`
  return body === undefined ? 'Content-Length: 0' : 'with Content-Length'
}

function valuesOf(headers: readonly Header[], name: string): string | undefined {
  const values = headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value)
  return values.length === 0 ? undefined : values.join(', ')
}

function nameAsWritten(headers: readonly Header[], name: string): string {
  return headers.find(([key]) => key.toLowerCase() === name)?.[0] ?? name
}

function compareHeaders(probe: readonly Header[], control: readonly Header[]): readonly Difference[] {
  const all = [...probe, ...control]
  const names = new Set(all.map(([name]) => name.toLowerCase()))
  return [...names].flatMap(part => {
    const written = nameAsWritten(all, part)
    const describe = (value: string | undefined): string =>
      value === undefined ? `no ${written}` : `${written}: ${value}`
    const [sent, expected] = [valuesOf(probe, part), valuesOf(control, part)]
    return sent === expected ? [] : [{ part, probe: describe(sent), control: describe(expected) }]
  })
}

function compareParts(probe: ReportSpec, control: ReportSpec): readonly Difference[] {
  const describers: readonly [part: string, describe: (spec: ReportSpec) => string][] = [
    ['method', spec => spec.method ?? 'POST'],
    ['target', spec => describeTarget(spec) || 'the link as given'],
    ['token', spec => describeToken(spec.token)],
    [
      'spelling',
      spec => (spec.headerCase ? `header names in ${spec.headerCase} case` : 'usual header names'),
    ],
    ['pieces', spec => (spec.pieces ? `the body in ${spec.pieces} pieces` : 'the body at once')],
    ['expect', spec => (spec.expectContinue ? 'Expect: 100-continue' : 'no Expect')],
  ]
  return describers.flatMap(([part, describe]) => {
    const [sent, expected] = [describe(probe), describe(control)]
    return sent === expected ? [] : [{ part, probe: sent, control: expected }]
  })
}

/** Length told in another way; having a body at all shows as a difference of the body. */
function compareFraming(probe: ReportSpec, control: ReportSpec): readonly Difference[] {
  if ((probe.framing ?? 'length') === (control.framing ?? 'length')) return []
  return [{ part: 'framing', probe: describeFraming(probe), control: describeFraming(control) }]
}

/** Most probes ask for errors in a format of their own; controls, of which none is expected, do not. */
const USUAL_ACCEPT = new Set(['application/json', 'application/xml'])

/** Whether `Accept` is only company: something else differs, or it names the format that was sent. */
function isCompany(probe: ReportSpec, control: ReportSpec, others: number): boolean {
  const accept = valuesOf(probe.headers ?? [], 'accept') ?? ''
  if (valuesOf(control.headers ?? [], 'accept') !== undefined || !USUAL_ACCEPT.has(accept)) return false
  return others > 0 || accept === valuesOf(probe.headers ?? [], 'content-type')
}

/** In what a probe differs from its control, the body aside: as a rule in one thing, the fault. */
export function compareRequests(probe: ReportSpec, control: ReportSpec): readonly Difference[] {
  const all = [
    ...compareParts(probe, control),
    ...compareFraming(probe, control),
    ...compareHeaders(probe.headers ?? [], control.headers ?? []),
  ]
  const others = all.filter(({ part }) => part !== 'accept')
  const accepts = (one: ReportSpec, other: ReportSpec): boolean => isCompany(one, other, others.length)
  return accepts(probe, control) || accepts(control, probe) ? others : all
}

/** Whether both bodies are the same to the last byte. */
export function hasSameBody(probe: ReportSpec, control: ReportSpec): boolean {
  return probe.body?.data === control.body?.data && probe.body?.encoding === control.body?.encoding
}
