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
const TYPE = new RegExp(`^${TOKEN}/${TOKEN}[ \\t]*`)
const PARAMETER = new RegExp(`;[ \\t]*(${TOKEN}=(?:${TOKEN}|"(?:[^"\\\\]|\\\\.)*"))?[ \\t]*`, 'y')

const HTML: readonly string[] = ['text/html', 'application/xhtml+xml']

function kindOf(type: string): MediaType['kind'] {
  if (operation.mediaTypes.json.includes(type)) return 'json'
  if (operation.mediaTypes.xml.includes(type)) return 'xml'
  return HTML.includes(type) ? 'html' : 'other'
}

/** A token stays as it is; a quoted string loses its quotes, and the backslashes that escape. */
function unquote(value: string): string {
  return value.replace(/\\(.)|"/g, '$1')
}

/** Reads a Content-Type by RFC 9110 section 8.3.1; `undefined` when it is none. */
export function parseMediaType(value: string): MediaType | undefined {
  const text = value.trim()
  const start = TYPE.exec(text)?.[0]
  if (start === undefined) return undefined
  const type = start.trimEnd().toLowerCase()
  const parameters = new Map<string, string>()
  PARAMETER.lastIndex = start.length
  let end = start.length
  for (let match = PARAMETER.exec(text); match !== null; match = PARAMETER.exec(text)) {
    const [, parameter] = match
    if (parameter !== undefined) {
      const equals = parameter.indexOf('=')
      parameters.set(parameter.slice(0, equals).toLowerCase(), unquote(parameter.slice(equals + 1)))
    }
    end = PARAMETER.lastIndex
  }
  return end === text.length ? { type, parameters, kind: kindOf(type) } : undefined
}
