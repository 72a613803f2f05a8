import type { Quirk } from '../peculiarity.ts'
import { body } from './body.ts'
import { headers } from './headers.ts'
import { inputOutcomes } from './input-outcomes.ts'
import { links } from './links.ts'
import { stateOutcomes } from './state-outcomes.ts'
import { wire } from './wire.ts'

/** Peculiarities of links, headers, error bodies and the wire, and the outcomes that the facts leave open. */
export const quirkTables: readonly (readonly Quirk[])[] = [
  links,
  headers,
  body,
  wire,
  inputOutcomes,
  stateOutcomes,
]
