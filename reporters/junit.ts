import { describeCount, describeFlags, describeSources } from './finding-words.ts'
import type { Report, ReportFinding, ReportRequirement } from './report.ts'
import { showLine, showText } from './text.ts'
import { isSetAside } from './verdict.ts'

type Attributes = Readonly<Record<string, string | number>>

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Text for XML 1.0; what the standard forbids has been made visible. */
function escapeXml(text: string): string {
  return showText(text).replace(/[&<>"]/g, character => ENTITIES[character] ?? character)
}

function formatAttributes(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(showLine(String(value)))}"`)
    .join('')
}

function element(name: string, attributes: Attributes, content: readonly string[] = []): string {
  const head = `<${name}${formatAttributes(attributes)}`
  return content.length === 0 ? `${head}/>` : `${head}>${content.join('')}</${name}>`
}

function describeFinding(finding: ReportFinding, requirement: ReportRequirement): string {
  const lines = [
    `${finding.caseId}  ${[describeCount(finding, requirement), ...describeFlags(finding)].join(', ')}`,
    ...finding.mismatches.map(
      ({ what, expected, received }) => `  ${what}: expected ${expected}, received ${received}`,
    ),
    ...(finding.because === undefined ? [] : [`  ${finding.because}`]),
    ...(finding.verdict === 'observed' ? [`  observed: ${finding.observation}`] : []),
    `  again: ${finding.reproduce.replay}`,
  ]
  return lines.map(showLine).join('\n')
}

/** Of the verdict's own findings. */
function describeOutcome(requirement: ReportRequirement, findings: readonly ReportFinding[]): string {
  const own = findings.filter(({ verdict }) => verdict === requirement.verdict)
  return [
    requirement.statement,
    `Source: ${describeSources(requirement)}`,
    ...own.map(finding => describeFinding(finding, requirement)),
  ].join('\n')
}

function describeMessage({ because }: ReportRequirement, findings: readonly ReportFinding[]): string {
  const mismatch = findings[0]?.mismatches[0]
  if (mismatch === undefined) return because ?? ''
  return `${mismatch.what}: expected ${mismatch.expected}, received ${mismatch.received}`
}

type Outcome = 'failure' | 'error' | 'skipped' | 'output' | 'pass'

function outcomeOf(requirement: ReportRequirement, failOnShould: boolean): Outcome {
  switch (requirement.verdict) {
    case 'failed':
      return isSetAside(requirement) ? 'skipped' : 'failure'
    case 'warned':
      return failOnShould && !isSetAside(requirement) ? 'failure' : 'output'
    case 'inconclusive':
      return isSetAside(requirement) ? 'skipped' : 'error'
    case 'skipped':
      return 'skipped'
    case 'observed':
      return 'output'
    case 'passed':
      return 'pass'
  }
}

function formatOutcome(outcome: Outcome, requirement: ReportRequirement, findings: readonly ReportFinding[]) {
  const message = describeMessage(requirement, findings)
  const text = escapeXml(describeOutcome(requirement, findings))
  switch (outcome) {
    case 'failure':
    case 'error':
      return [element(outcome, { message, type: requirement.cause ?? requirement.level }, [text])]
    case 'skipped':
      return [element('skipped', { message: [...describeFlags(requirement), message].join(': ') })]
    case 'output':
      return [element('system-out', {}, [text])]
    case 'pass':
      return []
  }
}

/**
 * JUnit XML: a suite for each area, a test for each requirement. `failed` is a failure, `inconclusive` an error;
 * `warned` passes with its text, or fails where the run fails on SHOULD; what is set aside counts as skipped.
 */
export function formatJunit(report: Report): string {
  const findingsOf = (id: string): readonly ReportFinding[] =>
    report.findings.filter(({ requirement }) => requirement === id)
  const suites = report.areas.map(({ name, title }) => {
    const requirements = report.requirements.filter(({ area }) => area === name)
    const outcomes = requirements.map(entry => outcomeOf(entry, report.run.failOn === 'should'))
    const count = (wanted: Outcome): number => outcomes.filter(outcome => outcome === wanted).length
    const tests = requirements.map((entry, index) =>
      element(
        'testcase',
        { classname: `dismiss.${name}`, name: `${entry.id} ${entry.level} ${entry.title}` },
        formatOutcome(outcomes[index] ?? 'pass', entry, findingsOf(entry.id)),
      ),
    )
    const totals = { failures: count('failure'), errors: count('error'), skipped: count('skipped') }
    const content = tests.map(test => `\n    ${test}`)
    return element('testsuite', { name: title, tests: tests.length, ...totals }, [...content, '\n  '])
  })
  const { target, run } = report
  const attributes = { name: `UCWA dismiss: ${target.name}`, time: (run.durationMs / 1000).toFixed(3) }
  const content = suites.map(suite => `\n  ${suite}`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', attributes, [...content, '\n'])}\n`
}
