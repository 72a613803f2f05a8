import { type Dispatcher, Pool } from 'undici'
import { planCampaign } from '../engine/conduct/campaign/family-plan.ts'
import { sampleCase } from '../engine/conduct/campaign/sample-case.ts'
import { conductRun } from '../engine/conduct/run.ts'
import { allowsAcceptance } from '../engine/conduct/steps.ts'
import { sampleAt } from '../engine/generate/sample.ts'
import type { MakeSamples } from '../engine/generate/sample-thread.ts'
import type { Area, Requirement } from '../engine/model/requirement.ts'
import { USER_AGENT } from '../engine/send/user-agent.ts'
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

/** Starts counting; the function it gives says what was done since, when told the number of requests. */
function startRound(): (requests: number) => Round {
  const cpuBefore = process.cpuUsage()
  const before = performance.now()
  return requests => {
    const { user, system } = process.cpuUsage(cpuBefore)
    return { requests, seconds: (performance.now() - before) / 1000, cpu: (user + system) / 1e6 }
  }
}

/** The families whose samples may be answered 204: the only ones that this opponent does not fail. */
function acceptedFamilies(): readonly Area[] {
  return catalogue.map(area => ({
    ...area,
    requirements: area.requirements.flatMap((requirement): readonly Requirement[] => {
      if (!('cases' in requirement)) return [requirement]
      const families = (requirement.families ?? []).filter(allowsAcceptance)
      return families.length > 0 ? [{ ...requirement, cases: [], families }] : []
    }),
  }))
}

/** A request as undici takes it. */
type Ready = Pick<Dispatcher.RequestOptions, 'path' | 'method' | 'headers' | 'body'>

/** So many different requests of the campaign does the bare pool send again and again. */
const READY = 2000

/** The requests that the campaign begins with, made beforehand: what differs between the sides is not the traffic. */
export function readyRequests(): readonly Ready[] {
  return planCampaign(acceptedFamilies(), READY, () => true).flatMap(({ requirement, family, samples }) =>
    Array.from({ length: samples }, (_, index): Ready => {
      const { id, steps } = sampleCase(requirement, family, index, sampleAt(family, 1, index))
      const { headers = [], body = null } = steps[0].request
      const all = [
        ['Authorization', 'Bearer token'],
        ...headers,
        ['User-Agent', USER_AGENT],
        ['X-Conformance-Case', id],
      ]
      return { path: '/dismiss', method: 'POST', headers: all.flat(), body }
    }),
  )
}

/** A bare undici Pool that sends these requests in turn, as many at a time as the campaign does. */
export async function runBare(origin: string, requests: number, ready: readonly Ready[]): Promise<Round> {
  const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1 })
  let left = requests
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      const request = ready[left % ready.length]
      if (request === undefined) throw new RangeError('no request is ready')
      const answer = await pool.request(request)
      await answer.body.dump()
    }
  }
  const endRound = startRound()
  await Promise.all(Array.from({ length: CONNECTIONS }, worker))
  const round = endRound(requests)
  await pool.close()
  return round
}

/**
 * The campaign of the suite at its steady rate: generation, parse-back, sending, judging; its controls count as
 * requests. The clock starts when the first sample was judged, after the run has tried what the target takes; that
 * far ahead, some 500 samples are made already.
 */
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
  let steady: { readonly endRound: ReturnType<typeof startRound>; readonly from: number } | undefined
  await conductRun({
    areas: acceptedFamilies(),
    target,
    seed: 1,
    generated,
    ...(makeSamples && { makeSamples }),
    selects: () => true,
    signal: new AbortController().signal,
    onProgress: () => {
      steady ??= { endRound: startRound(), from: target.sender.requests }
    },
    onFinding: finding => {
      if (finding.verdict === 'failed') throw new Error(`the bench server failed ${finding.caseId}`)
    },
  })
  if (steady === undefined) throw new Error('the campaign sent nothing')
  const round = steady.endRound(target.sender.requests - steady.from)
  await target.close()
  return round
}
