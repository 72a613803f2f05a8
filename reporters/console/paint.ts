import type picocolors from 'picocolors'
import type { Verdict } from '../../engine/model/finding.ts'
import type { Report } from '../report.ts'

export type Colors = ReturnType<typeof picocolors.createColors>

/** Whether to colour: a terminal that knows how, or `FORCE_COLOR`, unless `NO_COLOR` is set (no-color.org). */
export function wantsColor(
  output: { readonly isTTY?: boolean | undefined },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (env.NO_COLOR) return false
  return Boolean(env.FORCE_COLOR) || (output.isTTY === true && env.TERM !== 'dumb')
}

/** Text in the colour of its verdict. */
export function paint(verdict: Verdict, text: string, colors: Colors): string {
  switch (verdict) {
    case 'failed':
      return colors.red(text)
    case 'warned':
    case 'inconclusive':
      return colors.yellow(text)
    case 'passed':
      return colors.green(text)
    case 'observed':
      return colors.cyan(text)
    case 'skipped':
      return colors.dim(text)
  }
}

/** Text in the colour of the verdict of the whole run. */
export function paintVerdict({ verdict }: Report, text: string, colors: Colors): string {
  switch (verdict) {
    case 'conformant':
      return colors.bold(colors.green(text))
    case 'nonconformant':
      return colors.bold(colors.red(text))
    case 'partial':
    case 'inconclusive':
      return colors.bold(colors.yellow(text))
  }
}
