import { expect, it } from 'vitest'
import { findingKey } from './key.ts'

const status = (received: string, what = 'status') => [{ what, expected: '400', received }]

it('is equal for the same cause in other cases', () => {
  expect(findingKey('DIS-INPUT-03', status('204'))).toBe(findingKey('DIS-INPUT-03', status('204')))
})

it('does not depend on the step, nor on lengths', () => {
  expect(findingKey('A', status('204', 'request 2: status'))).toBe(findingKey('A', status('204')))
  expect(findingKey('A', status('cut after 109 of 119 bytes'))).toBe(
    findingKey('A', status('cut after 9 of 10 bytes')),
  )
})

it('tells other causes and requirements apart', () => {
  expect(findingKey('A', status('204'))).not.toBe(findingKey('A', status('500')))
  expect(findingKey('A', status('204'))).not.toBe(findingKey('B', status('204')))
})
