import type { Dispatcher } from 'undici'
import { USER_AGENT } from '../send/user-agent.ts'
import type { HttpCall } from './profile-model.ts'
import type { TemplateValues } from './template.ts'

/** A call of the control API, ready to be sent. */
export interface AdminRequest {
  readonly url: URL
  /** Method and URL without query or secrets. */
  readonly shown: string
  readonly options: Pick<Dispatcher.RequestOptions, 'method' | 'headers' | 'body'>
}

/** A form is what token endpoints take (RFC 6749 section 4.1.3). */
function encodeBody(body: unknown, contentType: string): string {
  if (typeof body === 'string') return body
  if (!/^application\/x-www-form-urlencoded\b/i.test(contentType)) return JSON.stringify(body)
  const fields = Object.entries(body as object).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.join(' ') : String(value),
  ])
  return new URLSearchParams(fields).toString()
}

/** Fills the templates of a call. Throws where the URL that they give is none. */
export function composeAdminRequest(call: HttpCall, values: TemplateValues, baseUrl: URL): AdminRequest {
  const url = new URL(String(call.url.render(values)), baseUrl)
  const address =
    call.url.secrets.length > 0
      ? String(call.url.show(values)).replace(/[?#].*/s, '')
      : url.origin + url.pathname
  const headers: Record<string, string> = { accept: 'application/json', 'user-agent': USER_AGENT }
  if (call.body) headers['content-type'] = 'application/json'
  for (const [name, value] of Object.entries(call.headers.render(values) as Record<string, unknown>)) {
    headers[name.toLowerCase()] = String(value)
  }
  return {
    url,
    shown: `${call.method} ${address}`,
    options: {
      method: call.method,
      headers,
      body: call.body ? encodeBody(call.body.render(values), headers['content-type'] ?? '') : null,
    },
  }
}
