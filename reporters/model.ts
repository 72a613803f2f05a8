import type { Finding } from '../engine/model/finding.ts'
import type { Level, Requirement } from '../engine/model/requirement.ts'
import { applyBaseline } from './baseline.ts'
import { createCatalogueOrder } from './catalogue-order.ts'
import { type Counts, countBy } from './count-by.ts'
import { describeRequirement } from './describe-requirement.ts'
import { groupBy } from './group-by.ts'
import { applyRulings, groupFindings } from './group-findings.ts'
import { describeLimits } from './limits-of-proof.ts'
import { groupNotJudged } from './not-judged.ts'
import type { Report, Run } from './report.ts'
import type { ReportInput } from './report-input.ts'
import { cut } from './text.ts'
import { computeExit, computeRunVerdict, countJudged } from './verdict.ts'

const LEVELS = ['MUST', 'SHOULD', 'OBSERVE'] as const satisfies readonly Level[]

function keepLast(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map(finding => [`${finding.caseId} ${finding.key}`, finding])).values()]
}

/** Whether the finding is of one written case: counted ones of families and of every answer tell no one outcome. */
function isWrittenCase({ caseId }: Finding, requirement: Requirement | undefined): boolean {
  if (requirement === undefined || !('cases' in requirement)) return false
  const families = (requirement.families ?? []).map(({ name }) => `${requirement.id}/${name}`)
  return !families.includes(caseId.split('#', 1)[0] ?? caseId)
}

/** The report of a run: pure, the same input gives the same report. */
export function buildReport(input: ReportInput): Report {
  const { suite, target, areas, baseline, rulings = {}, failOn = 'must', run } = input
  const placeOf = createCatalogueOrder(areas)
  const told = keepLast(input.findings).toSorted((one, two) => placeOf(one.caseId) - placeOf(two.caseId))
  const applied = baseline && applyBaseline(told, baseline.entries, baseline.today)
  const marked = applyRulings(applied?.findings ?? told, rulings)
  const grouped = groupBy(
    groupFindings(marked, target.baseUrl, input.replayOptions),
    ({ requirement }) => requirement,
  )

  const catalogue = new Map(areas.flatMap(area => area.requirements.map(entry => [entry.id, entry] as const)))
  const requirements = areas.flatMap(area =>
    area.requirements.map(entry => describeRequirement(entry, area.name, grouped.get(entry.id) ?? [], input)),
  )
  const findings = requirements.flatMap(({ id }) => grouped.get(id) ?? [])
  const judged = { must: countJudged(requirements, 'MUST'), should: countJudged(requirements, 'SHOULD') }
  const unspoken = new Set(told.flatMap(finding => (finding.unspoken ? finding.requirement : [])))
  const notJudged = groupNotJudged(requirements, catalogue, unspoken, run.interrupted)
  const described: Run = {
    ...run,
    startedAt: new Date(run.startedAt).toISOString(),
    requestsPerSecond: run.durationMs > 0 ? Math.round((run.requests * 1000) / run.durationMs) : 0,
    failOn,
  }
  const totalOf = (level: Level): Counts =>
    countBy(
      requirements.filter(entry => entry.level === level),
      ({ verdict }) => verdict,
      () => 1,
    )

  return {
    schemaVersion: 1,
    suite,
    target,
    run: described,
    verdict: computeRunVerdict(requirements),
    exit: computeExit({
      requirements,
      judged,
      notJudged,
      failOn,
      rulings,
      interrupted: run.interrupted,
      causes: new Set(
        findings.flatMap(({ verdict, cause }) => (verdict === 'inconclusive' && cause ? cause : [])),
      ),
      ...(input.stopped && { stopped: input.stopped }),
      ...(input.expectMust !== undefined && { expectMust: input.expectMust }),
      ...(applied && { baseline: applied.result }),
      ...(baseline?.strict && { strictBaseline: true }),
    }),
    ...(input.selection && { selection: input.selection }),
    judged,
    notJudged,
    doesNotProve: describeLimits(notJudged, findings, described),
    totals: Object.fromEntries(LEVELS.map(level => [level, totalOf(level)])) as Report['totals'],
    areas: areas.map(({ name, title }) => ({ name, title })),
    requirements,
    findings,
    observations: Object.fromEntries(
      marked
        .filter(finding => finding.verdict !== 'skipped')
        .filter(finding => isWrittenCase(finding, catalogue.get(finding.requirement)))
        .map(({ caseId, observation }) => [caseId, cut(observation, 200)]),
    ),
    latency: input.latency ?? null,
    ...(applied && { baseline: applied.result }),
    ...(Object.keys(rulings).length > 0 && { rulings }),
  }
}
