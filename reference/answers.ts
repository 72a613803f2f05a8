import { operation } from '../schemas/load.ts'
import type { Answer, ErrorMembers, HeaderLine } from './call.ts'

/** Own sentences, fit for a person; F-42 leaves the wording free. */
const MESSAGES: Readonly<Record<number, string>> = {
  400: 'The request could not be understood.',
  403: 'The token does not allow this operation.',
  404: 'There is no such resource.',
  405: 'The resource does not support this method.',
  406: 'The resource has no representation of the types asked for.',
  409: 'The state of the resource does not permit this.',
  410: 'The resource is gone.',
  413: 'The request body is too large.',
  415: 'The type of the request body is not supported.',
  500: 'The service failed.',
}

/** Code of a status; what the table lacks is named as `ErrorCode` does (F-49). */
const codeOf = (status: number): string =>
  operation.statusCodes.get(status)?.[0] ?? (status === 406 ? 'NotAcceptable' : 'ServiceFailure')

export interface RefusalDetails {
  readonly code?: string
  readonly subcode?: string
  readonly message?: string
  readonly parameters?: ErrorMembers
  readonly headers?: readonly HeaderLine[]
}

/** A refusal with a UCWA error body; the code follows from the status (F-40) unless it is given. */
export function refusal(status: number, details: RefusalDetails = {}): Answer {
  const {
    code = codeOf(status),
    subcode,
    message = MESSAGES[status] ?? 'The request failed.',
    parameters,
    headers,
  } = details
  return {
    status,
    ...(headers && { headers }),
    error: { code, ...(subcode !== undefined && { subcode }), message, ...(parameters && { parameters }) },
  }
}

/** An answer with a page for people, such as IIS and gateways give. */
export function page(status: number, title: string, headers: readonly HeaderLine[] = []): Answer {
  return {
    status,
    headers,
    html: `<!DOCTYPE html><html><head><title>${title}</title></head><body><h2>${title}</h2></body></html>`,
  }
}
