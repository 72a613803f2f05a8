import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { operation } from './load.ts'
import { packageRoot } from './package-root.ts'
import { createValidator } from './validate.ts'

interface Example {
  readonly value: unknown
}

interface MediaType {
  readonly schema: { readonly $ref: string }
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, Example | { readonly $ref: string }>>
}

type Content = Readonly<Record<string, MediaType>>

interface Document {
  readonly paths: Readonly<
    Record<
      string,
      {
        readonly parameters: readonly { readonly name: string; readonly in: string }[]
        readonly post: {
          readonly requestBody: { readonly content: Content }
          readonly responses: Readonly<Record<string, { readonly $ref: string }>>
        }
      }
    >
  >
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly components: {
    readonly securitySchemes: object
    readonly schemas: Readonly<Record<string, object>>
    readonly responses: Readonly<Record<string, { readonly content?: Content }>>
  }
}

const document: Document = parse(readFileSync(join(packageRoot(), 'schemas', 'dismiss.openapi.yaml'), 'utf8'))

function* findReferences(node: unknown): Generator<string> {
  if (typeof node !== 'object' || node === null) return
  for (const [name, value] of Object.entries(node)) {
    if (name === '$ref') yield value
    else yield* findReferences(value)
  }
}

function resolve(reference: string): unknown {
  return reference
    .slice('#/'.length)
    .split('/')
    .reduce<unknown>((node, name) => (node as Record<string, unknown> | undefined)?.[name], document)
}

/** Every example of a body, with the media type and the name of the schema it is shown for. */
function* listExamples(): Generator<{ type: string; schema: string; value: unknown }> {
  const contents = [
    ...Object.values(document.paths).map(({ post }) => post.requestBody.content),
    ...Object.values(document.components.responses).flatMap(({ content }) => (content ? [content] : [])),
  ]
  for (const content of contents) {
    for (const [type, { schema, example, examples = {} }] of Object.entries(content)) {
      const shown = Object.values(examples).map(one => ('$ref' in one ? (resolve(one.$ref) as Example) : one))
      const values = [...shown.map(one => one.value), ...(example === undefined ? [] : [example])]
      for (const value of values) yield { type, schema: schema.$ref, value }
    }
  }
}

/** Namespace and name of the root, then of each child; throws where the text is not well-formed. */
function readElements(xml: string): string[] {
  const names: string[] = []
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', error => {
    throw error
  })
  parser.on('opentag', ({ uri, local }) => names.push(`{${uri}}${local}`))
  parser.write(xml).close()
  return names
}

const examples = [...listExamples()]

test('the document has the structure of OpenAPI 3.1', () => {
  const validate = createValidator('fixtures/openapi-subset.schema.json')
  expect(validate(document)).toMatchObject({ ok: true })
})

test('every reference leads somewhere', () => {
  const references = [...findReferences(document)]
  expect(references.length).toBeGreaterThan(0)
  expect(references.filter(reference => resolve(reference) === undefined)).toEqual([])
})

test('every component is used', () => {
  const used = new Set(findReferences(document))
  const defined = ['parameters', 'headers', 'schemas', 'examples', 'responses'].flatMap(kind =>
    Object.keys(resolve(`#/components/${kind}`) as object).map(name => `#/components/${kind}/${name}`),
  )
  expect(defined.filter(pointer => !used.has(pointer))).toEqual([])
})

test('the path names its parameters, and only those', () => {
  for (const [template, { parameters }] of Object.entries(document.paths)) {
    const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    expect(parameters.map(({ name }) => name)).toEqual(names)
  }
})

test('security names schemes that are declared', () => {
  const schemes = Object.keys(document.components.securitySchemes)
  expect(document.security.flatMap(Object.keys).filter(name => !schemes.includes(name))).toEqual([])
})

test('the schemas are JSON Schema 2020-12', () => {
  const ajv = new Ajv2020()
  for (const schema of Object.values(document.components.schemas)) {
    expect(ajv.validateSchema(schema), ajv.errorsText()).toBe(true)
  }
})

test('JSON examples hold under their schemas', () => {
  const ajv = new Ajv2020({ strict: false })
  const shown = examples.filter(({ type }) => type.endsWith('json'))
  expect(shown.length).toBeGreaterThan(0)
  for (const { schema, value } of shown) {
    const isInput = schema.endsWith('/DismissInput')
    ajv.validate(isInput ? operation.bodySchema : operation.errorBodySchema, value)
    expect(ajv.errors, JSON.stringify(value)).toBeNull()
  }
})

test('XML examples are well-formed, in the UCWA namespace, of known elements', () => {
  const { namespace, inputRoot, errorRoot, errorMembers } = operation
  const shown = examples.filter(({ type }) => type.endsWith('xml'))
  expect(shown.length).toBeGreaterThan(0)
  for (const { schema, value } of shown) {
    const isInput = schema.endsWith('/DismissInputXml')
    const [root, ...children] = readElements(String(value))
    expect(root).toBe(`{${namespace}}${isInput ? inputRoot : errorRoot}`)
    const known = (isInput ? ['property'] : errorMembers).map(name => `{${namespace}}${name}`)
    expect(children.filter(child => !known.includes(child))).toEqual([])
  }
})

test('JSON and XML show the same examples, in both vendor types too', () => {
  const contents = Object.values(document.components.responses).flatMap(({ content }) =>
    content ? [content] : [],
  )
  for (const content of contents) {
    const names = Object.values(content).map(({ examples: named = {} }) => Object.keys(named))
    expect(Object.keys(content)).toEqual([
      ...['application/json', 'application/xml'],
      ...['application/vnd.microsoft.com.ucwa+json', 'application/vnd.microsoft.com.ucwa+xml'],
    ])
    expect(names).toEqual(names.map(() => names[0]))
  }
})

test('each of the five errors has an example under its status, named after its subcode', () => {
  for (const { post } of Object.values(document.paths)) {
    for (const { status, code, subcode } of operation.errors) {
      const response = resolve(post.responses[String(status)]?.$ref ?? '') as { content: Content }
      const example = response.content['application/json']?.examples?.[subcode]
      expect(example).toMatchObject({ value: { code, subcode } })
    }
  }
})
