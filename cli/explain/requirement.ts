import { isProbing } from '../../engine/conduct/bundle.ts'
import type { Case, Level, Requirement } from '../../engine/model/requirement.ts'
import { faults, quirks } from '../../reference/catalogue.ts'
import type { ReportSource } from '../../reporters/report.ts'
import { facts } from '../../suites/facts.ts'
import { describeExpectation, type ExplainedStep, explainStep } from './request.ts'

/** A case in words. */
export interface ExplainedCase extends Pick<Case, 'state' | 'presumes' | 'sharpens' | 'rest'> {
  readonly id: string
  /** Capabilities without which it is skipped. */
  readonly needs: readonly string[]
  readonly hostile: boolean
  readonly steps: readonly ExplainedStep[]
}

/** A requirement with all that stands behind it. */
export interface ExplainedRequirement {
  readonly id: string
  readonly level: Level
  readonly title: string
  readonly statement: string
  readonly sources: readonly ReportSource[]
  /** Where it has no cases of its own: what it speaks about. */
  readonly speaksOf?: 'every answer' | 'every refusal'
  readonly cases: readonly ExplainedCase[]
  readonly families: readonly { readonly id: string; readonly allowed: string }[]
  /** Faults of the reference server that break it. */
  readonly provenBy: readonly { readonly id: string; readonly says: string }[]
  /** Quirks that it may warn about. */
  readonly warnsAbout: readonly string[]
}

/** What a requirement without cases speaks about. */
export function speaksOf(requirement: Requirement): ExplainedRequirement['speaksOf'] {
  if ('everyAnswer' in requirement) return 'every answer'
  return 'afterRefusalOf' in requirement ? 'every refusal' : undefined
}

/** A case in words. */
export function explainCase(probed: Case): ExplainedCase {
  const { id, needs = [], state, presumes, sharpens, rest, hostile = false, steps } = probed
  return {
    id,
    needs,
    ...(state && { state }),
    ...(presumes && { presumes }),
    ...(sharpens && { sharpens }),
    ...(rest && { rest }),
    hostile,
    steps: steps.map(explainStep),
  }
}

function explainSources(ids: readonly string[]): readonly ReportSource[] {
  return ids.flatMap(id => {
    const known = facts[id]
    return known === undefined ? [] : [{ fact: id, says: known.says, source: known.source, url: known.url }]
  })
}

/** A requirement with its sources, cases, and the faults that prove it. */
export function explainRequirement(requirement: Requirement): ExplainedRequirement {
  const { id, level, title, statement, sources } = requirement
  const subject = speaksOf(requirement)
  const { cases, families = [] } = isProbing(requirement) ? requirement : { cases: [] }
  return {
    id,
    level,
    title,
    statement,
    sources: explainSources(sources),
    ...(subject !== undefined && { speaksOf: subject }),
    cases: cases.map(explainCase),
    families: families.map(({ name, expect }) => ({
      id: `${id}/${name}`,
      allowed: describeExpectation(expect),
    })),
    provenBy: faults
      .filter(({ breaks }) => breaks.includes(id))
      .map(({ id: fault, says }) => ({ id: fault, says })),
    warnsAbout: quirks.filter(({ warns }) => warns?.includes(id)).map(quirk => quirk.id),
  }
}
