import { describe, expect, test } from 'vitest'
import type { RequestSpec } from '../engine/model/request.ts'
import { describeExchange } from './exchange-view.ts'
import { describeAnswerer, describeRequests } from './finding-words.ts'
import { answer, control, exchange, json } from './fixtures/run.ts'
import type { ReportFinding } from './report.ts'

/** A finding as far as these words go: the probe, its control where there is one, and who answered. */
function finding(spec: RequestSpec, status: number, controlled?: RequestSpec): ReportFinding {
  const exchanges = [
    describeExchange(exchange(spec, answer(status, ''))),
    ...(controlled === undefined ? [] : [describeExchange(control(controlled))]),
  ]
  return { exchanges, mismatches: [], answeredBy: 'unknown' } as unknown as ReportFinding
}

const long = (name: string): string =>
  `<input xmlns="http://schemas.microsoft.com/rtc/2012/03/ucwa"><property name="${name}">Conflict</property></input>`

describe('what was sent', () => {
  test('names each header that is not as usual, also without a control', () => {
    const { headers = [], body = new Uint8Array() } = json('{}')
    const spec = { headers: [...headers, ['X-MS-RequiresMinResourceVersion', '999.0'] as const], body }
    expect(describeRequests(finding(spec, 204))?.sent).toEqual([
      'X-MS-RequiresMinResourceVersion: 999.0',
      'Content-Type: application/json',
      '{}',
    ])
  })

  test('shows of a long body both ends, or the place where its control is another', () => {
    const alone = describeRequests(finding(json(long('reason'), 'application/xml'), 204))
    expect(alone?.sent.at(-1)).toMatch(/^<input xmlns.*….*<\/property><\/input>$/)
    const beside = describeRequests(
      finding(json(long('Reason'), 'application/xml'), 400, json(long('reason'), 'application/xml')),
    )
    expect(beside?.sent.at(-1)).toMatch(/^….*name="Reason/)
    expect(beside?.control?.at(-1)).toMatch(/^….*name="reason/)
  })
})

describe('who answered', () => {
  test('a success is in no error format', () => {
    expect(describeAnswerer(finding(json('{}'), 204))).toBe('')
    expect(describeAnswerer(finding(json('{}'), 400))).toBe("not in UCWA's error format")
  })
})
