import { answeredBy } from '../decode/answered-by.ts'
import { findingKey } from '../judge/key.ts'
import { describeObservation } from '../judge/observation.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Cause, Finding, Verdict } from '../model/finding.ts'
import type { Mismatch } from '../model/mismatch.ts'
import type { Encoding, Level, Requirement } from '../model/requirement.ts'

/** Where a finding belongs. */
export interface Subject {
  readonly requirement: Pick<Requirement, 'id' | 'level'>
  readonly caseId: string
  readonly encoding: Encoding
}

/** The verdict that a mismatch has at this level. */
function brokenVerdict(level: Level): Verdict {
  switch (level) {
    case 'MUST':
      return 'failed'
    case 'SHOULD':
      return 'warned'
    case 'OBSERVE':
      return 'observed'
  }
}

type Details = Partial<
  Pick<
    Finding,
    'count' | 'attempts' | 'flags' | 'generated' | 'exchanges' | 'observation' | 'because' | 'cause'
  >
>

function build(
  subject: Subject,
  verdict: Verdict,
  mismatches: readonly Mismatch[],
  details: Details,
): Finding {
  const exchanges = details.exchanges ?? []
  const probe = exchanges.findLast(exchange => exchange.role === 'probe')
  return {
    caseId: subject.caseId,
    requirement: subject.requirement.id,
    level: subject.requirement.level,
    encoding: subject.encoding,
    verdict,
    flags: {},
    key: findingKey(subject.requirement.id, mismatches),
    count: 1,
    attempts: { failed: 0, of: 1 },
    mismatches,
    answeredBy: probe === undefined ? 'unknown' : answeredBy(probe),
    observation: probe === undefined ? '' : describeObservation(probe),
    ...details,
    exchanges,
  }
}

/** Exercised and as it should be; what an OBSERVE case did is its result. */
export function conforming(subject: Subject, exchanges: readonly Exchange[], details: Details = {}): Finding {
  const verdict = subject.requirement.level === 'OBSERVE' ? 'observed' : 'passed'
  return build(subject, verdict, [], { ...details, exchanges })
}

/** The requirement is broken. */
export function deviating(
  subject: Subject,
  mismatches: readonly Mismatch[],
  exchanges: readonly Exchange[],
  details: Details = {},
): Finding {
  const { failed, of } = details.attempts ?? { failed: 1, of: 1 }
  const flags = { ...details.flags, ...(failed < of && { flaky: `${failed}/${of}` }) }
  return build(subject, brokenVerdict(subject.requirement.level), mismatches, {
    attempts: { failed, of },
    ...details,
    flags,
    exchanges,
  })
}

/** Could not tell, or not tried. */
export function undecided(
  subject: Subject,
  verdict: 'inconclusive' | 'skipped',
  cause: Cause,
  because: string,
  exchanges: readonly Exchange[] = [],
): Finding {
  return {
    ...build(subject, verdict, [], { cause, because, exchanges, attempts: { failed: 0, of: 0 } }),
    key: `${subject.requirement.id} ${verdict} ${cause}: ${because}`,
  }
}

/** Nothing is known: no answer came that the requirement speaks about. */
export function unspoken(subject: Subject, exchanges: readonly Exchange[] = []): Finding {
  const because = 'no answer came that this speaks about'
  return { ...undecided(subject, 'skipped', 'capability', because, exchanges), unspoken: true }
}
