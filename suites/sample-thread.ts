import { parentPort } from 'node:worker_threads'
import { serveSamples } from '../engine/generate/sample-thread.ts'
import { catalogue } from './catalogue.ts'

/** Entry of the thread that makes the samples of a long campaign. */
const families = catalogue
  .flatMap(area => area.requirements)
  .flatMap(requirement => ('families' in requirement ? (requirement.families ?? []) : []))
if (parentPort !== null) serveSamples(parentPort, families)
