import type { Mismatch } from '../engine/model/mismatch.ts'
import type { TokenSpec } from '../engine/model/request.ts'
import { DEFAULT_TOKEN } from './compare-requests.ts'
import type { ReportExchange, ReportFinding } from './report.ts'

/** Folder of the request bodies, beside `report.json`. */
export const BODIES = 'bodies'

/** Set by curl itself from the URL and the body. */
const SET_BY_CURL = new Set(['host', 'content-length'])

/** Sent by curl unless switched off, which `-H 'Name:'` does. */
const DEFAULTS_OF_CURL = ['Accept', 'Content-Type', 'User-Agent', 'Expect']

/** Characters that mean the same between double quotes in sh, PowerShell and cmd. */
const PLAIN = /^[\w $.,:;=/+*()@#?&~-]*$/

/** Double quotes let `$TOKEN` work; what they cannot hold goes into single ones, as sh has them. */
function quote(text: string): string {
  if (PLAIN.test(text) && (!text.includes('$') || text.includes('$TOKEN'))) return `"${text}"`
  return `'${text.replaceAll("'", `'\\''`)}'`
}

function findHeader({ sent }: ReportExchange, name: string): string | undefined {
  return sent.headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
}

function hasBody(exchange: ReportExchange): boolean {
  return findHeader(exchange, 'content-length') !== undefined || exchange.sent.body.length > 0
}

/** File name of a case's body: letters, digits, `.`, `_` and `-` only, so that it is legal everywhere. */
export function nameBodyFile(caseId: string): string {
  return `${caseId.replace(/[^\w.-]+/g, '_')}.bin`
}

/**
 * The exchange that a finding is about: of several steps the one that its first mismatch names, else the first;
 * where nothing is amiss the last probe.
 */
export function findProbe<Sent extends { readonly role: string }>(
  exchanges: readonly Sent[],
  mismatches: readonly Mismatch[],
): Sent | undefined {
  const probes = exchanges.filter(({ role }) => role === 'probe')
  const [mismatch] = mismatches
  if (mismatch === undefined) return probes.at(-1) ?? exchanges.at(-1)
  const step = /^request (\d+): /.exec(mismatch.what)?.[1]
  return step === undefined ? exchanges[0] : (probes[Number(step) - 1] ?? exchanges[0])
}

/** True where the case sent another request before, beside or after this one: it alone may show nothing. */
export function isOneOfSeveral(probe: ReportExchange, exchanges: readonly ReportExchange[]): boolean {
  return exchanges.some(exchange => exchange.role === 'probe' && exchange !== probe)
}

/** The control that belongs to the finding: the last one sent. */
export function findControl(
  exchanges: readonly ReportExchange[],
  probe: ReportExchange | undefined,
): ReportExchange | undefined {
  return exchanges.findLast(exchange => exchange.role === 'control' && exchange !== probe)
}

/** The shell variable that holds such a token. */
export function nameTokenVariable({ kind }: TokenSpec = DEFAULT_TOKEN): string {
  switch (kind) {
    case 'scopes':
      return 'TOKEN_SCOPES'
    case 'otherUser':
      return 'TOKEN_OTHER_USER'
    case 'expired':
      return 'TOKEN_EXPIRED'
    case 'truncated':
      return 'TOKEN_TRUNCATED'
    case 'altered':
      return 'TOKEN_ALTERED'
    default:
      return 'TOKEN'
  }
}

/** A header value for the shell: a made-up token stands as it is, any other as its variable. */
function nameToken(value: string, token: TokenSpec = DEFAULT_TOKEN): string {
  const named = token.kind === 'garbage' ? token.value : `$${nameTokenVariable(token)}`
  return value.replace('$TOKEN', () => named)
}

function formatUrl(exchange: ReportExchange, baseUrl: string): { url: string; target?: string } {
  const { target } = exchange.sent
  const { protocol, host } = new URL(baseUrl)
  if (/^https?:/i.test(target)) return { url: target, target }
  return { url: `${protocol}//${findHeader(exchange, 'host') ?? host}${target}` }
}

/**
 * A curl line that sends the request again, run in the report's folder. The body comes from a file, so that no
 * shell can change it.
 */
export function formatCurl(exchange: ReportExchange, caseId: string, baseUrl: string): string {
  const { url, target } = formatUrl(exchange, baseUrl)
  const lines = exchange.sent.headers
    .filter(([name]) => !SET_BY_CURL.has(name.toLowerCase()))
    .map(([name, value]) => [name, nameToken(value, exchange.spec.token)] as const)
  const absent = DEFAULTS_OF_CURL.filter(name => findHeader(exchange, name) === undefined)
  return [
    'curl -i --http1.1 --path-as-is',
    `-X ${quote(exchange.sent.method)}`,
    ...lines.map(([name, value]) => `-H ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`),
    ...absent.map(name => `-H ${quote(`${name}:`)}`),
    ...(hasBody(exchange) ? [`--data-binary ${quote(`@${BODIES}/${nameBodyFile(caseId)}`)}`] : []),
    ...(target === undefined ? [] : [`--request-target ${quote(target)}`]),
    quote(url),
  ].join(' ')
}

/** The command that sends a case again, with the options that lead to report and target. */
export function formatReplay(caseId: string, options: readonly string[] = []): string {
  const words = options.map(word => (/^[\w$./:@%+=,-]+$/.test(word) ? word : quote(word)))
  return ['npx dismiss-conformance replay', caseId, ...words].join(' ')
}

/** The spec body of the exchange that a finding's curl line sends. */
export function findBody({ exchanges, mismatches }: ReportFinding): ReportExchange['spec']['body'] {
  return findProbe(exchanges, mismatches)?.spec.body
}
