import { describe, expect, it } from 'vitest'
import { recordAnswer, recordExchange } from '../../judge/test-exchange.ts'
import type { AnswerRequirement } from '../../model/requirement.ts'
import { area, generates } from '../test-areas.ts'
import { conductAreas, conforming, createTestTarget } from '../test-target.ts'

const dated: AnswerRequirement = {
  id: 'DATED',
  level: 'MUST',
  title: 'dated',
  statement: 'dated',
  sources: [],
  everyAnswer: ({ answer }) =>
    answer?.headers.some(([name]) => name === 'Undated')
      ? [{ what: 'Date', expected: 'a date', received: 'absent' }]
      : [],
}

describe('an answer that is wrong once in a campaign', () => {
  it('is a finding, though it does not come again', async () => {
    let samples = 0
    const target = createTestTarget((outgoing, live) => {
      if (outgoing.caseId.includes('json/escapes')) samples += 1
      return samples === 5
        ? recordExchange(recordAnswer(204, [['Undated', 'yes']]))
        : conforming(outgoing, live)
    })
    const { findings } = await conductAreas(area(generates, dated), target, 20)
    const broken = [...findings.values()].filter(({ verdict }) => verdict === 'failed')
    expect(broken).toMatchObject([{ requirement: 'DATED', flags: { flaky: '1/4' } }])
  })
})
