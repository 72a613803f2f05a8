import { isProbing } from '../../engine/conduct/bundle.ts'
import type { Area, Requirement } from '../../engine/model/requirement.ts'
import type { Fault, Quirk } from '../../reference/peculiarity.ts'
import type { Colors } from '../../reporters/console/paint.ts'
import { formatTable } from '../io.ts'
import { speaksOf } from './requirement.ts'

/** `22`, `22 + generated`, or what it speaks about. */
function describeCases(requirement: Requirement): string {
  if (!isProbing(requirement)) return speaksOf(requirement) ?? ''
  const { cases, families = [] } = requirement
  return [
    ...(cases.length > 0 ? [String(cases.length)] : []),
    ...(families.length > 0 ? ['generated'] : []),
  ].join(' + ')
}

/** All requirements, area by area: id, level, title, cases. */
export function formatRequirements(areas: readonly Area[], colors: Colors): string {
  const rows = areas.flatMap(area =>
    area.requirements.map(requirement => [
      requirement.id,
      requirement.level,
      requirement.title,
      describeCases(requirement),
    ]),
  )
  const lines = [...formatTable(rows)]
  const blocks = areas.map(area => {
    const own = lines.splice(0, area.requirements.length)
    return [colors.bold(area.title), ...own.map(line => `  ${line}`)].join('\n')
  })
  return `${blocks.join('\n\n')}\n`
}

/** All faults: id, what they break, what they do. */
export function formatFaults(faults: readonly Fault[]): string {
  return `${formatTable(faults.map(({ id, level, breaks, says }) => [id, level, breaks.join(' '), says])).join('\n')}\n`
}

/** All quirks: id, what they do. */
export function formatQuirks(quirks: readonly Quirk[]): string {
  return `${formatTable(quirks.map(({ id, says }) => [id, says])).join('\n')}\n`
}
