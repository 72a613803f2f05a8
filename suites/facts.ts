import { documented } from './facts/documented.ts'
import { silences } from './facts/silences.ts'
import type { Fact } from './facts/sources.ts'
import { standards } from './facts/standards.ts'

/** Id of a fact: F documented, S silent or contradictory, R from a standard. Stable, never reused. */
export type FactId = keyof typeof documented | keyof typeof silences | keyof typeof standards

/** Every fact a requirement can rest on, with where it is written. */
export const facts: Readonly<Record<string, Fact>> = { ...documented, ...silences, ...standards }
