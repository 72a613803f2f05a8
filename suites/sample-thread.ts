import { constants, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { serveSamples } from '../engine/generate/sample-thread.ts'
import { catalogue } from './catalogue.ts'

/** Entry of the thread that makes the samples of a long campaign. */
const families = catalogue
  .flatMap(area => area.requirements)
  .flatMap(requirement => ('families' in requirement ? (requirement.families ?? []) : []))

// Its samples are for later: whoever sends, and a target on the same machine, go first. On Linux a thread has a
// priority of its own (setpriority(2), "C library/kernel differences"); elsewhere this would slow the whole run.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
if (parentPort !== null) serveSamples(parentPort, families)
