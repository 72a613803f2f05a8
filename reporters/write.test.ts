import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { conforming, failing } from './fixtures/samples.ts'
import type { Report } from './report.ts'
import { REPORT_FORMATS, writeReports } from './write.ts'
import { ReportWriteError } from './write-error.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reports-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('writes what is asked for, into a folder it makes, and leaves nothing else', () => {
  const out = join(folder, 'a', 'b')
  expect(writeReports(failing, out, REPORT_FORMATS)).toEqual(
    ['report.json', 'index.html', 'junit.xml', 'summary.md'].map(name => join(out, name)),
  )
  expect(readdirSync(out).sort()).toEqual(['bodies', 'index.html', 'junit.xml', 'report.json', 'summary.md'])
  expect(
    readdirSync(
      writeReports(conforming, join(folder, 'c'), ['markdown'])[0]?.replace('/summary.md', '') ?? '',
    ),
  ).toEqual(['summary.md'])
})

test('the bodies that curl lines name are there, byte for byte', () => {
  writeReports(failing, folder, ['json'])
  const named = failing.findings.flatMap(
    ({ reproduce }) => /@(bodies\/[^"]+)/.exec(reproduce.curl ?? '')?.[1] ?? [],
  )
  expect(named).toContain('bodies/DIS-MEDIA-02_json_text-plain.bin')
  for (const name of named) expect(existsSync(join(folder, name))).toBe(true)
  expect(readFileSync(join(folder, 'bodies/DIS-MEDIA-02_json_text-plain.bin'), 'utf8')).toBe(
    '{"reason":"Conflict"}',
  )
})

test('a report that breaks its schema leaves the old files alone', () => {
  writeFileSync(join(folder, 'report.json'), 'old')
  expect(() => writeReports({ ...failing, verdict: 'fine' } as unknown as Report, folder, ['json'])).toThrow(
    /\/verdict/,
  )
  expect(readFileSync(join(folder, 'report.json'), 'utf8')).toBe('old')
})

test('a path that cannot be written is named', () => {
  writeFileSync(join(folder, 'file'), '')
  const path = join(folder, 'file', 'index.html')
  expect(() => writeReports(conforming, join(folder, 'file'), ['html'])).toThrow(ReportWriteError)
  expect(() => writeReports(conforming, join(folder, 'file'), ['html'])).toThrow(path)
})
