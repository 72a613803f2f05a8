import { describe, expect, it } from 'vitest'
import type { Case } from '../model/requirement.ts'
import { judgeCase } from './judge.ts'
import { recordAnswer, recordError, recordExchange } from './test-exchange.ts'

const accepted = { allowed: [{ status: 204 }] } as const
const one: Case['steps'] = [{ request: {}, expect: accepted }]
const noContent = recordExchange(recordAnswer(204))

describe('judgeCase', () => {
  it('finds nothing where all is as allowed', () => {
    expect(judgeCase(one, [noContent])).toEqual({ mismatches: [], disturbed: false, unspoken: false })
  })

  it('collects the mismatches of all steps and says which request each belongs to', () => {
    const steps: Case['steps'] = [
      { request: {}, expect: accepted },
      { request: {}, expect: { allowed: [{ status: 401 }] } },
    ]
    const { mismatches } = judgeCase(steps, [recordError(400, 'BadRequest'), noContent])
    expect(mismatches).toEqual([
      { what: 'request 1: status', expected: '204', received: '400 BadRequest' },
      { what: 'request 2: status', expected: '401', received: '204' },
    ])
  })

  it('does not judge a step that only prepares', () => {
    const steps: Case['steps'] = [{ request: {} }, { request: {}, expect: accepted }]
    expect(judgeCase(steps, [recordError(500, 'ServiceFailure'), noContent]).mismatches).toEqual([])
  })

  it('runs checks only where the outcome is allowed', () => {
    const check = () => [{ what: 'Allow', expected: 'a list', received: 'absent' }]
    const steps: Case['steps'] = [{ request: {}, expect: { allowed: [{ status: 405 }], checks: [check] } }]
    expect(judgeCase(steps, [recordError(405, 'MethodNotAllowed')]).mismatches).toEqual(check())
    expect(judgeCase(steps, [noContent]).mismatches.map(({ what }) => what)).toEqual(['status'])
  })

  it('leaves to others what an expectation does not speak about', () => {
    const steps: Case['steps'] = [{ request: {}, expect: { allowed: [{ status: 400 }], unless: ['2xx'] } }]
    expect(judgeCase(steps, [noContent])).toEqual({ mismatches: [], disturbed: false, unspoken: true })
    expect(judgeCase(steps, [recordError(500, 'ServiceFailure')]).mismatches).toHaveLength(1)
  })

  it('leaves a case to others by any of the statuses named', () => {
    const steps: Case['steps'] = [
      { request: {}, expect: { allowed: [{ status: 400 }], unless: ['2xx', 404] } },
    ]
    expect(judgeCase(steps, [recordError(404, 'NotFound')]).unspoken).toBe(true)
  })

  it('judges what rests on an earlier answer only where that came', () => {
    const given = { step: 0, status: 'not-2xx' } as const
    const steps: Case['steps'] = [
      { request: {}, expect: { allowed: [{ status: '2xx' }, { status: 'not-2xx' }] } },
      { request: {}, expect: { allowed: [{ status: 'not-2xx' }], given } },
    ]
    expect(judgeCase(steps, [noContent, noContent]).mismatches).toEqual([])
    expect(judgeCase(steps, [recordError(400, 'BadRequest'), noContent]).mismatches).toHaveLength(1)
    const late: Case['steps'] = [
      { request: {}, expect: { ...accepted, given: { step: 1, status: '2xx' } } },
      { request: {} },
    ]
    expect(judgeCase(late, [recordError(400, 'BadRequest')])).toMatchObject({
      mismatches: [],
      unspoken: true,
    })
  })

  it('does not judge a step that was never sent', () => {
    const steps: Case['steps'] = [
      { request: {}, expect: accepted },
      { request: {}, expect: accepted },
    ]
    expect(judgeCase(steps, [noContent])).toEqual({ mismatches: [], disturbed: false, unspoken: false })
  })

  it('does not call a case disturbed for a 500 that is allowed', () => {
    const steps: Case['steps'] = [{ request: {}, expect: { allowed: [{ status: 500 }] } }]
    expect(judgeCase(steps, [recordError(500, 'ServiceFailure')]).disturbed).toBe(false)
  })

  it.each([
    ['a time-out', recordExchange(null), true],
    ['a 500', recordError(500, 'ServiceFailure'), true],
    ['a 502', recordExchange(recordAnswer(502)), true],
    ['a 501', recordExchange(recordAnswer(501)), false],
    ['a 400', recordError(400, 'BadRequest'), false],
    ['bytes that are no HTTP', recordExchange(null, { end: 'malformed' }), false],
  ])('takes %s for a disturbance: %o', (_name, exchange, disturbed) => {
    expect(judgeCase(one, [exchange])).toMatchObject({ disturbed })
  })

  it('speaks of the only statuses that it is asked about', () => {
    const only: Case['steps'] = [{ request: {}, expect: { allowed: [{ status: 415 }], only: [410, 415] } }]
    expect(judgeCase(only, [recordError(400, 'BadRequest')])).toMatchObject({
      mismatches: [],
      unspoken: true,
    })
    expect(judgeCase(only, [recordError(410, 'Gone')]).mismatches).toHaveLength(1)
    expect(judgeCase(only, [recordError(415, 'UnsupportedMediaType')])).toMatchObject({ unspoken: false })
  })

  it('is settled elsewhere where nothing but checks decides, and none of them speaks', () => {
    const mismatch = { what: 'Allow', expected: 'a list', received: 'absent' }
    const silent = () => undefined
    const seen = () => [mismatch]
    const judge = (allowed: readonly { status: number }[], ...checks: (typeof silent | typeof seen)[]) =>
      judgeCase([{ request: {}, expect: { allowed, checks } }], [noContent])
    expect(judge([], silent)).toMatchObject({ mismatches: [], unspoken: true })
    expect(judge([{ status: 204 }], silent)).toMatchObject({ mismatches: [], unspoken: false })
    expect(judge([])).toMatchObject({ mismatches: [], unspoken: false })
    expect(judge([], seen)).toMatchObject({ mismatches: [mismatch], unspoken: false })
    expect(judge([], silent, seen)).toMatchObject({ mismatches: [mismatch], unspoken: false })
    expect(judge([], () => [])).toMatchObject({ mismatches: [], unspoken: false })
    expect(judge([{ status: 204 }], silent, seen)).toMatchObject({ mismatches: [mismatch], unspoken: false })
  })
})
