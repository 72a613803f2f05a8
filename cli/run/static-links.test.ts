import { describe, expect, it } from 'vitest'
import { conductRun } from '../../engine/conduct/run.ts'
import type { Finding } from '../../engine/model/finding.ts'
import type { Target } from '../../engine/model/target.ts'
import { openTarget } from '../../engine/target/open.ts'
import { catalogue } from '../../suites/catalogue.ts'
import { formatPlan } from './plan.ts'
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

/** What `--plan` says of that many links. */
function planned(target: Target, links: number): number {
  const line = new RegExp(`^ +${links} links? +(\\d+) of`, 'm')
  return Number(line.exec(formatPlan(catalogue, target, () => true))?.[1])
}

async function judge(
  links: number,
  further = false,
): Promise<{ judged: Set<string>; planned: number; bad: Finding[] }> {
  const { server, profile } = await startWithStaticLinks(links, '127.0.0.1', [], further)
  const target = await openTarget(profile)
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
  const expected = planned(target, links)
  await target.close()
  await server.close()
  return { judged: new Set(musts.map(({ id }) => id).filter(id => judged.has(id))), planned: expected, bad }
}

describe('static links', () => {
  it.each([1, 12, 40])('%i judge as many MUSTs as the plan said, and find nothing', async links => {
    const { judged, planned, bad } = await judgeOnce(links)
    expect(bad.map(({ caseId, because, mismatches }) => [caseId, because, mismatches])).toEqual([])
    expect(judged.size).toBe(planned)
  })

  it('12 judge as many as the plan said also with some of the tokens there could be', async () => {
    const { judged, planned, bad } = await judge(12, true)
    expect(bad).toEqual([])
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
