import type { Fault, Quirk } from '../../reference/peculiarity.ts'
import type { Colors } from '../../reporters/console/paint.ts'
import { countOf, cut, formatSize, showBytes, showLine } from '../../reporters/text.ts'
import { formatTable } from '../io.ts'
import type { ExplainedRequest, ExplainedStep } from './request.ts'
import type { ExplainedCase, ExplainedRequirement } from './requirement.ts'

/** The longest documented input, in XML, has 149 bytes. */
const SHOWN_IN_LIST = 160
const SHOWN_ALONE = 2000

/** Left out of lists, where they say nothing. */
const USUAL_HEADERS = new Set(['authorization', 'content-length'])

function indent(lines: readonly string[], by: string): readonly string[] {
  return lines.map(line => (line === '' ? '' : by + line))
}

/** The body, cut visibly: what is left out is told by the full size. */
function formatBody({ body }: ExplainedRequest, limit: number): string {
  if (body.length === 0) return ''
  const text = cut(showLine(showBytes(body)), limit)
  return body.cut || text.endsWith('…') ? `${text}  (cut; ${formatSize(body.length)})` : text
}

function formatHeader([name, value]: readonly [string, string], limit: number): string {
  return cut(showLine(`${name}: ${value}`), limit)
}

function isUsual({ headers }: ExplainedRequest, name: string): boolean {
  const value = headers.find(([key]) => key.toLowerCase() === name)?.[1]
  return name !== 'authorization' || value === 'Bearer <a valid token>'
}

/** One or two lines: what is sent, without what every request has. */
function formatBriefly(request: ExplainedRequest): readonly string[] {
  const hasToken = request.headers.some(([name]) => name.toLowerCase() === 'authorization')
  const headers = request.headers.filter(
    ([name]) => !USUAL_HEADERS.has(name.toLowerCase()) || !isUsual(request, name.toLowerCase()),
  )
  const parts = [
    `${request.method} ${request.target}`,
    ...headers.map(header => formatHeader(header, SHOWN_IN_LIST)),
    ...(hasToken ? [] : ['no Authorization']),
  ]
  const body = formatBody(request, SHOWN_IN_LIST)
  return [parts.join(' · '), ...(body === '' ? [] : [body])]
}

/** The request as on the wire, line for line. */
function formatInFull(request: ExplainedRequest): readonly string[] {
  const body = formatBody(request, SHOWN_ALONE)
  return [
    `${request.method} ${request.target} HTTP/1.1`,
    ...request.headers.map(header => formatHeader(header, SHOWN_ALONE)),
    ...(body === '' ? [] : ['', body]),
  ]
}

function formatStep(step: ExplainedStep, lines: readonly string[], allowed: boolean): readonly string[] {
  const beside = [
    ...(step.connection === undefined ? [] : [`on the ${step.connection} as the one before`]),
    ...(step.link > 0 ? [`on link ${step.link + 1}`] : []),
    ...(step.manner === undefined ? [] : [step.manner]),
  ]
  return [
    ...(beside.length > 0 ? [`(${beside.join(', ')})`] : []),
    ...lines,
    ...(allowed ? [`→ ${step.allowed}`] : []),
  ]
}

/** The forms of a valid request that may be refused for themselves. */
const FORMS: Readonly<Record<NonNullable<ExplainedCase['presumes']>, string>> = {
  query: 'a reason in the query',
  bodiless: 'a request without a body',
  otherAccept: 'a request that asks for the other format',
}

function formatConditions(one: ExplainedCase): readonly string[] {
  const { needs, state, hostile, presumes, sharpens, rest } = one
  return [
    ...(needs.length > 0 ? [`needs ${needs.join(', ')}`] : []),
    ...(state === undefined ? [] : [`on a link in state ${state}`]),
    ...(presumes === undefined ? [] : [`only where the target takes ${FORMS[presumes]}`]),
    ...(sharpens === undefined ? [] : [`any other status fails where the target takes ${FORMS[sharpens]}`]),
    ...(rest ? ['the control comes half a second later'] : []),
    ...(hostile ? ['hostile: not sent to a remote target without leave'] : []),
  ]
}

function formatCaseBriefly(one: ExplainedCase, colors: Colors, allowed: boolean): readonly string[] {
  const conditions = formatConditions(one).join('; ')
  return [
    `${colors.bold(one.id)}${conditions === '' ? '' : `  (${conditions})`}`,
    ...indent(
      one.steps.flatMap(step => formatStep(step, formatBriefly(step.request), allowed)),
      '  ',
    ),
  ]
}

/** The one expectation that all cases and families share, where they do. */
function findCommonOutcome({ cases, families }: ExplainedRequirement): string | undefined {
  const steps = cases.flatMap(one => one.steps)
  const outcomes = new Set([...steps, ...families].map(({ allowed }) => allowed))
  return outcomes.size === 1 ? [...outcomes][0] : undefined
}

function formatCases(explained: ExplainedRequirement, colors: Colors): readonly string[] {
  const { cases, speaksOf } = explained
  if (cases.length === 0) {
    return speaksOf === undefined
      ? []
      : ['', colors.bold('Cases'), `  none of its own: it speaks of ${speaksOf}`]
  }
  const common = findCommonOutcome(explained)
  return [
    '',
    `${colors.bold(countOf(cases.length, 'case'))}${common === undefined ? '' : `, allowed: ${common}`}`,
    ...indent(
      cases.flatMap(one => formatCaseBriefly(one, colors, common === undefined)),
      '  ',
    ),
  ]
}

function formatFamilies(explained: ExplainedRequirement, colors: Colors): readonly string[] {
  const { families } = explained
  if (families.length === 0) return []
  const isCommon = findCommonOutcome(explained) !== undefined
  const rows = families.map(({ id, allowed }) => (isCommon ? [id] : [id, `allowed: ${allowed}`]))
  return ['', colors.bold('Generated'), ...indent(formatTable(rows), '  ')]
}

function formatProof({ provenBy, warnsAbout }: ExplainedRequirement, colors: Colors): readonly string[] {
  return [
    ...(provenBy.length === 0
      ? []
      : [
          '',
          colors.bold('Proven by these faults of the reference server'),
          ...indent(formatTable(provenBy.map(({ id, says }) => [id, says])), '  '),
        ]),
    ...(warnsAbout.length === 0
      ? []
      : ['', `${colors.bold('May warn about quirks')}  ${warnsAbout.join(', ')}`]),
  ]
}

/** A requirement: statement, sources, requests, outcomes, proof. */
export function formatRequirement(explained: ExplainedRequirement, colors: Colors): string {
  const { id, level, title, statement, sources } = explained
  return `${[
    `${colors.bold(id)}  ${level}  ${title}`,
    '',
    statement,
    '',
    colors.bold('Sources'),
    ...sources.flatMap(({ fact, says, source, url }) => [
      `  ${fact.padEnd(5)} ${says}`,
      `        ${source}  ${colors.dim(url)}`,
    ]),
    ...formatCases(explained, colors),
    ...formatFamilies(explained, colors),
    ...formatProof(explained, colors),
  ].join('\n')}\n`
}

/** One case, its requests line for line. */
export function formatCase(one: ExplainedCase, requirement: ExplainedRequirement, colors: Colors): string {
  const conditions = formatConditions(one)
  return `${[
    colors.bold(one.id),
    `${requirement.level}  ${requirement.title}`,
    ...conditions,
    ...one.steps.flatMap((step, index) => [
      '',
      ...(one.steps.length > 1 ? [colors.bold(`Request ${index + 1}`)] : []),
      ...formatStep(step, formatInFull(step.request), true),
    ]),
  ].join('\n')}\n`
}

/** A fault: what it does, what it breaks, how to see it. */
export function formatFault(fault: Fault, titles: ReadonlyMap<string, string>, colors: Colors): string {
  const broken = fault.breaks.map(id => [id, titles.get(id) ?? ''])
  return `${[
    `${colors.bold(fault.id)}  fault, breaks a ${fault.level}`,
    '',
    fault.says,
    '',
    colors.bold('Breaks'),
    ...indent(formatTable(broken), '  '),
    '',
    `${colors.bold('Smallest request')}  ${fault.shows}`,
    `${colors.bold('Put it on')}         dismiss-conformance serve --with ${fault.id}`,
  ].join('\n')}\n`
}

/** A quirk: what it does, what may warn. */
export function formatQuirk(quirk: Quirk, colors: Colors): string {
  const { id, says, shows, warns = [] } = quirk
  return `${[
    `${colors.bold(id)}  quirk: legal, no requirement fails`,
    '',
    says,
    '',
    `${colors.bold('Smallest request')}  ${shows}`,
    ...(warns.length === 0 ? [] : [`${colors.bold('May warn')}          ${warns.join(', ')}`]),
    `${colors.bold('Put it on')}         dismiss-conformance serve --with ${id}`,
  ].join('\n')}\n`
}
