import type { Mismatch } from '../model/mismatch.ts'

/**
 * Equal for findings with the same cause: the requirement and what differed, without the step's number and
 * without numbers that vary from answer to answer (lengths, ids).
 */
export function findingKey(requirement: string, mismatches: readonly Mismatch[]): string {
  const parts = mismatches.map(({ what, expected, received }) => {
    const text = `${what.replace(/^request \d+: /, '')}: ${expected} / ${received}`
    return text.replace(/\d{4,}/g, 'n').replace(/\b\d+( of \d+)? bytes/g, 'n bytes')
  })
  return `${requirement} ${[...new Set(parts)].sort().join('; ')}`.slice(0, 300)
}
