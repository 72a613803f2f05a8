import picocolors from 'picocolors'
import { type Colors, wantsColor } from '../reporters/console/paint.ts'

/** Where a command writes: `process.stdout`, or a recorder in tests. */
export interface Output {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  /** Of the terminal. */
  readonly columns?: number
  readonly rows?: number
}

/** The two ways out of a command. */
export interface Io {
  /** The result. */
  readonly out: Output
  /** Notes, warnings, errors. */
  readonly err: Output
}

/** Colours where they are shown and not forbidden. */
export function colorsFor(output: Output): Colors {
  return picocolors.createColors(wantsColor(output, process.env))
}

/** Lines of cells, each column as wide as its widest cell. */
export function formatTable(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length)
  }
  const formatRow = (row: readonly string[]): string =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  return rows.map(row => formatRow(row).trimEnd())
}
