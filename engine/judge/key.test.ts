import { expect, it } from 'vitest'
import { findingKey } from './key.ts'

const status = (received: string, what = 'status') => [{ what, expected: '400', received }]

it('is equal for the same cause in other cases', () => {
  expect(findingKey('DIS-INPUT-03', status('204'))).toBe(findingKey('DIS-INPUT-03', status('204')))
})

it('does not depend on the step, nor on lengths', () => {
  expect(findingKey('A', status('204', 'request 2: status'))).toBe(findingKey('A', status('204')))
  expect(findingKey('A', status('204', 'request 12: status'))).toBe(findingKey('A', status('204')))
  expect(findingKey('A', status('7 bytes'))).toBe('A status: 400 / n bytes')
  expect(findingKey('A', status('id 12345'))).toBe('A status: 400 / id n')
  expect(findingKey('A', status('cut after 109 of 119 bytes'))).toBe(
    findingKey('A', status('cut after 9 of 10 bytes')),
  )
})

it('tells other causes and requirements apart', () => {
  expect(findingKey('A', status('204'))).not.toBe(findingKey('A', status('500')))
  expect(findingKey('A', status('204'))).not.toBe(findingKey('B', status('204')))
})

it('keeps what only looks like a step', () => {
  expect(findingKey('A', status('x', 'the request 2: y'))).toBe('A the request 2: y: 400 / x')
})

it('does not depend on the order of mismatches, nor on how often one came', () => {
  const [one] = status('a')
  const [two] = status('b')
  if (one === undefined || two === undefined) throw new Error('unreachable')
  expect(findingKey('A', [two, one, two])).toBe('A status: 400 / a; status: 400 / b')
})

it('is cut to a length that a report can show', () => {
  expect(findingKey('A', status('x'.repeat(1000)))).toHaveLength(300)
})
