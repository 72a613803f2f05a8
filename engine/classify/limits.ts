/** and S-27 bind for bodies up to this many bytes … */
export const MAX_BYTES = 8192

/** … nested at most so deep. */
export const MAX_DEPTH = 32

const harmlessRels = new Set(['self', 'conversation'])

/** Relations that no server acts upon when they come back to it (S-23). */
export function isHarmlessRel(rel: string): boolean {
  return harmlessRels.has(rel)
}
