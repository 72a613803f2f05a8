import { findingKey } from '../judge/key.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import type { Mismatch } from '../model/mismatch.ts'
import type { Encoding, Requirement } from '../model/requirement.ts'
import { conforming, deviating, undecided, unspoken } from './findings.ts'

interface Broken {
  readonly finding: Finding
  count: number
}

/**
 * Counts for requirements that many cases speak about (every answer, every refusal): how often each held, and
 * each way in which it was broken, once, with a count.
 */
export interface Tally {
  /** Held once more. */
  held(requirement: Requirement, encoding: Encoding, exchange: Exchange): void
  /** True until this way of breaking it was recorded. */
  isNews(requirement: Requirement, mismatches: readonly Mismatch[]): boolean
  /** Broken: the first time gives a finding to be emitted at once. */
  broken(
    requirement: Requirement,
    encoding: Encoding,
    caseId: string,
    mismatches: readonly Mismatch[],
    exchanges: readonly Exchange[],
    attempts: Finding['attempts'],
  ): Finding | undefined
  /** The final findings, with counts; `lack` says why nothing can have spoken about the requirements, if it is known. */
  close(requirements: readonly Requirement[], lack?: string): readonly Finding[]
}

function isSame(one: readonly Mismatch[], other: readonly Mismatch[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ what, expected, received }, index) => {
      const also = other[index]
      return what === also?.what && expected === also.expected && received === also.received
    })
  )
}

/** Gives finding keys; those of a requirement that is broken in the same way each time are computed once. */
function createKeys(): (requirement: Requirement, mismatches: readonly Mismatch[]) => string {
  const latest = new Map<Requirement, { mismatches: readonly Mismatch[]; key: string }>()
  return (requirement, mismatches) => {
    const known = latest.get(requirement)
    if (known !== undefined && isSame(known.mismatches, mismatches)) return known.key
    const key = findingKey(requirement.id, mismatches)
    latest.set(requirement, { mismatches, key })
    return key
  }
}

/** An empty tally. */
export function createTally(): Tally {
  const holding = new Map<Requirement, Map<Encoding, { count: number; exchange: Exchange }>>()
  const breaking = new Map<string, Broken>()
  const keyOf = createKeys()

  return {
    held(requirement, encoding, exchange) {
      const known = holding.get(requirement)?.get(encoding)
      if (known !== undefined) {
        known.count += 1
        return
      }
      const held = holding.get(requirement) ?? new Map()
      holding.set(requirement, held.set(encoding, { count: 1, exchange }))
    },
    isNews: (requirement, mismatches) => !breaking.has(keyOf(requirement, mismatches)),
    broken(requirement, encoding, caseId, mismatches, exchanges, attempts) {
      const key = keyOf(requirement, mismatches)
      const known = breaking.get(key)
      if (known !== undefined) {
        known.count += 1
        return undefined
      }
      const subject = { requirement, encoding, caseId: `${requirement.id}/${caseId}` }
      const finding = deviating(subject, mismatches, exchanges, { attempts })
      breaking.set(key, { finding, count: 1 })
      return finding
    },
    close(requirements, lack) {
      const spoken = new Set<string>()
      const findings: Finding[] = []
      for (const [requirement, held] of holding) {
        spoken.add(requirement.id)
        for (const [encoding, { count, exchange }] of held) {
          const subject = { requirement, encoding, caseId: `${requirement.id}/${encoding}` }
          findings.push(conforming(subject, [exchange], { count }))
        }
      }
      for (const { finding, count } of breaking.values()) {
        spoken.add(finding.requirement)
        findings.push({ ...finding, count })
      }
      for (const requirement of requirements) {
        if (spoken.has(requirement.id)) continue
        const subject = { requirement, encoding: 'none' as const, caseId: `${requirement.id}/none` }
        findings.push(
          lack === undefined ? unspoken(subject) : undecided(subject, 'skipped', 'capability', lack),
        )
      }
      return findings
    },
  }
}
