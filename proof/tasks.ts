import { faults, quirks } from '../reference/catalogue.ts'
import type { Fault, Quirk } from '../reference/peculiarity.ts'
import type { Task } from './subject.ts'

/** What is to be shown of a bent server. */
export interface Proof {
  readonly faults: readonly Fault[]
  readonly quirks: readonly Quirk[]
  readonly task: Task
}

/** Samples a bent server gets, besides its cases. */
const GENERATED = 150

/** Identical requests that a fault of one in a hundred has to show itself in. */
const STEADY = 800

const PAIRS = 30
const TRIPLES = 30
const FAULTS_WITH_QUIRK = 30

/** Requirements on every answer or refusal live on the cases of the other areas. */
function othersFor(requirement: string): number {
  return /^DIS-(?:(?:EFFECT|BODY|WIRE|VERSION)-|AUTH-(?:02|11)$)/.test(requirement) ? 6 : 1
}

/** The rarer the fault, the more requests it takes. */
function samplesFor({ id }: Fault): number {
  return id.includes('one-in-1000') ? 20 * STEADY : STEADY
}

/** How a fault is proven, alone or beside quirks. */
export function proveFault(fault: Fault, odd: readonly Quirk[] = []): Proof {
  const [first] = fault.breaks
  const steady = first.startsWith('DIS-STEADY-')
  const task: Task = {
    ids: [fault.id, ...odd.map(({ id }) => id)],
    whole: fault.breaks,
    others: othersFor(first),
    ...(steady && { families: first }),
    generated: steady ? samplesFor(fault) : GENERATED,
    seed: 1,
  }
  return { faults: [fault], quirks: odd, task }
}

/** How quirks are proven; `others` is how many cases a requirement lends, all if not given. */
export function proveQuirks(odd: readonly Quirk[], others = Number.POSITIVE_INFINITY): Proof {
  const ids = odd.map(({ id }) => id)
  return { faults: [], quirks: odd, task: { ids, whole: [], others, generated: GENERATED, seed: 1 } }
}

/** Mulberry32: the same seed draws the same combinations on every machine. */
function createDraw(seed: number): <Row>(rows: readonly Row[]) => Row | undefined {
  let state = seed
  return rows => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return rows[((mixed ^ (mixed >>> 14)) >>> 0) % rows.length]
  }
}

function drawQuirks(draw: ReturnType<typeof createDraw>, size: number): readonly Quirk[] {
  for (;;) {
    const chosen = Array.from({ length: size }, () => draw(quirks)).filter(quirk => quirk !== undefined)
    if (new Set(chosen).size === size) return chosen
  }
}

/** A quirk beside which the fault can be seen. */
function drawBeside(draw: ReturnType<typeof createDraw>, { breaks }: Fault): readonly Quirk[] {
  for (;;) {
    const chosen = drawQuirks(draw, 1)
    if (!chosen.some(({ hides }) => hides?.includes(breaks[0]))) return chosen
  }
}

/** Every fault, every quirk, and seeded combinations of both. */
export function listProofs(seed: number): readonly Proof[] {
  const draw = createDraw(seed)
  const combined = (count: number, size: number): readonly Proof[] =>
    Array.from({ length: count }, () => proveQuirks(drawQuirks(draw, size), 2))
  const beside = Array.from({ length: FAULTS_WITH_QUIRK }, () => {
    const fault = draw(faults) ?? faults[0]
    return fault === undefined ? [] : [proveFault(fault, drawBeside(draw, fault))]
  }).flat()
  return [
    ...faults.map(fault => proveFault(fault)),
    ...quirks.map(quirk => proveQuirks([quirk])),
    ...combined(PAIRS, 2),
    ...combined(TRIPLES, 3),
    ...beside,
  ]
}
