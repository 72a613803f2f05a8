import { describe, expect, it } from 'vitest'
import { bundleCases } from '../../engine/conduct/bundle.ts'
import { estimate, planLives } from '../../engine/conduct/plan.ts'
import { conductRun } from '../../engine/conduct/run.ts'
import type { Finding } from '../../engine/model/finding.ts'
import { openTarget } from '../../engine/target/open.ts'
import { catalogue } from '../../suites/catalogue.ts'
import { startWithStaticLinks } from './test-reference.ts'

const musts = catalogue.flatMap(area => area.requirements).filter(({ level }) => level === 'MUST')

/** MUSTs that need error states, other tokens, or forms of ids that a link may lack. */
const OUT_OF_REACH = /^DIS-(OPERATION|SCOPE)-|^DIS-AUTH-06$/

const results = new Map<number, ReturnType<typeof judge>>()

/** One run for each number of links. */
function judgeOnce(links: number): ReturnType<typeof judge> {
  const result = results.get(links) ?? judge(links)
  results.set(links, result)
  return result
}

async function judge(links: number): Promise<{ judged: Set<string>; planned: number; bad: Finding[] }> {
  const { server, profile } = await startWithStaticLinks(links)
  const target = await openTarget(profile)
  const bundles = bundleCases(catalogue, () => true).filter(({ lead }) =>
    (lead.needs ?? []).every(need => target.capabilities.has(need)),
  )
  const planned = estimate(catalogue, planLives(bundles, target.links.perLink), links).must.judged
  const judged = new Set<string>()
  const bad: Finding[] = []
  await conductRun({
    areas: catalogue,
    target,
    seed: 1,
    generated: 100,
    selects: () => true,
    signal: new AbortController().signal,
    onFinding: finding => {
      if (finding.verdict === 'passed') judged.add(finding.requirement)
      if (['failed', 'warned', 'inconclusive'].includes(finding.verdict)) bad.push(finding)
    },
  })
  await target.close()
  await server.close()
  return { judged: new Set(musts.map(({ id }) => id).filter(id => judged.has(id))), planned, bad }
}

describe('static links', () => {
  it.each([1, 12, 40])('%i judge as many MUSTs as the plan said, and find nothing', async links => {
    const { judged, planned, bad } = await judgeOnce(links)
    expect(bad.map(({ caseId, because, mismatches }) => [caseId, because, mismatches])).toEqual([])
    expect(judged.size).toBe(planned)
  })

  it('40 judge every MUST that needs no error state or second token', async () => {
    const { judged } = await judgeOnce(40)
    expect(musts.map(({ id }) => id).filter(id => !judged.has(id) && !OUT_OF_REACH.test(id))).toEqual([])
  })

  it('1 judges 20 requirements or more', async () => {
    const { judged } = await judgeOnce(1)
    expect(judged.size).toBeGreaterThanOrEqual(20)
  })
})
