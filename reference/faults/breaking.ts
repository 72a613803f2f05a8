import type { Fault } from '../peculiarity.ts'

type FaultRow = Omit<Fault, 'breaks' | 'level'> & { readonly alsoBreaks?: readonly string[] }

/** Faults of which each breaks the same requirement first. */
export function breaking(level: Fault['level'], requirement: string, rows: readonly FaultRow[]): Fault[] {
  return rows.map(({ alsoBreaks = [], ...row }) => ({ ...row, level, breaks: [requirement, ...alsoBreaks] }))
}
