import fc, { type Arbitrary, type Random, type Stream } from 'fast-check'
import { mediaTypes } from '../encode/media-types.ts'
import { utf8 } from '../encode/utf8.ts'
import type { GeneratedBody } from '../model/requirement.ts'
import { type Choices, simplify, unsimplified, type Written } from './simpler.ts'

/** Gives a whole number from 0 to `count` - 1. 0 is the plainest choice; a sample shrinks towards it. */
export type Choose = (count: number) => number

/** Makes the plainest choice each time. */
export const plainly: Choose = () => 0

/** One of the options; put the plainest first, and twice to make it likelier. */
export function pick<T>(choose: Choose, options: readonly [T, ...T[]]): T {
  return options[choose(options.length)] ?? options[0]
}

/** Enough for a letter-by-letter spelling of the longest reason. */
const MAX_CHOICES = 64

/**
 * Bodies written by choices that are drawn as they are asked for: nested arbitraries cost several times as much, and
 * shrink without knowing which of their parts matter. Without bias, since each sample is the first of its own seed.
 */
class BodyArbitrary extends fc.Arbitrary<GeneratedBody> {
  readonly #write: (choose: Choose) => GeneratedBody

  constructor(write: (choose: Choose) => GeneratedBody) {
    super()
    this.#write = write
  }

  override generate(random: Random): fc.Value<GeneratedBody> {
    const choices: number[] = []
    // Behind so many all are plain, so that a body has any number of oddities.
    const limit = random.nextInt(0, MAX_CHOICES)
    const body = this.#write(count => {
      if (choices.length >= limit) return 0
      const choice = random.nextInt(0, count - 1)
      choices.push(choice)
      return choice
    })
    return new fc.Value(body, unsimplified(choices))
  }

  override canShrinkWithoutContext(_: unknown): _ is GeneratedBody {
    return false
  }

  override shrink({ body }: GeneratedBody, context: unknown): Stream<fc.Value<GeneratedBody>> {
    return fc.stream(this.#simplify(Buffer.from(body), context as Written))
  }

  /** Other bodies by simpler choices, none of them longer. */
  *#simplify(body: Buffer, written: Written): Generator<fc.Value<GeneratedBody>> {
    for (const simpler of simplify(written)) {
      const next = this.#rewrite(simpler.choices)
      if (next.body.length <= body.length && !body.equals(next.body)) yield new fc.Value(next, simpler)
    }
  }

  #rewrite(choices: Choices): GeneratedBody {
    let next = 0
    return this.#write(count => (choices[next++] ?? 0) % count)
  }
}

/** Bodies that `write` writes by the choices it is given; once they run out, it is given the plainest. */
export function bodies(
  encoding: 'json' | 'xml',
  write: (choose: Choose) => string | Uint8Array,
): Arbitrary<GeneratedBody> {
  const contentType = mediaTypes[encoding]
  return new BodyArbitrary(choose => {
    const body = write(choose)
    return { contentType, body: typeof body === 'string' ? utf8(body) : body }
  })
}

/** One subject in both formats (JSON and XML mirror each other). */
export type ByEncoding = Readonly<Record<'json' | 'xml', Arbitrary<GeneratedBody>>>
