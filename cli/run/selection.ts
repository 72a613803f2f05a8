import { listCaseIds } from '../../reporters/case-ids.ts'
import { matchesCase } from '../../reporters/glob.ts'
import type { Selection } from '../../reporters/report.ts'
import { catalogue } from '../../suites/catalogue.ts'
import { UsageError } from '../errors.ts'
import { suggest } from '../near.ts'
import type { RunFlags } from '../run-options.ts'

/** `--only` and `--skip`: a case is selected by any of the one, and dropped by any of the other. */
export function createSelection({ only, skip }: RunFlags): (caseId: string) => boolean {
  return caseId =>
    (only.length === 0 || only.some(pattern => matchesCase(pattern, caseId))) &&
    !skip.some(pattern => matchesCase(pattern, caseId))
}

const requirements = catalogue.flatMap(area => area.requirements)

/** What is judged on the answers to the cases of others. */
const withoutCases = requirements.filter(requirement => !('cases' in requirement)).map(({ id }) => id)

/** What can be selected: requirements by their cases, cases, and families. */
const selectable = requirements
  .filter(requirement => 'cases' in requirement)
  .flatMap(requirement => [requirement.id, ...listCaseIds(requirement)])

const names = (pattern: string, ids: readonly string[]): boolean => ids.some(id => matchesCase(pattern, id))

/** What to do instead about what is judged on every answer. */
const INSTEAD = {
  '--only': 'select some of those',
  '--skip': 'a ruling or the baseline sets it aside',
} as const

function explainEmpty(pattern: string, option: keyof typeof INSTEAD): string {
  if (names(pattern, withoutCases))
    return ` of its own: what it names is judged on the answers to all cases; ${INSTEAD[option]}`
  if (/[[\]{}?]/.test(pattern)) return '; * is the only wildcard'
  return suggest(pattern, [...selectable, ...withoutCases])
}

/** A pattern that names nothing is a slip: running nothing would look like success. Throws `UsageError`. */
export function refuseEmptyPatterns({ only, skip }: RunFlags): void {
  // Beside cases it does no harm to name what is judged on their answers.
  const known = only.some(pattern => names(pattern, selectable))
    ? [...selectable, ...withoutCases]
    : selectable
  for (const [option, patterns, ids] of [
    ['--only', only, known],
    ['--skip', skip, selectable],
  ] as const) {
    const empty = patterns.find(pattern => !names(pattern, ids))
    if (empty !== undefined)
      throw new UsageError(`${option} ${empty} names no case${explainEmpty(empty, option)}`)
  }
}

/** `1/4`, as it was written. */
export function formatShard({ shard }: RunFlags): string | undefined {
  return shard && `${shard.index}/${shard.of}`
}

/** What was left out by choice; undefined where nothing was. */
export function describeSelection(flags: RunFlags): Selection | undefined {
  const { only, skip, safety } = flags
  const shard = formatShard(flags)
  const selection = {
    ...(only.length > 0 && { only }),
    ...(skip.length > 0 && { skip }),
    ...(safety.safe === true && { safe: true }),
    ...(shard && { shard }),
  }
  return Object.keys(selection).length > 0 ? selection : undefined
}
