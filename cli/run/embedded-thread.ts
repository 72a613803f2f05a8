import { parentPort, workerData } from 'node:worker_threads'
import { type ReferenceOptions, startReferenceServer } from '../../reference/server.ts'

/** Entry of the thread that holds the embedded reference server: says where it is, and ends with the thread. */
const { profile } = await startReferenceServer(workerData as ReferenceOptions)
parentPort?.postMessage(profile)
