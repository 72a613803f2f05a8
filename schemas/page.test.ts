import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { operation } from './load.ts'
import { packageRoot } from './package-root.ts'

interface SampleRequest {
  readonly method: string
  readonly url: URL
  readonly headers: ReadonlyMap<string, string>
  readonly bodyLines: readonly string[]
}

interface Document {
  readonly paths: Readonly<Record<string, { readonly post: { readonly responses: Record<string, unknown> } }>>
  readonly components: { readonly responses: Readonly<Record<string, unknown>> }
}

const readSchemaFile = (name: string) => readFileSync(join(packageRoot(), 'schemas', name), 'utf8')

const document: Document = parse(readSchemaFile('dismiss.openapi.yaml'))

/** The lines below each `[heading]` of the fixture: rows, header lines and samples of the page. */
const page = new Map(
  readSchemaFile('fixtures/dismiss-page.txt')
    .trim()
    .split('\n\n')
    .map(section => section.split('\n'))
    .map(([heading = '', ...lines]) => [heading.slice(1, -1), lines] as const),
)

function readSection(heading: string): readonly string[] {
  const lines = page.get(heading)
  if (lines === undefined) throw new Error(`The fixture has no section ${heading}`)
  return lines
}

function readRows(heading: string): string[][] {
  return readSection(heading).map(row => row.split(' | '))
}

/** Headers and body follow each other without an empty line on the page. */
function readRequest(heading: string): SampleRequest {
  const [requestLine = '', ...lines] = readSection(heading)
  const [method = '', target = ''] = requestLine.split(' ')
  const bodyStart = lines.findIndex(line => !/^[\w-]+: /.test(line))
  const headers = lines.slice(0, bodyStart).map(line => line.split(': ') as [string, string])
  return { method, url: new URL(target), headers: new Map(headers), bodyLines: lines.slice(bodyStart) }
}

const jsonRequest = readRequest('json request')
const xmlRequest = readRequest('xml request')
const bytes = (text: string) => Buffer.byteLength(text, 'utf8')

test('the reasons are those of the page, in its order', () => {
  const [, reasons = ''] = readSection('request body')
  expect(operation.reasons).toEqual(reasons.split(/, or |, /))
  expect(operation.reasons).toHaveLength(8)
})

test('reason is a string that may be left out', () => {
  expect(readRows('request body')[0]).toEqual(['reason', 'ReNegotiationDeclineReason', 'No'])
  expect(operation.bodySchema).toMatchObject({
    properties: { reason: { type: 'string', enum: operation.reasons } },
  })
  expect(operation.bodySchema).not.toHaveProperty('required')
})

test('the sufficient scopes are those of the page, and exist', () => {
  expect(operation.scopes.sufficient).toEqual(readSection('scopes'))
  expect(operation.scopes.all).toEqual(expect.arrayContaining([...operation.scopes.sufficient]))
})

test('the error rows are those of the page', () => {
  const rows = readRows('errors').map(([code, status, subcode]) => ({
    status: Number(status),
    code,
    subcode,
  }))
  expect(operation.errors).toEqual(rows)
})

test.each([jsonRequest, xmlRequest])('method and path are those of the samples', ({ method, url }) => {
  const methods = Object.values(document.paths).flatMap(Object.keys)
  expect(methods).toEqual(['parameters', method.toLowerCase()])
  expect(operation.samplePath).toBe(url.pathname)
})

test('the general media types are those of the samples', () => {
  expect(operation.mediaTypes.json[0]).toBe(jsonRequest.headers.get('Content-Type'))
  expect(operation.mediaTypes.xml[0]).toBe(xmlRequest.headers.get('Content-Type'))
})

test('the JSON sample is the printed one without white space, 34 bytes as declared', () => {
  const printed = JSON.parse(jsonRequest.bodyLines.join('\n'))
  expect(operation.samples.json).toBe(JSON.stringify(printed))
  expect(bytes(operation.samples.json)).toBe(34)
  expect(jsonRequest.headers.get('Content-Length')).toBe('34')
})

test('the XML sample is the printed one on one line, 149 bytes as declared', () => {
  expect(operation.samples.xml).toBe(xmlRequest.bodyLines.join(''))
  expect(bytes(operation.samples.xml)).toBe(149)
  expect(xmlRequest.headers.get('Content-Length')).toBe('149')
})

test('root and namespace of XML input are those of the sample', () => {
  expect(xmlRequest.bodyLines).toContain(`<${operation.inputRoot} xmlns="${operation.namespace}">`)
})

test.each(['json response', 'xml response'])('the %s is described: 204, no body', heading => {
  expect(readSection(heading)).toEqual(['HTTP/1.1 204 No Content'])
  const [operationObject] = Object.values(document.paths).map(({ post }) => post)
  expect(operationObject?.responses['204']).toEqual({ $ref: '#/components/responses/Declined' })
  expect(document.components.responses.Declined).not.toHaveProperty('content')
})
