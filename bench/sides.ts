import { Pool } from 'undici'
import { conductRun } from '../engine/conduct/run.ts'
import { encodeBody } from '../engine/encode/body.ts'
import type { MakeSamples } from '../engine/generate/sample-thread.ts'
import type { Area, Requirement } from '../engine/model/requirement.ts'
import { openTarget } from '../engine/target/open.ts'
import { parseProfile } from '../engine/target/profile.ts'
import { catalogue } from '../suites/catalogue.ts'

/** What one side did in one round. */
export interface Round {
  readonly requests: number
  readonly seconds: number
  /** CPU of this process, in seconds. */
  readonly cpu: number
}

const CONNECTIONS = 32

async function measure(work: () => Promise<number>): Promise<Round> {
  const cpuBefore = process.cpuUsage()
  const before = performance.now()
  const requests = await work()
  const { user, system } = process.cpuUsage(cpuBefore)
  return { requests, seconds: (performance.now() - before) / 1000, cpu: (user + system) / 1e6 }
}

/** A bare undici Pool that sends the same request, as many at a time as the campaign does. */
export async function runBare(origin: string, requests: number): Promise<Round> {
  const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1 })
  const body = encodeBody('json', 'Conflict')
  const headers = { 'content-type': 'application/json', authorization: 'Bearer token' }
  let left = requests
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      const answer = await pool.request({ path: '/dismiss', method: 'POST', headers, body })
      await answer.body.dump()
    }
  }
  const round = await measure(async () => {
    await Promise.all(Array.from({ length: CONNECTIONS }, worker))
    return requests
  })
  await pool.close()
  return round
}

/** The families whose samples a 204 answers: the only ones that this opponent does not fail. */
function acceptedFamilies(): readonly Area[] {
  return catalogue.map(area => ({
    ...area,
    requirements: area.requirements.flatMap((requirement): readonly Requirement[] => {
      if (!('cases' in requirement)) return [requirement]
      const families = (requirement.families ?? []).filter(({ row }) => row === 'valid' || row === 'S-23')
      return families.length > 0 ? [{ ...requirement, cases: [], families }] : []
    }),
  }))
}

/** The campaign of the suite: generation, parse-back, sending, judging; its controls count as requests. */
export async function runCampaign(
  origin: string,
  generated: number,
  makeSamples: MakeSamples | undefined,
): Promise<Round> {
  const profile = {
    baseUrl: origin,
    tokens: { default: 'token' },
    links: { static: ['/dismiss'], reusable: true },
  }
  const target = await openTarget(parseProfile(JSON.stringify(profile), 'bench.json'))
  const round = await measure(async () => {
    await conductRun({
      areas: acceptedFamilies(),
      target,
      seed: 1,
      generated,
      ...(makeSamples && { makeSamples }),
      selects: () => true,
      signal: new AbortController().signal,
      onFinding: finding => {
        if (finding.verdict === 'failed') throw new Error(`the bench server failed ${finding.caseId}`)
      },
    })
    return target.sender.requests
  })
  await target.close()
  return round
}
