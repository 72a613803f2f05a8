import fc, { type Arbitrary } from 'fast-check'
import { mediaTypes } from '../encode/media-types.ts'
import { utf8 } from '../encode/utf8.ts'
import type { GeneratedBody } from '../model/requirement.ts'

/** Gives a whole number from 0 to `count` - 1. 0 is the plainest choice; a sample shrinks towards it. */
export type Choose = (count: number) => number

/** Makes the plainest choice each time. */
export const plainly: Choose = () => 0

/** One of the options; put the plainest first, and twice to make it likelier. */
export function pick<T>(choose: Choose, options: readonly [T, ...T[]]): T {
  return options[choose(options.length)] ?? options[0]
}

/** Enough for a letter-by-letter spelling of the longest reason. */
const maxChoices = 64

/**
 * A list of numbers costs 3 µs a sample where nested arbitraries cost 20 and more, and shrinks by itself: numbers
 * towards 0, the list towards empty. Without bias, since each sample is the first of its own seed.
 */
const choices: Arbitrary<number[]> = fc.noBias(
  fc.array(fc.nat(0xffff), { maxLength: maxChoices, size: 'max' }),
)

/** Bodies that `write` writes by the choices it is given; once they run out, it is given the plainest. */
export function bodies(
  encoding: 'json' | 'xml',
  write: (choose: Choose) => string | Uint8Array,
): Arbitrary<GeneratedBody> {
  const contentType = mediaTypes[encoding]
  return choices.map(numbers => {
    let next = 0
    const body = write(count => (numbers[next++] ?? 0) % count)
    return { contentType, body: typeof body === 'string' ? utf8(body) : body }
  })
}

/** One subject in both formats (JSON and XML mirror each other). */
export type ByEncoding = Readonly<Record<'json' | 'xml', Arbitrary<GeneratedBody>>>
