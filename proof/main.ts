import { faults } from '../reference/catalogue.ts'
import { catalogue } from '../suites/catalogue.ts'
import { runTasks } from './pool.ts'
import { listProofs, type Proof } from './tasks.ts'
import { judgeFault, judgeQuirks, type Objections } from './verdict.ts'

/** A run waits more than it works: so many keep two cores busy. */
const WIDTH = 8

/** How often progress is told. */
const TOLD_EVERY = 25

/** `npm run proof -- WORD…` proves only what has one of the words in its id. */
const words = process.argv.slice(2)

function isChosen({ task }: Proof): boolean {
  return words.length === 0 || task.ids.some(id => words.some(word => id.includes(word)))
}

function nameKind({ faults: bent, quirks: odd }: Proof): string {
  if (bent.length > 0) return odd.length > 0 ? 'faults beside a quirk' : 'faults'
  return ['', 'quirks', 'pairs of quirks', 'triples of quirks'][odd.length] ?? 'quirks'
}

/** MUSTs and SHOULDs that no fault breaks first: unproven. */
function findUnproven(): readonly string[] {
  const proven = new Set(faults.map(({ breaks }) => breaks[0]))
  const requirements = catalogue.flatMap(area => area.requirements)
  return requirements.filter(({ id, level }) => level !== 'OBSERVE' && !proven.has(id)).map(({ id }) => id)
}

const proofs = listProofs(1).filter(isChosen)
const counts = new Map<string, { done: number; objected: number }>()
const startedAt = Date.now()
let done = 0

await runTasks(proofs, WIDTH, (proof, result) => {
  done += 1
  if (done % TOLD_EVERY === 0) process.stderr.write(`${done} of ${proofs.length}\n`)
  const objections: Objections =
    result instanceof Error
      ? [result.message]
      : proof.faults.length > 0
        ? judgeFault(proof.faults, result)
        : judgeQuirks(proof.quirks, result)
  const kind = nameKind(proof)
  const count = counts.get(kind) ?? { done: 0, objected: 0 }
  counts.set(kind, { done: count.done + 1, objected: count.objected + (objections.length > 0 ? 1 : 0) })
  if (objections.length === 0) return
  process.stdout.write(`✗ ${proof.task.ids.join(' + ')}\n${objections.map(text => `    ${text}\n`).join('')}`)
})

const unproven = words.length === 0 ? findUnproven() : []
for (const id of unproven) process.stdout.write(`✗ ${id}: no fault proves it\n`)
for (const [kind, { done: all, objected }] of counts) {
  process.stdout.write(`${kind.padEnd(24)} ${all - objected} of ${all} as they should be\n`)
}
process.stdout.write(`${Math.round((Date.now() - startedAt) / 1000)} s\n`)
process.exitCode = unproven.length > 0 || [...counts.values()].some(({ objected }) => objected > 0) ? 1 : 0
