import { bundleCases } from '../../engine/conduct/bundle.ts'
import { estimate, planLives } from '../../engine/conduct/life/plan.ts'
import { refuseBundle } from '../../engine/conduct/selection.ts'
import type { Area } from '../../engine/model/requirement.ts'
import type { Target } from '../../engine/model/target.ts'
import { SCARCE_PER_LINK } from '../../engine/target/links.ts'

/** Numbers of links that the plan speaks about. */
const LINK_COUNTS = [1, 12, 40, Number.POSITIVE_INFINITY]

/**
 * What 1, 12, 40 or unlimited links would judge on this target, if it conforms; nothing is sent. One line
 * each, and one for the links that the target has.
 */
export function formatPlan(
  areas: readonly Area[],
  target: Target,
  selects: (caseId: string) => boolean,
): string {
  const bundles = bundleCases(areas, selects).filter(bundle => refuseBundle(bundle, target) === undefined)
  const perLink = target.links.scarce ? target.links.perLink : SCARCE_PER_LINK
  const lives = planLives(bundles, perLink)
  const own = target.links.remaining()
  const counts = [...new Set([...LINK_COUNTS, own])].sort((one, two) => one - two)
  const lines = counts.map(count => {
    const { must, requirements } = estimate(areas, lives, count, target.capabilities.has('effects'))
    const links = `${Number.isFinite(count) ? count : 'unlimited'} ${count === 1 ? 'link' : 'links'}`
    const mark = count === own ? '   ← this target' : ''
    return `${links.padStart(16)}   ${must.judged} of ${must.of} MUST   ${requirements} requirements${mark}`
  })
  return `${target.name}: what its links would judge, ${perLink} probes a link\n\n${lines.join('\n')}\n`
}
