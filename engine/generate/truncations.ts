import type { Classification } from '../classify/classification.ts'
import { classify } from '../classify/classify.ts'

export interface Truncation {
  /** How many bytes are left, 1 to n - 1. */
  readonly length: number
  readonly body: Uint8Array
  /** A cut body may be valid again, when only white space or a comment fell away. */
  readonly classification: Classification
}

/** Every truncation of a body, shortest first; none of them is empty or whole. */
export function truncationsOf(body: Uint8Array, format: 'json' | 'xml'): readonly Truncation[] {
  return Array.from({ length: Math.max(body.length - 1, 0) }, (_, index) => {
    const cut = body.slice(0, index + 1)
    return { length: cut.length, body: cut, classification: classify(cut, format) }
  })
}
