// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the profile's own placeholders
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { operation } from '../../schemas/load.ts'
import { packageRoot } from '../../schemas/package-root.ts'
import { CATALOGUE_VERSION } from '../../suites/catalogue.ts'
import type { Capture } from './har.ts'

/** A key of the profile: what the schema says of it stands above its lines. */
interface Row {
  /** Where the schema has it: `tokens.default`. */
  readonly key: string
  /** YAML, indented as it is to stand. */
  readonly lines: readonly string[]
  /** Commented out by a `#` in front. */
  readonly off?: boolean
}

interface SchemaNode {
  readonly description?: string
  readonly properties?: Readonly<Record<string, SchemaNode>>
}

const COLUMNS = 100

const HEADER = [
  'A server under test. Every key is explained; those with a # right in front of them are switched off.',
  'Check what is written here: dismiss-conformance run --check --profile <this file>',
]

/** The sample of the page; nobody has such a link. */
const EXAMPLE: Pick<Capture, 'links' | 'onPremises'> = {
  links: [{ url: new URL(operation.samplePath, 'https://ucwa.example.com'), spent: false }],
  onPremises: false,
}

/** Quoted, so that no character of a URL or a host means anything to YAML. */
const quote = (text: string): string => JSON.stringify(text)

function listLinks(links: Capture['links'], origin: string | undefined): readonly string[] {
  return links.map(({ url, spent }) => {
    const href = url.origin === origin ? url.href.slice(url.origin.length) : url.href
    return `    - ${quote(href)}${spent ? ' # dismissed in the capture' : ''}`
  })
}

/** The document, top to bottom. */
function listRows(
  { links, onPremises }: Pick<Capture, 'links' | 'onPremises'>,
  isExample: boolean,
): readonly Row[] {
  const [first] = links
  const host = first?.url.host ?? 'ucwa.example.com'
  return [
    { key: 'name', lines: [`name: ${isExample ? 'My server' : quote(host)}`] },
    { key: 'baseUrl', lines: [`baseUrl: ${quote(first?.url.origin ?? `https://${host}`)}`] },
    { key: 'deployment', lines: ['deployment: onPremises'], off: !onPremises },
    { key: 'tls', lines: ['tls: { ca: ./ca.pem }'], off: true },
    { key: 'tokens', lines: ['tokens:'] },
    { key: 'tokens.default', lines: ['  default: ${env:UCWA_TOKEN}'] },
    {
      key: 'tokens.scoped',
      lines: [
        '  scoped:',
        ...operation.scopes.all.map(
          scope =>
            `    - { scopes: [${scope}], token: "\${env:TOKEN_${scope.replace('.', '_').toUpperCase()}}" }`,
        ),
      ],
      off: true,
    },
    { key: 'tokens.otherUser', lines: ['  otherUser: ${env:TOKEN_OTHER_USER}'], off: true },
    { key: 'tokens.expired', lines: ['  expired: ${env:TOKEN_EXPIRED}'], off: true },
    {
      key: 'tokens.http',
      lines: [
        '  http:',
        '    method: POST',
        '    url: /admin/tokens',
        '    body: { scopes: "{{scopes}}", user: "{{user}}", expired: "{{expired}}" }',
        '    token: $.access_token',
      ],
      off: true,
    },
    { key: 'links', lines: ['links:'] },
    { key: 'links.static', lines: ['  static:', ...listLinks(links, first?.url.origin)] },
    { key: 'links.reusable', lines: ['  reusable: true'], off: true },
    { key: 'links.ask', lines: ['  ask: true'], off: true },
    {
      key: 'links.http',
      lines: [
        '  http:',
        '    method: POST',
        '    url: /admin/renegotiations',
        '    body: { state: "{{state}}", count: "{{count}}", user: "{{user}}" }',
        '    links: $.renegotiations[*].href',
        '    batch: 100',
      ],
      off: true,
    },
    { key: 'links.command', lines: ['  command: { run: [node, ./make-links.js] }'], off: true },
    { key: 'links.perLink', lines: ['  perLink: 20'], off: true },
    {
      key: 'states',
      lines: [
        'states:',
        ...operation.errors.map(
          ({ status, subcode }) =>
            `  ${subcode}: { headers: { Prefer: "code=${status}, example=${subcode}" } }`,
        ),
      ],
      off: true,
    },
    { key: 'expect', lines: ['expect: { must: 40 }'], off: true },
    { key: 'catalogue', lines: [`catalogue: ${quote(CATALOGUE_VERSION)}`], off: true },
    {
      key: 'rulings',
      lines: ['rulings:', '  DIS-VERSION-04: { treatAs: observe, because: "vendor ticket 123" }'],
      off: true,
    },
    {
      key: 'safety',
      lines: ['safety: { rate: 20, concurrency: 4, maxRequests: 500, hostile: false }'],
      off: true,
    },
  ]
}

function readSchema(): SchemaNode {
  return JSON.parse(readFileSync(join(packageRoot(), 'schemas', 'profile.schema.json'), 'utf8'))
}

function describeKey(schema: SchemaNode, key: string): string {
  const node = key.split('.').reduce<SchemaNode | undefined>((at, name) => at?.properties?.[name], schema)
  if (node?.description === undefined) throw new Error(`The profile schema does not describe ${key}`)
  return node.description
}

/** Breaks a text into lines of that many columns, between words. */
function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= columns)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function formatRow({ key, lines, off = false }: Row, schema: SchemaNode): string {
  const indent = ' '.repeat(2 * (key.split('.').length - 1))
  const comment = wrap(describeKey(schema, key), COLUMNS - indent.length).map(line => `${indent}# ${line}`)
  const shown = off ? lines.map(line => `${indent}#${line.slice(indent.length)}`) : lines
  return [...comment, ...shown].join('\n')
}

/** A profile with every key explained by the schema; out of a capture, or of placeholders. */
export function formatProfile(capture: Pick<Capture, 'links' | 'onPremises'> = EXAMPLE): string {
  const schema = readSchema()
  const rows = listRows(capture, capture === EXAMPLE)
  return `${[HEADER.map(line => `# ${line}`).join('\n'), ...rows.map(row => formatRow(row, schema))].join('\n\n')}\n`
}
