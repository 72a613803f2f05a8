import { operation } from '../../schemas/load.ts'
import type { Format } from '../call.ts'

export interface MediaType {
  /** In lower case (RFC 9110 section 8.3.1). */
  readonly type: string
  /** Names in lower case, quotes taken off the values. */
  readonly parameters: ReadonlyMap<string, string>
}

/** One parameter: a token or a quoted string (RFC 9110 section 5.6.6). */
const PARAMETER = /;[ \t]*([!#$%&'*+\-.^_`|~\w]+)=(?:"((?:[^"\\]|\\.)*)"|([^;,"\s]*))/g

export function parseMediaType(text: string): MediaType {
  const type = (text.split(';', 1)[0] ?? '').trim().toLowerCase()
  const parameters = new Map<string, string>()
  for (const [, name = '', quoted, token = ''] of text.matchAll(PARAMETER)) {
    parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? token)
  }
  return { type, parameters }
}

/** Format of a media type that input may have (F-15, F-16). */
export function formatOf(type: string): Format | undefined {
  if (operation.mediaTypes.json.includes(type)) return 'json'
  if (operation.mediaTypes.xml.includes(type)) return 'xml'
  return undefined
}

function qualityOf({ parameters }: MediaType): number {
  const quality = Number(parameters.get('q') ?? 1)
  return Number.isNaN(quality) ? 0 : quality
}

/** The format an `Accept` header prefers; `undefined` where it prefers none (RFC 9110 section 12.5.1). */
export function preferredFormat(accept: string | undefined): Format | undefined {
  const ranges = (accept ?? '').split(',').map(parseMediaType)
  const [best] = ranges
    .map(range => ({ format: formatOf(range.type), quality: qualityOf(range) }))
    .filter(({ format, quality }) => format !== undefined && quality > 0)
    .sort((one, other) => other.quality - one.quality)
  return best?.format
}
