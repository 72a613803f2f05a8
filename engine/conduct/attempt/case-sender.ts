import { type Awaitable, andThen } from '../../model/awaitable.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { RequestSpec, TokenSpec } from '../../model/request.ts'
import type { Case, Step } from '../../model/requirement.ts'
import type { Channel, Link, Outgoing, StateRoute, Target } from '../../model/target.ts'
import { createLane, type Lane } from './lane.ts'
import type { Patience } from './patience.ts'

/** A raw connection of its own, the shared pool, or a kept raw connection. */
export type Transport = 'wire' | 'pool' | Lane

const DEFAULT_TOKEN: TokenSpec = { kind: 'default' }

/** Witnesses are many, and what a server sends behind an answer, it sends behind the probes' answers as well. */
const WITNESS_QUIET_MS = 5

/** Thrown when the target cannot supply the credential that a request needs. */
export class NoCredential extends Error {
  constructor(spec: TokenSpec) {
    super(describeLack(spec))
  }
}

/** Says which token there is not. */
export function describeLack(spec: TokenSpec): string {
  const scopes = spec.kind === 'scopes' ? ` with scopes ${spec.scopes.join(' ') || '(none)'}` : ''
  return `the target supplies no token of kind ${spec.kind}${scopes}`
}

/** Carries the requests of a case to the target and brings back the exchanges. */
export interface CaseSender {
  /** Sends the steps in order, `links[step.link]` each; throws `NoCredential`, `SupplyError`, `BudgetSpent`. */
  deliver(probed: Case, links: readonly Link[], transport: Transport): Promise<readonly Exchange[]>
  /** From now on, the default token is this one: the profile's own is refused where this one is not. */
  useToken(spec: TokenSpec): void
  /** Sends one valid request on a connection of its own. */
  control(
    caseId: string,
    spec: RequestSpec,
    link: Link,
    index: number,
    transport: Transport,
  ): Promise<Exchange>
}

/** What a declared state adds to the request that meets it. */
function inState(spec: RequestSpec, route: StateRoute | undefined): RequestSpec {
  if (route === undefined) return spec
  return {
    ...spec,
    headers: [...(spec.headers ?? []), ...(route.headers ?? [])],
    target: { ...spec.target, query: [...(spec.target?.query ?? []), ...(route.query ?? [])] },
  }
}

function atPath(link: Link, route: StateRoute | undefined): URL {
  return route?.path === undefined ? link.url : new URL(route.path, link.url)
}

/** The sender of the cases of one run. */
export function createCaseSender(target: Target, patience: Patience): CaseSender {
  let usual: TokenSpec = DEFAULT_TOKEN
  const authorize = (wanted: TokenSpec): Awaitable<Outgoing['authorization']> => {
    const spec = wanted.kind === 'default' ? usual : wanted
    if (spec.kind === 'none') return null
    return andThen(target.tokens.get(spec), token => {
      if (token === null) throw new NoCredential(spec)
      return { scheme: spec.kind === 'scheme' ? spec.scheme : 'Bearer', token }
    })
  }

  const address = (
    caseId: string,
    role: Exchange['role'],
    spec: RequestSpec,
    url: URL,
    link: number,
  ): Awaitable<Outgoing> =>
    andThen(authorize(spec.token ?? DEFAULT_TOKEN), authorization => ({
      caseId,
      role,
      link,
      url,
      spec,
      authorization,
      timeoutMs: patience.timeoutMs(),
    }))

  const addressStep = (
    { id }: Case,
    { request, link: index = 0 }: Step,
    links: readonly Link[],
    route: StateRoute | undefined,
  ): Awaitable<Outgoing> => {
    const link = links[index]
    if (link === undefined) throw new RangeError(`${id}: no link ${index}`)
    const own = index === 0 ? route : undefined
    return address(id, 'probe', inState(request, own), atPath(link, own), index)
  }

  const openFor = (witness: boolean): Channel =>
    witness && !target.remote ? target.sender.open(WITNESS_QUIET_MS) : target.sender.open()

  const sendOverOwn = async (outgoing: Outgoing): Promise<Exchange> => {
    const channel = openFor(outgoing.role === 'control')
    try {
      return await channel.send(outgoing)
    } finally {
      channel.close()
    }
  }
  const sendOver = (transport: Transport, outgoing: Outgoing): Promise<Exchange> => {
    if (transport === 'pool') return target.sender.sendPooled(outgoing)
    return transport === 'wire' ? sendOverOwn(outgoing) : transport.send(outgoing)
  }

  return {
    useToken: spec => {
      usual = spec
    },
    async deliver(probed, links, transport) {
      const route = probed.state === undefined ? undefined : target.states.get(probed.state)
      if (probed.steps.length === 1) {
        const outgoing = addressStep(probed, probed.steps[0], links, route)
        return [await sendOver(transport, outgoing instanceof Promise ? await outgoing : outgoing)]
      }
      const outgoing = await Promise.all(probed.steps.map(step => addressStep(probed, step, links, route)))
      return sendInOrder(probed.steps, outgoing, () => openFor(probed.alone === 'first'))
    },
    async control(caseId, spec, link, index, transport) {
      return sendOver(transport, await address(caseId, 'control', spec, link.url, index))
    },
  }
}

/** Which connection each step uses: `same` stays on the one of the step before. */
function connectionsOf(steps: readonly Step[]): readonly number[] {
  let current = -1
  return steps.map(step => {
    if (step.connection !== 'same' || current < 0) current += 1
    return current
  })
}

/** Steps over raw connections, each closed after its last step; `together` does not wait for the one before. */
async function sendInOrder(
  steps: readonly Step[],
  outgoing: readonly Outgoing[],
  open: () => Channel,
): Promise<readonly Exchange[]> {
  const connections = connectionsOf(steps)
  const lanes = connections.map(connection => ({ connection, lane: createLane(open) }))
  const laneOf = (connection: number): Lane | undefined =>
    lanes.find(entry => entry.connection === connection)?.lane
  const pending: Promise<Exchange>[] = []
  try {
    for (const [index, request] of outgoing.entries()) {
      if (!steps[index]?.together) await Promise.all(pending)
      const connection = connections[index] ?? 0
      const lane = laneOf(connection)
      if (lane === undefined) break
      const last = connections.lastIndexOf(connection) === index
      pending.push(lane.send(request).finally(() => (last ? lane.close() : undefined)))
    }
    return await Promise.all(pending)
  } finally {
    for (const { lane } of lanes) lane.close()
  }
}
