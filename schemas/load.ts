import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { packageRoot } from './package-root.ts'

type JsonObject = { readonly [name: string]: unknown }

/** What is read of the OpenAPI document, once its references are resolved. */
interface Document {
  readonly paths: { readonly [template: string]: PathItem }
  readonly components: {
    readonly securitySchemes: {
      readonly azureAd: { readonly flows: { readonly implicit: { scopes: object } } }
    }
    readonly schemas: {
      readonly DeclineReason: { readonly enum: readonly string[] }
      readonly DismissInput: JsonObject
      readonly DismissInputXml: { readonly xml: XmlName }
      readonly Error: JsonObject & { readonly xml: XmlName; readonly properties: JsonObject }
    }
    readonly examples: {
      readonly JsonSample: { readonly 'x-ucwa-bytes': string }
      readonly XmlSample: { readonly value: string }
    }
  }
  readonly security: readonly { readonly azureAd?: readonly string[] }[]
  readonly 'x-ucwa-status-codes': readonly { readonly status: number; readonly codes: readonly string[] }[]
  readonly 'x-ucwa-subcodes': readonly string[]
}

interface PathItem {
  readonly parameters: readonly { readonly name: string; readonly example: string }[]
  readonly post: {
    readonly requestBody: { readonly content: JsonObject }
    readonly 'x-ucwa-errors': readonly OperationError[]
  }
}

interface XmlName {
  readonly name: string
  readonly namespace: string
}

/** A row of the operation's own error table (F-52). */
interface OperationError {
  readonly status: number
  readonly code: string
  readonly subcode: 'CallbackChannelError' | 'AlreadyExists' | 'TooManyGroups' | 'None' | 'CannotRedirect'
}

/** The `dismiss` operation as data. Fact ids stand in the OpenAPI document beside each part. */
interface Operation {
  /** The eight decline reasons. */
  readonly reasons: readonly string[]
  /** Media types of input and error bodies, the general name first. */
  readonly mediaTypes: { readonly json: readonly string[]; readonly xml: readonly string[] }
  /** `all` that exist, and those of which one is `sufficient` here. */
  readonly scopes: { readonly all: readonly string[]; readonly sufficient: readonly string[] }
  readonly errors: readonly OperationError[]
  /** Each status with the spellings of its code, the table's own first. */
  readonly statusCodes: ReadonlyMap<number, readonly string[]>
  /** Subcodes the pages name; servers may use others (F-41). */
  readonly subcodes: ReadonlySet<string>
  /** XML namespace of input and error bodies. */
  readonly namespace: string
  readonly inputRoot: string
  readonly errorRoot: string
  /** Members of an error body, `code` first. */
  readonly errorMembers: readonly string[]
  /** JSON Schema 2020-12 of the JSON input, free of references. */
  readonly bodySchema: JsonObject
  /** JSON Schema 2020-12 of a JSON error body, free of references. */
  readonly errorBodySchema: JsonObject
  /** The page's two bodies, byte for byte: 34 and 149 bytes. */
  readonly samples: { readonly json: string; readonly xml: string }
  /** Path of the page's sample requests. */
  readonly samplePath: string
}

function resolvePointer(root: unknown, pointer: string): unknown {
  const names = pointer.slice('#/'.length).split('/')
  return names.reduce<unknown>((node, name) => (node as JsonObject)[name], root)
}

/** Puts what a `$ref` points to in its place; the document refers to itself only and has no cycles. */
function inlineReferences(node: unknown, root: unknown): unknown {
  if (Array.isArray(node)) return Object.freeze(node.map(item => inlineReferences(item, root)))
  if (typeof node !== 'object' || node === null) return node
  const { $ref } = node as { $ref?: string }
  if ($ref !== undefined) return inlineReferences(resolvePointer(root, $ref), root)
  const entries = Object.entries(node).map(([name, value]) => [name, inlineReferences(value, root)])
  return Object.freeze(Object.fromEntries(entries))
}

function readOperation(file: string): Operation {
  const source: unknown = parse(readFileSync(file, 'utf8'))
  const document = inlineReferences(source, source) as Document
  const [path] = Object.entries(document.paths)
  if (path === undefined) throw new Error(`${file} describes no path`)
  const [template, { parameters, post }] = path
  const { schemas, examples, securitySchemes } = document.components
  const mediaTypes = Object.keys(post.requestBody.content)

  return Object.freeze({
    reasons: schemas.DeclineReason.enum,
    mediaTypes: Object.freeze({
      json: Object.freeze(mediaTypes.filter(type => type.endsWith('json'))),
      xml: Object.freeze(mediaTypes.filter(type => type.endsWith('xml'))),
    }),
    scopes: Object.freeze({
      all: Object.freeze(Object.keys(securitySchemes.azureAd.flows.implicit.scopes)),
      sufficient: Object.freeze(document.security.flatMap(alternative => alternative.azureAd ?? [])),
    }),
    errors: post['x-ucwa-errors'],
    statusCodes: new Map(document['x-ucwa-status-codes'].map(({ status, codes }) => [status, codes])),
    subcodes: new Set(document['x-ucwa-subcodes']),
    namespace: schemas.DismissInputXml.xml.namespace,
    inputRoot: schemas.DismissInputXml.xml.name,
    errorRoot: schemas.Error.xml.name,
    errorMembers: Object.freeze(Object.keys(schemas.Error.properties)),
    bodySchema: schemas.DismissInput,
    errorBodySchema: schemas.Error,
    samples: Object.freeze({ json: examples.JsonSample['x-ucwa-bytes'], xml: examples.XmlSample.value }),
    samplePath: parameters.reduce((text, { name, example }) => text.replace(`{${name}}`, example), template),
  })
}

/** The operation, read once from `schemas/dismiss.openapi.yaml`. */
export const operation: Operation = readOperation(join(packageRoot(), 'schemas', 'dismiss.openapi.yaml'))
