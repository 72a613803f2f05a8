import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../model/exchange.ts'
import type { AnswerRequirement } from '../../model/requirement.ts'
import type { Channel, Target } from '../../model/target.ts'
import { area, generates } from '../test-areas.ts'
import { conductAreas, conforming, createTestTarget } from '../test-target.ts'

const LATE = Buffer.from('late')

const clean: AnswerRequirement = {
  id: 'CLEAN',
  level: 'MUST',
  title: 'clean',
  statement: 'clean',
  sources: [],
  everyAnswer: ({ stray }) =>
    stray.length > 0 ? [{ what: 'bytes', expected: 'none', received: String(stray.length) }] : [],
}

/** A target that sends bytes behind the answer to one sample, for the first so many times; a patient channel sees them. */
function lateBehind(sample: string, times: number): Target {
  const target = createTestTarget(conforming)
  const { sender } = target
  let left = times
  const open = (quietMs?: number): Channel => {
    const channel = sender.open()
    let late: Exchange | undefined
    return {
      send: async outgoing => {
        const exchange = await channel.send(outgoing)
        const isLate = outgoing.caseId.endsWith(sample) && left-- > 0
        late = isLate ? { ...exchange, stray: LATE } : undefined
        return quietMs === 0 ? exchange : (late ?? exchange)
      },
      takeLate: () => {
        const taken = late
        late = undefined
        return taken
      },
      close: () => {},
    }
  }
  return { ...target, sender: Object.assign(Object.create(sender), { open }) }
}

async function findBroken(target: Target) {
  const { findings } = await conductAreas(area(generates, clean), target, 60)
  return [...findings.values()].filter(
    ({ requirement, verdict }) => requirement === 'CLEAN' && verdict === 'failed',
  )
}

describe('bytes that come behind an answer after it was judged', () => {
  it('are found again for the sample whose answer they follow', async () => {
    const broken = await findBroken(lateBehind('#20', Number.POSITIVE_INFINITY))
    expect(broken).toMatchObject([{ caseId: expect.stringMatching(/#20$/), attempts: { failed: 4, of: 4 } }])
  })

  it('are a finding, though they do not come again', async () => {
    const broken = await findBroken(lateBehind('#20', 1))
    expect(broken).toMatchObject([{ caseId: expect.stringMatching(/#20$/), flags: { flaky: '1/2' } }])
  })

  it('are seen behind the last sample too', async () => {
    const broken = await findBroken(lateBehind('#40', Number.POSITIVE_INFINITY))
    expect(broken).toMatchObject([{ caseId: expect.stringMatching(/#40$/), attempts: { failed: 4, of: 4 } }])
  })
})
