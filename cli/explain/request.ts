import { describeOutcomes } from '../../engine/judge/outcome.ts'
import type { Header, RequestSpec, TargetSpec } from '../../engine/model/request.ts'
import type { Expectation, Outcome, StatusPattern, Step } from '../../engine/model/requirement.ts'
import { Secret } from '../../engine/model/secret.ts'
import { composeRequest, listHeaders } from '../../engine/send/compose.ts'
import { describeAddress, describeToken } from '../../reporters/compare-requests.ts'
import { showBody } from '../../reporters/exchange-view.ts'
import type { ShownBytes } from '../../reporters/report.ts'
import { joinWords } from '../words.ts'

/** A request as it goes out, the server's own parts in words. */
export interface ExplainedRequest {
  readonly method: string
  /** `<link>` stands for the dismiss link. */
  readonly target: string
  /** In wire order; Host, User-Agent and the marker are left out, the token is described. */
  readonly headers: readonly Header[]
  readonly body: ShownBytes
}

/** One request of a case with what may come of it. */
export interface ExplainedStep {
  readonly request: ExplainedRequest
  readonly allowed: string
  /** Which of the case's links. */
  readonly link: number
  /** How it is sent beside the step before; absent for one on a connection of its own. */
  readonly connection?: 'same connection' | 'same moment' | 'same connection, same moment'
  /** How the body leaves, where not at once. */
  readonly manner?: string
}

/** Set by the sender, whatever the row says. */
const OWN_HEADERS = new Set(['host', 'user-agent', 'x-conformance-case'])

/** Only its composition is looked at, nothing is sent. */
const NOWHERE = new URL('http://server.invalid/dismiss')

function describeTarget(target: TargetSpec = {}): string {
  const { query = [], rawQuery } = target
  const link = `<${['link', describeAddress(target).join(', ')].filter(Boolean).join(': ')}>`
  const appended = [
    new URLSearchParams(query.map(([name, value]) => [name, value])).toString(),
    rawQuery ?? '',
  ].filter(Boolean)
  return appended.length === 0 ? link : `${link}?${appended.join('&')}`
}

/** `Bearer <a valid token>`; a scheme alone where the token is empty. */
function describeCredential({ token }: RequestSpec): string {
  const scheme = token?.kind === 'scheme' ? token.scheme : 'Bearer'
  if (token?.kind === 'empty') return scheme
  return `${scheme} <${token?.kind === 'scheme' ? 'a valid token' : describeToken(token)}>`
}

function listShownHeaders(spec: RequestSpec): readonly Header[] {
  const token = new Secret(spec.token?.kind === 'empty' ? '' : 'token')
  const authorization = spec.token?.kind === 'none' ? null : { scheme: 'Bearer', token }
  const composed = composeRequest({
    caseId: 'explain',
    role: 'probe',
    link: 0,
    url: NOWHERE,
    spec,
    authorization,
    timeoutMs: 0,
  })
  return listHeaders(composed)
    .filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()))
    .map(header =>
      header === composed.leading[0] && authorization !== null
        ? [header[0], describeCredential(spec)]
        : header,
    )
}

/** A row's request as it would go out. */
function explainRequest(spec: RequestSpec): ExplainedRequest {
  return {
    method: spec.method ?? 'POST',
    target: describeTarget(spec.target),
    headers: listShownHeaders(spec),
    body: showBody(spec.body ?? new Uint8Array()),
  }
}

function describeOutcome(outcome: Outcome): string {
  const words = describeOutcomes([outcome])
  if (outcome.subcode === undefined) return words
  return `${words} (subcode ${joinWords(outcome.subcode.map(subcode => subcode ?? 'none'))})`
}

function describeStatuses(statuses: readonly StatusPattern[]): string {
  return describeOutcomes(statuses.map(status => ({ status })))
}

/** The outcomes allowed, in words. */
export function describeExpectation(expect: Expectation | undefined): string {
  if (expect === undefined) return 'not judged: it prepares the next request'
  const { allowed, unless = [], only = [], given, checks = [] } = expect
  const outcomes = [...new Set(allowed.map(describeOutcome))].join(' or ')
  const statuses = outcomes || (checks.length > 0 ? 'any status' : 'anything; what comes is recorded')
  return [
    statuses,
    ...(checks.length > 0 ? ['and what the requirement says of the answer'] : []),
    ...(unless.length > 0 ? [`(on ${describeStatuses(unless)} another requirement decides)`] : []),
    ...(given === undefined
      ? []
      : [`(where request ${given.step + 1} met ${describeStatuses([given.status])})`]),
    ...(only.length > 0 ? [`(nothing is said but on ${describeStatuses(only)})`] : []),
  ].join(' ')
}

function describeConnection({ connection, together }: Step): ExplainedStep['connection'] {
  if (connection === 'same') return together ? 'same connection, same moment' : 'same connection'
  return together ? 'same moment' : undefined
}

function describeManner({ pieces, expectContinue }: RequestSpec): string | undefined {
  if (pieces !== undefined) return `the body leaves in ${pieces} pieces`
  return expectContinue ? 'the body waits a second for 100 Continue' : undefined
}

/** A step of a case in words. */
export function explainStep(step: Step): ExplainedStep {
  const connection = describeConnection(step)
  const manner = describeManner(step.request)
  return {
    request: explainRequest(step.request),
    allowed: describeExpectation(step.expect),
    link: step.link ?? 0,
    ...(connection !== undefined && { connection }),
    ...(manner !== undefined && { manner }),
  }
}
