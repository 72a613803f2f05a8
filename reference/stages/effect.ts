import type { Answer, Call } from '../call.ts'

/** The offer is declined and its link gone. */
export function effect(call: Call): Answer {
  if (call.link !== undefined) call.world.dismiss(call.link)
  return { status: 204 }
}
