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

/** A pattern that names nothing is a slip: running nothing would look like success. Throws `UsageError`. */
export function refuseEmptyPatterns({ only, skip }: RunFlags): void {
  const ids = catalogue
    .flatMap(area => area.requirements)
    .flatMap(requirement => [
      requirement.id,
      ...('cases' in requirement ? requirement.cases.map(({ id }) => id) : []),
      ...('families' in requirement
        ? (requirement.families ?? []).map(({ name }) => `${requirement.id}/${name}`)
        : []),
    ])
  for (const [option, patterns] of Object.entries({ '--only': only, '--skip': skip })) {
    const empty = patterns.find(pattern => !ids.some(id => matchesCase(pattern, id)))
    if (empty !== undefined) throw new UsageError(`${option} ${empty} names no case${suggest(empty, ids)}`)
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
