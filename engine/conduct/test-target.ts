import { recordAnswer, recordError, recordExchange } from '../judge/test-exchange.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import type { Area, Capability } from '../model/requirement.ts'
import { Secret } from '../model/secret.ts'
import type { Channel, Link, Outgoing, Target, TokenSupply } from '../model/target.ts'
import { conductRun } from './run.ts'
import { isMalformed } from './test-areas.ts'

/** For tests: what a made-up server does with a request; `live` says whether its link still is. */
export type Behaviour = (outgoing: Outgoing, live: boolean) => Exchange

export const noContent = recordExchange(recordAnswer(204))
export const notFound = recordError(404, 'NotFound')
export const badRequest = recordError(400, 'BadRequest')

/** A server that conforms: malformed is 400, a live link 204, a spent one 404. */
export const conforming: Behaviour = (outgoing, live) => {
  if (!live) return notFound
  return isMalformed(outgoing) ? badRequest : noContent
}

interface Options {
  /** Links there are; default unlimited, made on demand. */
  readonly links?: number
  readonly perLink?: number
  readonly reusable?: boolean
  readonly capabilities?: readonly Capability[]
  /** Default: one that is never renewed. */
  readonly tokens?: TokenSupply
}

/** A made-up server in memory: a 2xx answer spends its link. */
export function createTestTarget(
  behave: Behaviour,
  options: Options = {},
): Target & { readonly sent: Outgoing[] } {
  const {
    links = Number.POSITIVE_INFINITY,
    perLink = 1,
    reusable = false,
    capabilities = ['effects'],
    tokens = {
      has: () => true,
      get: async () => new Secret('a token'),
      renew: async () => false,
      renewals: 0,
    },
  } = options
  const spent = new Set<string>()
  const sent: Outgoing[] = []
  let taken = 0
  let connections = 0
  let answeredAt: number | undefined

  const answer = (outgoing: Outgoing, connection: number, reused: boolean): Exchange => {
    sent.push(outgoing)
    const { href } = outgoing.url
    const exchange = behave(outgoing, !spent.has(href))
    if (exchange.answer !== null) answeredAt = Date.now()
    const status = exchange.answer?.status ?? 0
    if (status >= 200 && status <= 299 && !reusable) spent.add(href)
    return { ...exchange, role: outgoing.role, link: outgoing.link, spec: outgoing.spec, connection, reused }
  }
  const open = (): Channel => {
    connections += 1
    const connection = connections
    let uses = 0
    return {
      send: async outgoing => {
        uses += 1
        return answer(outgoing, connection, uses > 1)
      },
      takeLate: () => undefined,
      close: () => {},
    }
  }
  const take = async (): Promise<Link | null> => {
    if (taken >= links) return null
    taken += 1
    return { url: new URL(`http://127.0.0.1/dismiss/${taken}`) }
  }
  return {
    sent,
    name: 'test',
    baseUrl: new URL('http://127.0.0.1/'),
    remote: false,
    capabilities: new Set(capabilities),
    states: new Map(),
    links: {
      kind: Number.isFinite(links) ? 'static' : 'http',
      scarce: Number.isFinite(links),
      perLink,
      reusable,
      remaining: () => links - taken,
      take,
    },
    tokens,
    sender: {
      open,
      sendPooled: async outgoing => open().send(outgoing),
      noteUnserved: () => false,
      noteDropped: () => false,
      get answeredAt() {
        return answeredAt
      },
      wasStalled: () => false,
      noteBusy: () => undefined,
      narrowed: false,
      rest: () => {},
      get requests() {
        return sent.length
      },
      close: async () => {},
    },
    limits: {
      rate: Number.POSITIVE_INFINITY,
      concurrency: 1,
      maxRequests: Number.POSITIVE_INFINITY,
      maxTimeMs: Number.POSITIVE_INFINITY,
      hostile: true,
      campaign: true,
    },
    close: async () => {},
  }
}

/** For tests: conducts these areas and gives the last finding of each case. */
export async function conductAreas(
  areas: readonly Area[],
  target: Target,
  generated = 0,
  selects: (caseId: string) => boolean = () => true,
): Promise<{
  findings: ReadonlyMap<string, Finding>
  exit: unknown
  /** Cases done and cases in all, as told last. */
  progress: readonly [done: number, of: number]
}> {
  let progress: readonly [number, number] = [0, 0]
  const findings = new Map<string, Finding>()
  const { stopped } = await conductRun({
    areas,
    target,
    seed: 1,
    generated,
    selects,
    signal: new AbortController().signal,
    onProgress: (done, of) => {
      progress = [done, of]
    },
    onFinding: finding => findings.set(finding.caseId, finding),
  })
  return { findings, exit: stopped?.exit, progress }
}
