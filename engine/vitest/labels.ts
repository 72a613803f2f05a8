import type { Area, Level, Requirement } from '../model/requirement.ts'

/** One thing the docs say, and where. */
export interface SourceText {
  readonly source: string
  readonly url: string
}

/** Where a requirement stands in an Allure report. */
export interface AllureLabels {
  readonly epic: string
  readonly feature: string
  readonly story: string
  readonly severity: 'critical' | 'normal' | 'trivial'
  readonly links: readonly { readonly name: string; readonly url: string; readonly type: 'link' }[]
}

const SEVERITY = {
  MUST: 'critical',
  SHOULD: 'normal',
  OBSERVE: 'trivial',
} as const satisfies Record<Level, AllureLabels['severity']>

/** Labels of a requirement's test: feature is the area, story the requirement, links lead to the sources. */
export function labelsFor(
  { id, title, level, sources }: Requirement,
  area: Area,
  facts: Readonly<Record<string, SourceText>>,
): AllureLabels {
  return {
    epic: 'UCWA dismiss',
    feature: area.title,
    story: `${id} ${title}`,
    severity: SEVERITY[level],
    links: sources.flatMap(fact => {
      const known = facts[fact]
      return known === undefined ? [] : [{ name: `${fact} ${known.source}`, url: known.url, type: 'link' }]
    }),
  }
}
