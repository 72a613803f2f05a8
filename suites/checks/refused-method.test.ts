import { describe, expect, it } from 'vitest'
import { recordAnswer, recordError, recordExchange } from '../../engine/judge/test-exchange.ts'
import { allowOn405, notServedByUcwa } from './refused-method.ts'

const page = [['Content-Type', 'text/html']] as const

describe('notServedByUcwa', () => {
  it('judges answers of UCWA only', () => {
    expect(notServedByUcwa(recordError(405, 'MethodNotAllowed'))).toEqual([])
    expect(notServedByUcwa(recordError(404, 'NotFound'))).toMatchObject([{ received: '404' }])
    expect(notServedByUcwa(recordExchange(recordAnswer(200, page, '<html>')))).toBeUndefined()
    expect(notServedByUcwa(recordExchange(null))).toBeUndefined()
  })

  it('lets a missing token be refused first', () => {
    const unauthorized = recordError(401, 'Unauthorized')
    expect(notServedByUcwa({ ...unauthorized, spec: { token: { kind: 'none' } } })).toEqual([])
    expect(notServedByUcwa(unauthorized)).toHaveLength(1)
  })
})

describe('allowOn405', () => {
  it.each(['POST', 'GET, post', '*'])('takes %s', value => {
    expect(allowOn405(recordExchange(recordAnswer(405, [['allow', value]])))).toEqual([])
  })

  it('joins several lines', () => {
    const lines = [
      ['Allow', 'GET'],
      ['Allow', 'POST'],
    ] as const
    expect(allowOn405(recordExchange(recordAnswer(405, lines)))).toEqual([])
  })

  it('misses a list, and POST in it', () => {
    expect(allowOn405(recordExchange(recordAnswer(405)))).toMatchObject([{ received: 'absent' }])
    const other = recordAnswer(405, [['Allow', 'GET, POSTER']])
    expect(allowOn405(recordExchange(other))).toMatchObject([{ received: '“GET, POSTER”' }])
  })

  it('says nothing of other statuses and of pages that are not of UCWA', () => {
    expect(allowOn405(recordExchange(recordAnswer(404)))).toBeUndefined()
    expect(allowOn405(recordExchange(recordAnswer(405, page, '<html>')))).toBeUndefined()
  })
})
