import { describe, expect, it } from 'vitest'
import { recordAnswer, recordError, recordExchange } from '../../engine/judge/test-exchange.ts'
import { saysVersionNotSupported } from './version.ts'

describe('saysVersionNotSupported', () => {
  it('wants the subcode in a 404 of UCWA', () => {
    expect(saysVersionNotSupported(recordError(404, 'NotFound', 'APIVersionNotSupported'))).toEqual([])
    expect(saysVersionNotSupported(recordError(404, 'NotFound'))).toHaveLength(1)
  })

  it('says nothing of other statuses, and of answers that are not UCWA’s', () => {
    const page = recordAnswer(404, [['Content-Type', 'text/html']], '<p>Not here')
    expect(saysVersionNotSupported(recordError(400, 'BadRequest'))).toBeUndefined()
    expect(saysVersionNotSupported(recordExchange(page))).toBeUndefined()
    expect(saysVersionNotSupported(recordExchange(recordAnswer(404)))).toBeUndefined()
  })
})
