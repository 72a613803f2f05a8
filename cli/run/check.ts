import { bundleCases } from '../../engine/conduct/bundle.ts'
import { refuseBundle } from '../../engine/conduct/selection.ts'
import type { Target } from '../../engine/model/target.ts'
import { checkTarget } from '../../engine/target/check.ts'
import type { Profile } from '../../engine/target/profile-model.ts'
import { showLine } from '../../reporters/text.ts'
import { catalogue } from '../../suites/catalogue.ts'
import { colorsFor, type Output } from '../io.ts'

/** What this target can be asked, in one sentence. */
function describeReach(target: Target): string {
  const asked = new Set(
    bundleCases(catalogue, () => true)
      .filter(bundle => refuseBundle(bundle, target) === undefined)
      .flatMap(({ members }) => members.map(({ requirement }) => requirement.id)),
  )
  const musts = catalogue.flatMap(area => area.requirements).filter(({ level }) => level === 'MUST')
  const missing = musts.filter(requirement => {
    if ('afterRefusalOf' in requirement) return !target.capabilities.has('effects')
    return 'cases' in requirement && !asked.has(requirement.id)
  })
  const reach = `${musts.length - missing.length} of ${musts.length} MUSTs can be judged with links enough`
  return missing.length === 0 ? reach : `${reach}; not ${missing.map(({ id }) => id).join(', ')}`
}

/**
 * Tests the way to the target layer by layer, one line each. Exit code 0, or 4 where a layer is at fault that
 * nothing works without; 3 where only a part cannot be judged.
 */
export async function runCheck(profile: Profile, target: Target, out: Output): Promise<0 | 3 | 4> {
  const { green, red, dim } = colorsFor(out)
  const marks = { true: green('✓'), false: red('✗'), skipped: dim('–') }
  const failed: (3 | 4)[] = []
  for await (const { layer, ok, partial, detail, nextStep } of checkTarget(profile, target)) {
    out.write(`${marks[`${ok}`]} ${layer.padEnd(28)} ${showLine(detail)}\n`)
    if (nextStep !== undefined) out.write(`  ${' '.repeat(28)} → ${showLine(nextStep)}\n`)
    if (ok !== false) continue
    failed.push(partial ? 3 : 4)
  }
  const broken = failed.includes(4)
  out.write(`\n${broken ? 'nothing can be judged before that is mended' : describeReach(target)}\n`)
  return broken ? 4 : (failed[0] ?? 0)
}
