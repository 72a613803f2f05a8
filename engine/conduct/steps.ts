import type { Case, Step } from '../model/requirement.ts'

/** How many links a case takes. */
export function linksOf({ steps }: Pick<Case, 'steps'>): number {
  return steps.reduce((most, { link = 0 }) => Math.max(most, link + 1), 1)
}

/** True when a step, or a sample of a family, may be accepted. */
export function allowsAcceptance({ expect }: Pick<Step, 'expect'>): boolean {
  return (expect?.allowed ?? []).some(
    ({ status }) => status === '2xx' || (typeof status === 'number' && status >= 200 && status <= 299),
  )
}
