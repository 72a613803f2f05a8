import { expect, it } from 'vitest'
import { describeObservation } from './observation.ts'
import { recordAnswer, recordError, recordExchange } from './test-exchange.ts'

const headers = [['Content-Type', 'application/json']] as const

it.each([
  ['a status alone', recordExchange(recordAnswer(204)), '204'],
  ['code and subcode', recordError(409, 'Conflict', 'AlreadyExists'), '409 Conflict/AlreadyExists'],
  ['a code without subcode', recordError(400, 'BadRequest'), '400 BadRequest'],
  ['a code with subcode None', recordError(409, 'Conflict', 'None'), '409 Conflict'],
  ['a code with an empty subcode', recordError(409, 'Conflict', ''), '409 Conflict'],
  ['an error without a code', recordExchange(recordAnswer(404, headers, '{}')), '404'],
  ['no code of a success', recordExchange(recordAnswer(200, headers, '{"code":"Ok"}')), '200'],
  ['no code of a redirect', recordExchange(recordAnswer(303, headers, '{"code":"Ok"}')), '303'],
  ['a code from 400 on', recordError(400, 'X'), '400 X'],
  ['an answer cut at our limit', recordExchange(recordAnswer(413), { end: 'oversize' }), '413'],
  ['a time-out', recordExchange(null), 'timeout'],
  ['a time-out in the middle of an answer', recordExchange(recordAnswer(400), { end: 'timeout' }), 'timeout'],
  ['a closed connection', recordExchange(null, { end: 'closed' }), 'closed'],
  ['a complete end without an answer', recordExchange(null, { end: 'complete' }), 'complete'],
])('tells %s', (_what, exchange, observation) => {
  expect(describeObservation(exchange)).toBe(observation)
})
