import type { Case, Step } from '../model/requirement.ts'

/** How many links a case takes. */
export function linksOf({ steps }: Pick<Case, 'steps'>): number {
  return 1 + Math.max(...steps.map(({ link = 0 }) => link))
}

/** True when a step may be accepted. */
export function allowsAcceptance({ expect }: Step): boolean {
  return (expect?.allowed ?? []).some(
    ({ status }) => status === '2xx' || (typeof status === 'number' && status >= 200 && status <= 299),
  )
}
