import type { Exchange } from '../../model/exchange.ts'
import type { GeneratedBody } from '../../model/requirement.ts'
import { judgeAnswers } from '../answers.ts'
import type { RunState } from '../state.ts'
import { tryBundle } from '../try-bundle.ts'
import type { FamilyRun } from './family-run.ts'
import { bundleSample } from './sample-case.ts'

/**
 * Takes note of an exchange of a sample behind which something came when it had been judged already. The first of its
 * kind is looked for again, alone and listened to for longer; it is a finding even where it does not come again.
 */
export async function noteLate(
  state: RunState,
  { plan }: FamilyRun,
  index: number,
  sample: GeneratedBody,
  exchange: Exchange,
): Promise<void> {
  const bundle = bundleSample(state.reception, plan, index, sample)
  const wrong = judgeAnswers(state.answerRequirements, [exchange]).filter(
    ({ mismatches }) => mismatches.length > 0,
  )
  const news = wrong.some(({ requirement, mismatches }) => state.answers.isNews(requirement, mismatches))
  if (news) await tryBundle(state, bundle, 'wire')
  const attempts = { failed: 1, of: news ? 2 : 1 }
  for (const { requirement, mismatches } of wrong) {
    state.answers.broken(requirement, plan.family.encoding, bundle.lead.id, mismatches, [exchange], attempts)
  }
}
