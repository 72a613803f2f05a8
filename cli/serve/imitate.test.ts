import { describe, expect, it } from 'vitest'
import { describeLikeness, imitate } from './imitate.ts'

const never = new AbortController().signal
const target = { name: 'Contoso pool' }

describe('a likeness', () => {
  it('puts on the quirks that do what was observed, and names the rest', async () => {
    const observations = {
      'DIS-METHOD-03/json/PUT': '428 PreConditionRequired',
      'DIS-SUCCESS-02/json/empty': '204',
      'DIS-INPUT-01/json/Bogus': '418',
      'DIS-NOWHERE-01/json/gone': '204',
    }
    const likeness = await imitate({ target, observations }, [], never)
    expect(likeness).toEqual({
      name: 'Contoso pool',
      quirks: ['put-is-428'],
      compared: 3,
      different: 2,
      remaining: [
        { caseId: 'DIS-INPUT-01/json/Bogus', wanted: '418', shown: expect.stringMatching(/^400 BadRequest/) },
      ],
    })
    const text = describeLikeness(likeness)
    expect(text).toContain('like Contoso pool: 3 observations compared, 2 differed by themselves')
    expect(text).toContain('quirks put on: put-is-428')
    expect(text).toContain('1 not imitated:\n  DIS-INPUT-01/json/Bogus: 418 there, 400 BadRequest')
  })

  it('tries nothing where nothing differs', async () => {
    const observations = { 'DIS-SUCCESS-02/json/empty': '204' }
    const likeness = await imitate({ target, observations }, [], never)
    expect(likeness).toMatchObject({ quirks: [], different: 0, remaining: [] })
    expect(describeLikeness(likeness)).toContain('no quirk brings it nearer\nall are imitated')
  })
})
