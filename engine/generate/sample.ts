import fc from 'fast-check'
import { classify } from '../classify/classify.ts'
import type { Family, GeneratedBody } from '../model/requirement.ts'

/** So many samples in a row of another row mean that the family is wrong, not unlucky. */
const maxAttempts = 50

/** Questions put to the server to shrink one failure; each may cost a link. */
const defaultBudget = 60

/** FNV-1a, 32 bit: neighbouring indices get unrelated seeds. */
function hash(text: string): number {
  let state = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1)
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193)
  return state
}

function fallsUnderRow({ row, encoding }: Family, { body }: GeneratedBody): boolean {
  return classify(body, encoding).row === row
}

interface Located {
  readonly sample: GeneratedBody
  /** Seed that brings this very sample first. */
  readonly seed: number
}

function locate(family: Family, seed: number, index: number): Located {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const own = hash(`${seed}/${family.name}/${index}/${attempt}`)
    const [sample] = fc.sample(family.arbitrary, { seed: own, numRuns: 1 })
    if (sample !== undefined && fallsUnderRow(family, sample)) return { sample, seed: own }
  }
  throw new Error(
    `Family ${family.name} gave no body of row ${family.row} in ${maxAttempts} attempts (seed ${seed}, sample ${index}).`,
  )
}

/**
 * Sample `index` of a family. It depends on seed, family name and index alone, so that neither the number of samples
 * nor sharding changes it; what falls under another row than the family's is passed over, in the same way each time.
 * Throws when the family cannot give one: that is a fault of the suite.
 */
export function sampleAt(family: Family, seed: number, index: number): GeneratedBody {
  return locate(family, seed, index).sample
}

export interface Shrunk {
  readonly body: GeneratedBody
  /** fast-check's path to it; absent when nothing smaller fails. */
  readonly path?: string
  /** Steps taken towards it. */
  readonly shrinks: number
}

/**
 * Looks for a smaller body of the same row that still fails, from a sample known to fail. `stillFails` is asked at most
 * `budget` times, one body after the other; bodies of another row are not asked about. What it throws is passed on.
 */
export async function shrinkFailing(
  family: Family,
  seed: number,
  index: number,
  stillFails: (body: GeneratedBody) => Promise<boolean>,
  budget: number = defaultBudget,
): Promise<Shrunk> {
  const { sample, seed: own } = locate(family, seed, index)
  let left = budget
  let first = true
  let fault: { readonly error: unknown } | undefined

  const holds = async (body: GeneratedBody): Promise<boolean> => {
    if (first) {
      first = false
      return false
    }
    if (left === 0 || fault !== undefined || !fallsUnderRow(family, body)) return true
    left -= 1
    try {
      return !(await stillFails(body))
    } catch (error) {
      // Kept apart: to fast-check an error is one more failure of the property.
      fault = { error }
      return true
    }
  }
  const details = await fc.check(fc.asyncProperty(family.arbitrary, holds), { seed: own, numRuns: 1 })
  if (fault !== undefined) throw fault.error

  const [body = sample] = details.counterexample ?? []
  const { counterexamplePath: path, numShrinks: shrinks } = details
  return path === null || shrinks === 0 ? { body, shrinks } : { body, path, shrinks }
}
