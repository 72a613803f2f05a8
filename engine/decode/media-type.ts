import { operation } from '../../schemas/load.ts'

export interface MediaType {
  /** `type/subtype` in lower case. */
  readonly type: string
  /** Names in lower case, values unquoted. */
  readonly parameters: ReadonlyMap<string, string>
  /** `json` and `xml` are the payload formats of UCWA only (F-15, F-38). */
  readonly kind: 'json' | 'xml' | 'html' | 'other'
}

const TOKEN = "[!#$%&'*+\\-.^_`|~\\dA-Za-z]+"
const TYPE = new RegExp(`^(${TOKEN}/${TOKEN})[ \\t]*`)
const PARAMETER = new RegExp(`;[ \\t]*(?:(${TOKEN})=(?:(${TOKEN})|"((?:[^"\\\\]|\\\\.)*)"))?[ \\t]*`, 'y')

const HTML: readonly string[] = ['text/html', 'application/xhtml+xml']

function kindOf(type: string): MediaType['kind'] {
  if (operation.mediaTypes.json.includes(type)) return 'json'
  if (operation.mediaTypes.xml.includes(type)) return 'xml'
  return HTML.includes(type) ? 'html' : 'other'
}

/** Reads a Content-Type by RFC 9110 section 8.3.1; `undefined` when it is none. */
export function parseMediaType(value: string): MediaType | undefined {
  const text = value.trim()
  const [start, name] = TYPE.exec(text) ?? []
  if (start === undefined || name === undefined) return undefined
  const type = name.toLowerCase()
  const parameters = new Map<string, string>()
  PARAMETER.lastIndex = start.length
  let end = start.length
  for (let match = PARAMETER.exec(text); match !== null; match = PARAMETER.exec(text)) {
    const [, key, token, quoted = ''] = match
    if (key !== undefined) parameters.set(key.toLowerCase(), token ?? quoted.replace(/\\(.)/g, '$1'))
    end = PARAMETER.lastIndex
  }
  return end === text.length ? { type, parameters, kind: kindOf(type) } : undefined
}
