import type { Bundle } from '../bundle.ts'

function subjectsOf({ lead, members }: Bundle): readonly string[] {
  return members.map(({ requirement }) => `${requirement.id}/${lead.encoding}`)
}

/** Cases that wait until every other one had its turn, since cases like them have ended links against expectation. */
export class Postponed {
  readonly #costly = new Set<string>()
  readonly #bundles: Bundle[] = []

  get bundles(): readonly Bundle[] {
    return this.#bundles
  }

  /** This case should have been refused, and has ended its link. */
  noteEnd(bundle: Bundle): void {
    for (const subject of subjectsOf(bundle)) this.#costly.add(subject)
  }

  /** Keeps a case back where all that it would judge was seen to fail already. */
  keepsBack(bundle: Bundle): boolean {
    const costly = subjectsOf(bundle).every(subject => this.#costly.has(subject))
    if (costly) this.#bundles.push(bundle)
    return costly
  }
}
