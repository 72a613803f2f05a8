import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { operation } from './load.ts'
import { packageRoot } from './package-root.ts'

test('the package root holds package.json and the data files', () => {
  expect(existsSync(join(packageRoot(), 'package.json'))).toBe(true)
  expect(existsSync(join(packageRoot(), 'schemas', 'dismiss.openapi.yaml'))).toBe(true)
})

test('the general media types come before the vendor types', () => {
  expect(operation.mediaTypes).toEqual({
    json: ['application/json', 'application/vnd.microsoft.com.ucwa+json'],
    xml: ['application/xml', 'application/vnd.microsoft.com.ucwa+xml'],
  })
})

test('five scopes exist (F-66)', () => {
  expect(operation.scopes.all).toEqual([
    'Contacts.ReadWrite',
    'Conversations.Initiate',
    'Conversations.Receive',
    'Meetings.ReadWrite',
    'User.ReadWrite',
  ])
})

test('fifteen statuses have a code; 401, 406 and 502 have none (F-48)', () => {
  expect(operation.statusCodes.size).toBe(15)
  expect([401, 406, 502].filter(status => operation.statusCodes.has(status))).toEqual([])
})

test.each([
  [400, ['BadRequest']],
  [408, ['ClientTimeout', 'Timeout']],
  [412, ['PreConditionFailed', 'PreconditionFailed']],
  [428, ['PreConditionRequired', 'PreconditionRequired']],
  [504, ['Timeout', 'GatewayTimeout']],
])('%i is spelled %j (S-67)', (status, codes) => {
  expect(operation.statusCodes.get(status)).toEqual(codes)
})

test('every operation error follows the status table', () => {
  for (const { status, code } of operation.errors) expect(operation.statusCodes.get(status)).toContain(code)
})

test('87 subcodes are known, those of the operation errors among them (F-50)', () => {
  expect(operation.subcodes.size).toBe(87)
  expect(operation.errors.filter(({ subcode }) => !operation.subcodes.has(subcode))).toEqual([])
})

test('an error body has six members, of which code is required (F-39)', () => {
  expect(operation.errorMembers).toEqual(['code', 'subcode', 'message', 'link', 'parameters', 'debugInfo'])
  expect(operation.errorBodySchema).toMatchObject({ required: ['code'] })
})

test('input and errors share the namespace and differ in their root', () => {
  expect(operation.namespace).toBe('http://schemas.microsoft.com/rtc/2012/03/ucwa')
  expect([operation.inputRoot, operation.errorRoot]).toEqual(['input', 'reason'])
})

test('the schemas are free of references', () => {
  expect(JSON.stringify([operation.bodySchema, operation.errorBodySchema])).not.toContain('$ref')
})

test('nothing of it can be changed', () => {
  const isFrozen = (node: unknown): boolean =>
    node instanceof Map || node instanceof Set || typeof node !== 'object' || node === null
      ? true
      : Object.isFrozen(node) && Object.values(node).every(isFrozen)
  expect(isFrozen(operation)).toBe(true)
})
