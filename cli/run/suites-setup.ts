import { conductRun } from '../../engine/conduct/run.ts'
import type { Finding } from '../../engine/model/finding.ts'
import type { Area } from '../../engine/model/requirement.ts'
import { openTarget } from '../../engine/target/open.ts'
import { hostFindings } from '../../engine/vitest/host.ts'
import { catalogue } from '../../suites/catalogue.ts'
import { chooseTarget } from './choose-target.ts'

/** Samples of the campaign when the suites run from an IDE; `DISMISS_GENERATED` changes it. */
const GENERATED = 2000

/** An area with requirements on every answer or refusal needs the cases of all areas. */
function areasFor(name: string): readonly Area[] {
  const area = catalogue.find(one => one.name === name)
  if (area === undefined) throw new RangeError(`no area ${name}`)
  return area.requirements.every(requirement => 'cases' in requirement) ? [area] : catalogue
}

/**
 * vitest's global set-up for the suites: conducts an area in this process when its test file asks for it,
 * against the profile in `DISMISS_PROFILE` or an embedded reference server.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const profileFile = process.env.DISMISS_PROFILE
  const { profile, embedded } = await chooseTarget({
    urls: [],
    reusable: false,
    ...(profileFile !== undefined && { profile: profileFile }),
  })
  const target = await openTarget(profile)
  const controller = new AbortController()
  const conducted = new Map<readonly Area[] | string, Promise<readonly Finding[]>>()

  const conduct = async (areas: readonly Area[]): Promise<readonly Finding[]> => {
    const findings = new Map<string, Finding>()
    await conductRun({
      areas,
      target,
      seed: 1,
      generated: Number(process.env.DISMISS_GENERATED ?? GENERATED),
      selects: () => true,
      signal: controller.signal,
      onFinding: finding => findings.set(`${finding.caseId} ${finding.key}`, finding),
    })
    return [...findings.values()]
  }
  const host = hostFindings(async name => {
    const areas = areasFor(name)
    const key = areas === catalogue ? areas : name
    const pending = conducted.get(key) ?? conduct(areas)
    conducted.set(key, pending)
    const ids = new Set(catalogue.find(one => one.name === name)?.requirements.map(({ id }) => id))
    return (await pending).filter(({ requirement }) => ids.has(requirement))
  })
  return async () => {
    controller.abort()
    host.close()
    await target.close()
    await embedded?.close()
  }
}
