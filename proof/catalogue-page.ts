import type { Requirement } from '../engine/model/requirement.ts'
import { faults, quirks } from '../reference/catalogue.ts'
import type { Fault, Quirk } from '../reference/peculiarity.ts'
import { CATALOGUE_VERSION, catalogue } from '../suites/catalogue.ts'
import { excluded } from '../suites/excluded.ts'
import type { Fact } from '../suites/facts/sources.ts'
import { facts } from '../suites/facts.ts'

/** Text of a row as Markdown means it; code spans stay as they are. */
function escapeText(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) =>
      index % 2 === 1 ? part.replaceAll('|', '\\|') : part.replace(/[\\*_<>|[\]]/g, '\\$&'),
    )
    .join('')
}

/** `1 case`, `22 cases`; names ending in y make `families`. */
function countOf(count: number, name: string): string {
  if (count === 1) return `1 ${name}`
  return `${count.toLocaleString('en')} ${name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`}`
}

const code = (text: string): string => `\`${text}\``

function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Where `[F-18]` leads, and what shows when it is pointed at. */
function defineFact([id, { source, says, url }]: readonly [string, Fact]): string {
  return `[${id}]: ${url} "${`${source}: ${says}`.replaceAll('"', '\\"')}"`
}

/** The heading of a requirement is its id alone, so that this anchor is stable. */
const linkRequirement = (id: string): string => `[${id}](#${id.toLowerCase()})`

function describeCases(requirement: Requirement): string {
  if ('everyAnswer' in requirement) return 'every answer that it speaks about, whichever case brought it'
  if ('afterRefusalOf' in requirement) return 'the control behind every refusal that it speaks about'
  const { cases, families = [] } = requirement
  const generated = families.length === 0 ? '' : ` and ${countOf(families.length, 'generated family')}`
  return `${countOf(cases.length, 'case')}${generated}`
}

function describeProof({ id, level }: Requirement): string {
  if (level === 'OBSERVE') return 'nothing to prove: observed, never judged'
  const own = faults.filter(({ breaks }) => breaks[0] === id)
  return own.length === 0 ? 'no fault yet' : own.map(fault => code(fault.id)).join(', ')
}

function formatRequirement(requirement: Requirement): string {
  const { id, level, title, statement, sources } = requirement
  return [
    `### ${id}`,
    `**${level}** ${escapeText(title)}`,
    escapeText(statement),
    [
      `- Sources: ${sources.map(id => `[${id}]`).join(', ')}`,
      `- Judged by: ${describeCases(requirement)}`,
      `- Proven by: ${describeProof(requirement)}`,
    ].join('\n'),
  ].join('\n\n')
}

function formatCounts(requirements: readonly Requirement[]): string {
  const levels = ['MUST', 'SHOULD', 'OBSERVE'] as const
  const ofLevel = levels.map(level => `${requirements.filter(one => one.level === level).length} ${level}`)
  const probes = requirements.flatMap(one => ('cases' in one ? [one] : []))
  const cases = probes.reduce((sum, one) => sum + one.cases.length, 0)
  const families = probes.reduce((sum, one) => sum + (one.families?.length ?? 0), 0)
  return [
    `${countOf(requirements.length, 'requirement')} (${ofLevel.join(', ')})`,
    countOf(cases, 'case'),
    countOf(families, 'generated family'),
    countOf(faults.length, 'fault'),
    countOf(quirks.length, 'quirk'),
  ].join(' · ')
}

const formatFault = ({ id, says, breaks }: Fault): readonly string[] => [
  code(id),
  escapeText(says),
  breaks.map(linkRequirement).join(', '),
]

const formatQuirk = ({ id, says, warns = [] }: Quirk): readonly string[] => [
  code(id),
  escapeText(says),
  warns.map(linkRequirement).join(', '),
]

/** `docs/catalogue.md`: all requirements, faults, quirks and excluded facts, as Markdown. */
export function formatCatalogue(): string {
  const requirements = catalogue.flatMap(area => area.requirements)
  const sections = [
    '# Catalogue',
    `Edition ${CATALOGUE_VERSION}: ${formatCounts(requirements)}.`,
    'Written by `npm run catalogue`; do not edit. A source shows its page and what it says when pointed at. ' +
      '`npx dismiss-conformance explain ID` prints the requests and outcomes of each requirement.',
    [
      ...catalogue.map(({ title, requirements: own }) => {
        const ids = own.map(({ id }) => linkRequirement(id)).join(' ')
        return `- ${title}: ${ids}`
      }),
      '- [Faults](#faults) · [Quirks](#quirks) · [Excluded facts](#excluded-facts)',
    ].join('\n'),
    ...catalogue.flatMap(({ title, requirements: own }) => [`## ${title}`, ...own.map(formatRequirement)]),
    '## Faults',
    'What the reference server does wrong on purpose. The first requirement is the one that has to find it; ' +
      'the others fall with it.',
    formatTable(['Fault', 'What the server does', 'Breaks'], faults.map(formatFault)),
    '## Quirks',
    'What the pages allow. Nothing may fail because of it; the requirements named may warn.',
    formatTable(['Quirk', 'What the server does', 'May warn'], quirks.map(formatQuirk)),
    '## Excluded facts',
    'Facts without a requirement of their own.',
    formatTable(
      ['Fact', 'What it says', 'Why it is not judged'],
      Object.entries(excluded).map(([id, reason]) => [
        `[${id}]`,
        escapeText(facts[id]?.says ?? ''),
        escapeText(reason),
      ]),
    ),
    Object.entries(facts).map(defineFact).join('\n'),
  ]
  return `${sections.join('\n\n')}\n`
}
