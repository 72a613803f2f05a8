import { identifyRequest } from '../../engine/conduct/bundle.ts'
import { sampleCase } from '../../engine/conduct/campaign/sample-case.ts'
import type { ReplayOptions } from '../../engine/conduct/replay.ts'
import { sampleAt } from '../../engine/generate/sample.ts'
import type { RequestSpec } from '../../engine/model/request.ts'
import type { Case, Step } from '../../engine/model/requirement.ts'
import { unpackBytes } from '../../reporters/exact-bytes.ts'
import type { Report, ReportExchange, ReportFinding, ReportSpec } from '../../reporters/report.ts'
import type { Named } from '../lookup.ts'

/** A case, or what it showed about a requirement that speaks of many. */
export type Replayable = Extract<Named, { kind: 'case' | 'family' | 'aspect' }>

/** What is to be sent, and where it was taken from. */
export interface Recorded
  extends Pick<ReplayOptions, 'case' | 'requirement' | 'aspect' | 'transport' | 'control'> {
  /** `catalogue`: the report shows another case with the same cause, or none. */
  readonly from: 'report' | 'catalogue'
  /** What the report says of it. */
  readonly finding: ReportFinding | undefined
}

function readSpec({ body, ...spec }: ReportSpec): RequestSpec {
  return body === undefined ? spec : { ...spec, body: unpackBytes(body) }
}

/**
 * The recorded probes in the order of the steps: each where the catalogue has the same request, else by time. A
 * finding shows the exchange it is about first.
 */
function orderProbes(steps: readonly Step[], probes: readonly ReportExchange[]): readonly RequestSpec[] {
  const left = probes
    .toSorted((one, other) => Date.parse(one.startedAt) - Date.parse(other.startedAt))
    .map(({ spec }) => readSpec(spec))
  return steps.flatMap(({ request }) => {
    const same = left.findIndex(spec => identifyRequest(spec) === identifyRequest(request))
    return left.splice(Math.max(0, same), 1)
  })
}

/** The marker that went out: the name of the case that was sent for several. */
function markerOf(probe: ReportExchange | undefined): string | undefined {
  return probe?.sent.headers.find(([name]) => name.toLowerCase() === 'x-conformance-case')?.[1]
}

function findFinding({ findings }: Report, id: string): ReportFinding | undefined {
  return findings.find(({ caseId }) => caseId === id) ?? findings.find(({ cases }) => cases.includes(id))
}

function caseOf(named: Exclude<Replayable, { kind: 'aspect' }>, seed: number): Case {
  if (named.kind === 'case') return named.case
  const { requirement, family, index = 0 } = named
  return sampleCase(requirement, family, index, sampleAt(family, seed, index))
}

function withRequests(probed: Case, requests: readonly RequestSpec[], id: string): Case {
  const [first, ...rest] = probed.steps.map((step, index) => ({
    ...step,
    request: requests[index] ?? step.request,
  }))
  return first === undefined ? probed : { ...probed, id, steps: [first, ...rest] }
}

/**
 * The requests of a case to the last byte, as the report recorded them; where it shows another case with the same
 * cause in its place, as the catalogue has them.
 */
export function findRecorded(report: Report, id: string, named: Replayable): Recorded {
  const finding = findFinding(report, id)
  const source = named.kind === 'aspect' ? named.of : named
  const probed = caseOf(source, finding?.reproduce.seed ?? report.run.seed)
  const exchanges = finding?.caseId === id ? finding.exchanges : []
  const probes = exchanges.filter(({ role }) => role === 'probe')
  const control = exchanges.findLast(({ role }) => role === 'control')
  const isRecorded = probes.length > 0 && probes.length === probed.steps.length
  return {
    from: isRecorded ? 'report' : 'catalogue',
    finding,
    case: isRecorded
      ? withRequests(probed, orderProbes(probed.steps, probes), markerOf(probes[0]) ?? probed.id)
      : probed,
    requirement: source.requirement,
    ...(named.kind === 'aspect' && { aspect: named.requirement }),
    transport: (isRecorded && probes[0]?.transport) || 'wire',
    ...(control && { control: readSpec(control.spec) }),
  }
}
