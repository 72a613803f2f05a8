import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { answer, broken, exchange, finding } from './fixtures/run.ts'
import { appendFinding } from './ndjson.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ndjson-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const hostile = exchange(
  { body: new Uint8Array([0, 10, 255]) },
  answer(500, 'x', Buffer.from('{"$base64":"AAAA"}\n'), [['X', '{"$base64":"AAAA"}\n']]),
)

test('a finding is one line of JSON, its bytes in base64', () => {
  const file = join(folder, 'findings.ndjson')
  const findings = [finding('DIS-A-01/a'), broken('DIS-A-01/b', { exchanges: [hostile] })]
  for (const each of findings) appendFinding(file, each)
  const [first, second, rest] = readFileSync(file, 'utf8').split('\n')
  expect(rest).toBe('')
  expect(JSON.parse(first ?? '')).toEqual(findings[0])
  const [shown] = JSON.parse(second ?? '').exchanges
  expect(shown.answer.headers).toEqual(hostile.answer?.headers)
  expect(shown.sent.body).toEqual({ $base64: Buffer.from([0, 10, 255]).toString('base64') })
  expect(Buffer.from(shown.answer.body.$base64, 'base64').toString()).toBe('{"$base64":"AAAA"}\n')
})

test('a file that cannot be written is named', () => {
  const file = join(folder, 'no', 'such', 'folder.ndjson')
  expect(() => appendFinding(file, finding('DIS-A-01/a'))).toThrow(file)
})
