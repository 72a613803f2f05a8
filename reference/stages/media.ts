import { refusal } from '../answers.ts'
import type { Answer, Call } from '../call.ts'
import { formatOf, parseMediaType } from '../codec/media-type.ts'
import { SIZE_LIMIT } from './receive.ts'

/** 413 above the limit, 415 for what is neither JSON nor XML in UTF-8. Without body and type there is nothing to refuse (S-11). */
export function media(call: Call): Answer | undefined {
  if (call.size > SIZE_LIMIT) return refusal(413)
  const header = call.request.headers['content-type']
  if (header === undefined) return call.size === 0 ? undefined : refusal(415)
  const { type, parameters } = parseMediaType(header)
  const charset = parameters.get('charset') ?? 'utf-8'
  const format = formatOf(type)
  if (format === undefined || charset.toLowerCase() !== 'utf-8') {
    return refusal(415, { subcode: 'UnsupportedMediaType' })
  }
  call.format = format
  return undefined
}
