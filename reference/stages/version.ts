import { refusal } from '../answers.ts'
import type { Answer, Call } from '../call.ts'

/** The revision served, as in the page's sample (F-71). */
export const SERVED_VERSION = '1.7'

/** A demanded minimum above what is served is 404 (F-72); versions compare as floats (F-74). */
export function version(call: Call): Answer | undefined {
  const demanded = call.request.headers['x-ms-requiresminresourceversion']
  if (demanded === undefined) return undefined
  const minimum = Number(demanded)
  if (Number.isNaN(minimum)) return refusal(400)
  return minimum > Number(SERVED_VERSION) ? refusal(404, { subcode: 'APIVersionNotSupported' }) : undefined
}
