/** What a body was written by: at each place the number of an option, 0 the plainest; behind the last all are plain. */
export type Choices = readonly number[]

/** How far a list of choices was simplified: the pass, and the place in the list. */
interface Progress {
  readonly pass: number
  readonly at: number
}

/** Choices, and where to go on simplifying them. */
export interface Written {
  readonly choices: Choices
  readonly progress: Progress
}

/** One way to make choices simpler, tried at every `step`th place; again at the same place where it `repeats`. */
interface Pass {
  readonly step: number
  readonly repeats: boolean
  simplify(choices: Choices, at: number): readonly Choices[]
}

function makePlain(count: number): Pass {
  return {
    step: count,
    repeats: false,
    simplify: (choices, at) => [
      choices.map((choice, place) => (place < at || place >= at + count ? choice : 0)),
    ],
  }
}

/** Where an option became plain, what was chosen about it is left over. */
const leaveOut: Pass = { step: 1, repeats: true, simplify: (choices, at) => [choices.toSpliced(at, 1)] }

/** Lists of options are hardly longer. */
const MOST_PLAINER = 8

const choosePlainer: Pass = {
  step: 1,
  repeats: false,
  simplify: (choices, at) => {
    const plainer = Math.min(MOST_PLAINER, (choices[at] ?? 0) - 1)
    return Array.from({ length: Math.max(0, plainer) }, (_, index) => choices.with(at, index + 1))
  },
}

/** All of a list at first, then halves of it, down to single choices. */
const passes: readonly Pass[] = [...[64, 32, 16, 8, 4, 2, 1].map(makePlain), leaveOut, choosePlainer]

/** Choices that nobody has simplified yet. */
export function unsimplified(choices: Choices): Written {
  return { choices, progress: { pass: 0, at: 0 } }
}

/** Simpler choices, the boldest step first; whoever takes one goes on from there. */
export function* simplify({ choices, progress }: Written): Generator<Written> {
  let { at } = progress
  for (let pass = progress.pass; pass < passes.length; pass += 1) {
    const { step, repeats, simplify: simpler } = passes[pass] as Pass
    for (; at < choices.length; at += step)
      for (const next of simpler(choices, at))
        yield { choices: next, progress: { pass, at: repeats ? at : at + step } }
    at = 0
  }
}
