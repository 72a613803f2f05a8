import { faults, quirks } from '../reference/catalogue.ts'
import { runTasks } from './pool.ts'
import type { Task } from './subject.ts'
import { judgeFault, judgeQuirks } from './verdict.ts'

/** Samples a bent server gets: enough to meet a fault of 1 in 100 several times. */
const GENERATED = Number(process.env.PROOF_GENERATED ?? 300)

/** Requirements on every answer or refusal live on the cases of the other areas. */
function othersFor([first = '']: readonly string[]): number {
  return /^DIS-(EFFECT|BODY|WIRE|VERSION)-/.test(first) ? 6 : 1
}

const only = process.argv.slice(2)
const chosen = (id: string): boolean => only.length === 0 || only.some(word => id.includes(word))
const tasks: Task[] = [
  ...faults
    .filter(({ id }) => chosen(id))
    .map(({ id, breaks }) => ({
      ids: [id],
      whole: breaks,
      others: othersFor(breaks),
      generated: GENERATED,
      seed: 1,
    })),
  ...quirks
    .filter(({ id }) => chosen(id))
    .map(({ id }) => ({ ids: [id], whole: [], others: 8, generated: GENERATED, seed: 1 })),
]

let objected = 0
let done = 0
const startedAt = Date.now()
await runTasks(tasks, 2, ({ ids }, result) => {
  done += 1
  const bent = faults.filter(({ id }) => ids.includes(id))
  const odd = quirks.filter(({ id }) => ids.includes(id))
  const objections =
    result instanceof Error
      ? [result.message]
      : bent.length > 0
        ? judgeFault(bent, result)
        : judgeQuirks(odd, result)
  if (objections.length === 0) return
  objected += 1
  const took = result instanceof Error ? '' : ` (${result.durationMs} ms)`
  process.stdout.write(`✗ ${ids.join(' + ')}${took}\n${objections.map(text => `    ${text}\n`).join('')}`)
})
process.stdout.write(
  `${done} proofs, ${objected} objections, ${Math.round((Date.now() - startedAt) / 1000)} s\n`,
)
process.exitCode = objected === 0 ? 0 : 1
