import { constants, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { serveSamples } from '../engine/generate/sample-thread.ts'
import { catalogue } from './catalogue.ts'

/**
 * Lets whoever sends, and a target on the same machine, go first: samples are made for later. On Linux each thread
 * has a priority of its own (setpriority(2), "C library/kernel differences"); elsewhere it would be that of the whole
 * run.
 */
function standBack(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // A sandbox may forbid it; then it is not done.
  }
}

/** Entry of the thread that makes the samples of a long campaign. */
const families = catalogue
  .flatMap(area => area.requirements)
  .flatMap(requirement => ('families' in requirement ? (requirement.families ?? []) : []))
standBack()
if (parentPort !== null) serveSamples(parentPort, families)
