import picocolors from 'picocolors'
import { bundleCases } from '../../engine/conduct/bundle.ts'
import type { Target } from '../../engine/model/target.ts'
import { checkTarget } from '../../engine/target/check.ts'
import type { Profile } from '../../engine/target/profile-model.ts'
import { showLine } from '../../reporters/text.ts'
import { catalogue } from '../../suites/catalogue.ts'

/** What this target can be asked, in one sentence. */
function describeReach({ capabilities, limits }: Target): string {
  const musts = new Map<string, boolean>()
  for (const { lead, members } of bundleCases(catalogue, () => true)) {
    const possible =
      (lead.needs ?? []).every(need => capabilities.has(need)) && (!lead.hostile || limits.hostile)
    for (const { requirement } of members) {
      if (requirement.level === 'MUST')
        musts.set(requirement.id, possible || musts.get(requirement.id) === true)
    }
  }
  const missing = [...musts].filter(([, possible]) => !possible).map(([id]) => id)
  const reach = `${musts.size - missing.length} of ${musts.size} MUSTs with cases of their own can be judged`
  return missing.length === 0 ? reach : `${reach}; not ${missing.join(', ')}`
}

/**
 * Tests the way to the target layer by layer, one line each. Exit code 0, or 4 where a layer is at fault that
 * nothing works without; 3 where only a part cannot be judged.
 */
export async function runCheck(
  profile: Profile,
  target: Target,
  write: (text: string) => void,
): Promise<0 | 3 | 4> {
  const marks = { true: picocolors.green('✓'), false: picocolors.red('✗'), skipped: picocolors.dim('–') }
  const failed: (3 | 4)[] = []
  for await (const { layer, ok, partial, detail, nextStep } of checkTarget(profile, target)) {
    write(`${marks[`${ok}`]} ${layer.padEnd(28)} ${showLine(detail)}\n`)
    if (nextStep !== undefined) write(`  ${' '.repeat(28)} → ${showLine(nextStep)}\n`)
    if (ok !== false) continue
    failed.push(partial ? 3 : 4)
  }
  write(`\n${describeReach(target)}\n`)
  return failed.includes(4) ? 4 : (failed[0] ?? 0)
}
