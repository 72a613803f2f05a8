import { faultTables } from './faults/index.ts'
import type { Fault, Quirk } from './peculiarity.ts'
import { quirkTables } from './quirks/index.ts'

/** All faults, by area. */
export const faults: readonly Fault[] = faultTables.flat()

/** All quirks, by area. */
export const quirks: readonly Quirk[] = quirkTables.flat()
