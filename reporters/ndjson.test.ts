import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { answer, broken, exchange, finding } from './fixtures/run.ts'
import { appendFinding, readFindings } from './ndjson.ts'

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

test('findings come back as they went in, bytes and all', () => {
  const file = join(folder, 'findings.ndjson')
  const findings = [finding('DIS-A-01/a'), broken('DIS-A-01/b', { exchanges: [hostile] })]
  for (const each of findings) appendFinding(file, each)
  const back = readFindings(file)
  expect(back[0]).toEqual(findings[0])
  expect(Buffer.from(back[1]?.exchanges[0]?.answer?.body ?? []).toString()).toBe('{"$base64":"AAAA"}\n')
  expect(back[1]?.exchanges[0]?.answer?.headers).toEqual(hostile.answer?.headers)
  expect(back[1]?.exchanges[0]?.sent.body).toEqual(new Uint8Array([0, 10, 255]))
})

test('a last line cut off by the end of the run is left out', () => {
  const file = join(folder, 'findings.ndjson')
  appendFinding(file, finding('DIS-A-01/a'))
  appendFileSync(file, '{"caseId":"DIS-A-0')
  expect(readFindings(file).map(({ caseId }) => caseId)).toEqual(['DIS-A-01/a'])
})

test('a file that cannot be written is named', () => {
  const file = join(folder, 'no', 'such', 'folder.ndjson')
  expect(() => appendFinding(file, finding('DIS-A-01/a'))).toThrow(file)
})
