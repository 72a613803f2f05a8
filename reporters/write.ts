import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { unpackBytes } from './exact-bytes.ts'
import { renderHtml } from './html/page.tsx'
import { formatJson } from './json.ts'
import { formatJunit } from './junit.ts'
import { formatMarkdown } from './markdown.ts'
import type { Report } from './report.ts'
import { BODIES, findBody, nameBodyFile } from './reproduce.ts'
import { ReportWriteError } from './write-error.ts'
import { writeWhole } from './write-whole.ts'

const FORMATS = {
  json: { file: 'report.json', format: formatJson },
  html: { file: 'index.html', format: renderHtml },
  junit: { file: 'junit.xml', format: formatJunit },
  markdown: { file: 'summary.md', format: formatMarkdown },
} as const satisfies Record<string, { file: string; format: (report: Report) => string }>

type ReportFormat = keyof typeof FORMATS

export const REPORT_FORMATS = Object.keys(FORMATS) as readonly ReportFormat[]

/** Of all formats. */
export const REPORT_FILES: readonly string[] = Object.values(FORMATS).map(({ file }) => file)

function writeReportFile(path: string, content: string | Uint8Array): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeWhole(path, content)
  } catch (error) {
    throw new ReportWriteError(path, error)
  }
}

/** The bodies that the findings' curl lines read. */
function writeBodies(report: Report, folder: string): void {
  for (const finding of report.findings) {
    if (finding.reproduce.curl?.includes('--data-binary') !== true) continue
    const body = findBody(finding)
    const bytes = body === undefined ? new Uint8Array() : unpackBytes(body)
    writeReportFile(join(folder, BODIES, nameBodyFile(finding.caseId)), bytes)
  }
}

/**
 * Writes the reports of the list into the folder, made where it is not there; request bodies go beside
 * `report.json`. Returns the paths written. Throws a `ReportWriteError`, or a `ReportShapeError` before any file
 * is touched.
 */
export function writeReports(
  report: Report,
  folder: string,
  list: readonly ReportFormat[],
): readonly string[] {
  const files = list.map(name => ({
    name,
    path: join(folder, FORMATS[name].file),
    text: FORMATS[name].format(report),
  }))
  for (const { name, path, text } of files) {
    writeReportFile(path, text)
    if (name === 'json') writeBodies(report, folder)
  }
  return files.map(({ path }) => path)
}
