import type { Finding } from '../model/finding.ts'

/** Findings are made in vitest's main process; its tests, in a thread, ask for those of an area. */
export interface Wanted {
  readonly want: string
}

/** All findings of an area, once they are final. */
export interface Settled {
  readonly area: string
  readonly findings: readonly Finding[]
}

/** Both ends of one process meet on this channel. */
export const CHANNEL = `dismiss-conformance:${process.pid}`
