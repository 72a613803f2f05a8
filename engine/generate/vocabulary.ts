import { operation } from '../../schemas/load.ts'
import { type Choose, pick } from './choices.ts'

/** The eight reasons, at least one. */
export const reasons = operation.reasons as readonly [string, ...string[]]

export const { namespace } = operation

/** The sample's conversation: a harmless place for links to point to. */
export const conversationHref = operation.samplePath.replace(/\/audioVideo\/.*$/, '')

export function pickReason(choose: Choose): string {
  return pick(choose, reasons)
}

/** The text with `inserted` at a chosen place. */
export function insertSomewhere(choose: Choose, text: string, inserted: string): string {
  const at = choose(text.length + 1)
  return text.slice(0, at) + inserted + text.slice(at)
}
