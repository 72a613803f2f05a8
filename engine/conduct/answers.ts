import type { Exchange } from '../model/exchange.ts'
import type { Mismatch } from '../model/mismatch.ts'
import type { AnswerRequirement, Area } from '../model/requirement.ts'

/** What one answer showed about a requirement on every answer. */
export interface AnswerVerdict {
  readonly requirement: AnswerRequirement
  readonly exchange: Exchange
  readonly mismatches: readonly Mismatch[]
}

/** The requirements that every answer is held against. */
export function answerRequirements(areas: readonly Area[]): readonly AnswerRequirement[] {
  return areas.flatMap(area =>
    area.requirements.filter((requirement): requirement is AnswerRequirement => 'everyAnswer' in requirement),
  )
}

/** Holds exchanges against those requirements; those that do not apply give nothing. */
export function judgeAnswers(
  requirements: readonly AnswerRequirement[],
  exchanges: readonly Exchange[],
): readonly AnswerVerdict[] {
  const verdicts: AnswerVerdict[] = []
  for (const exchange of exchanges) {
    for (const requirement of requirements) {
      const mismatches = requirement.everyAnswer(exchange)
      if (mismatches !== undefined) verdicts.push({ requirement, exchange, mismatches })
    }
  }
  return verdicts
}
