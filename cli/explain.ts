import { sampleCase } from '../engine/conduct/campaign/sample-case.ts'
import { sampleAt } from '../engine/generate/sample.ts'
import type { Area } from '../engine/model/requirement.ts'
import { faults, quirks } from '../reference/catalogue.ts'
import type { Fault, Quirk } from '../reference/peculiarity.ts'
import type { Colors } from '../reporters/console/paint.ts'
import { CATALOGUE_VERSION, catalogue } from '../suites/catalogue.ts'
import { UsageError } from './errors.ts'
import { type ExplainedCase, explainCase, explainRequirement } from './explain/requirement.ts'
import { formatFaults, formatQuirks, formatRequirements } from './explain/tables.ts'
import { formatCase, formatFault, formatQuirk, formatRequirement } from './explain/words.ts'
import { colorsFor, type Io } from './io.ts'
import { findNamed, listCases, type Named } from './lookup.ts'
import { suggest } from './near.ts'

interface ExplainOptions {
  readonly faults?: true
  readonly quirks?: true
  readonly json?: true
}

/** The same thing as data and as text. */
interface Explanation {
  readonly data: object
  readonly text: (colors: Colors) => string
}

/** Samples are shown for the seed that `run` uses by itself. */
const SEED = 1

const SAMPLES_SHOWN = 3

function showFault({ id, level, breaks, says, shows }: Fault): object {
  return { kind: 'fault', id, level, breaks, says, shows }
}

function showQuirk({ id, warns = [], says, shows }: Quirk): object {
  return { kind: 'quirk', id, warns, says, shows }
}

function explainTables(options: ExplainOptions, areas: readonly Area[]): Explanation {
  if (options.faults || options.quirks) {
    return {
      data: {
        ...(options.faults && { faults: faults.map(showFault) }),
        ...(options.quirks && { quirks: quirks.map(showQuirk) }),
      },
      text: () => (options.faults ? formatFaults(faults) : '') + (options.quirks ? formatQuirks(quirks) : ''),
    }
  }
  return {
    data: {
      catalogue: CATALOGUE_VERSION,
      requirements: areas.flatMap(area =>
        area.requirements.map(requirement => ({ area: area.name, ...explainRequirement(requirement) })),
      ),
    },
    text: colors => formatRequirements(areas, colors),
  }
}

function explainCases(requirement: Named['requirement'], cases: readonly ExplainedCase[]): Explanation {
  const explained = explainRequirement(requirement)
  const { id, level, title, statement } = explained
  return {
    data: { requirement: { id, level, title, statement }, cases },
    text: colors => cases.map(one => formatCase(one, explained, colors)).join('\n'),
  }
}

/** The sample asked for, or the first few of a family. */
function explainSamples(named: Extract<Named, { kind: 'family' }>): readonly ExplainedCase[] {
  const { requirement, family, index } = named
  const indices = index === undefined ? Array.from({ length: SAMPLES_SHOWN }, (_, i) => i) : [index]
  return indices.map(at => explainCase(sampleCase(requirement, family, at, sampleAt(family, SEED, at))))
}

function explainNamed(named: Named): Explanation {
  switch (named.kind) {
    case 'requirement': {
      const explained = explainRequirement(named.requirement)
      return { data: explained, text: colors => formatRequirement(explained, colors) }
    }
    case 'case':
      return explainCases(named.requirement, [explainCase(named.case)])
    case 'family':
      return explainCases(named.requirement, explainSamples(named))
    case 'aspect': {
      const { of } = named
      return explainCases(named.requirement, of.kind === 'case' ? [explainCase(of.case)] : explainSamples(of))
    }
  }
}

function explainId(id: string, areas: readonly Area[]): Explanation {
  const named = findNamed(areas, id)
  if (named !== undefined) return explainNamed(named)
  const fault = faults.find(one => one.id === id)
  if (fault !== undefined) {
    const titles = new Map(areas.flatMap(area => area.requirements.map(one => [one.id, one.title])))
    return { data: showFault(fault), text: colors => formatFault(fault, titles, colors) }
  }
  const quirk = quirks.find(one => one.id === id)
  if (quirk !== undefined) return { data: showQuirk(quirk), text: colors => formatQuirk(quirk, colors) }
  const requirements = areas.flatMap(area => area.requirements.map(one => one.id))
  const known = id.includes('/')
    ? listCases(areas)
    : [...requirements, ...[...faults, ...quirks].map(one => one.id)]
  throw new UsageError(`unknown id ${id}${suggest(id, known)}; \`explain\` alone lists the requirements`)
}

/**
 * `explain [ID]`: without an id the tables, with one all that is known about it. Throws a `UsageError` for an
 * unknown id.
 */
export function explain(id: string | undefined, options: ExplainOptions, { out }: Pick<Io, 'out'>): number {
  if (id !== undefined && (options.faults || options.quirks)) {
    throw new UsageError('--faults and --quirks list all of them; leave the id out')
  }
  const { data, text } = id === undefined ? explainTables(options, catalogue) : explainId(id, catalogue)
  out.write(options.json ? `${JSON.stringify(data, null, 2)}\n` : text(colorsFor(out)))
  return 0
}
