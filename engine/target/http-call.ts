import { isRemote } from './limits.ts'
import type { Surroundings } from './placeholder.ts'
import type { KeyPath } from './profile-document.ts'
import type { HttpFile } from './profile-file.ts'
import type { HttpCall } from './profile-model.ts'
import { parseTemplate, type TemplateValues } from './template.ts'

/** Notes a problem with what stands at a key. */
export type Report = (path: KeyPath, message: string) => void

/** What is needed to make sense of a profile's texts. */
export interface Context {
  readonly surroundings: Surroundings
  readonly report: Report
}

/** Values of the right type, to see at once what a template comes to. */
const SAMPLE_VALUES: TemplateValues = {
  scopes: [],
  user: 'default',
  expired: false,
  state: 'live',
  count: 1,
}

/** Stands in for what could not be read; the profile is refused anyway. */
const NOWHERE = new URL('http://localhost')

/** An http or https URL without credentials; anything else is reported. */
export function parseHttpUrl(text: string, base: URL | undefined, report: (message: string) => void): URL {
  const url = URL.canParse(text, base?.href) ? new URL(text, base) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    report(base === undefined ? 'must be an absolute http or https URL' : 'must be an http or https URL')
    return NOWHERE
  }
  if (url.username !== '' || url.password !== '') {
    report('must not hold a user name or password: URLs are shown in reports')
    return NOWHERE
  }
  return url
}

/** Reads the call that stands at `<room>.http`; `answerKey` is its key that holds the JSONPath. */
export function readCall(
  http: HttpFile,
  place: { readonly room: 'tokens' | 'links'; readonly answerKey: string; readonly jsonPath: string },
  names: readonly string[],
  baseUrl: URL,
  context: Context,
): HttpCall {
  const { room, answerKey, jsonPath } = place
  const path = [room, 'http']
  const rules = { names, ...context }
  const url = parseTemplate(http.url, { ...rules, escape: encodeURIComponent }, [...path, 'url'])
  const headers = parseTemplate(http.headers ?? {}, rules, [...path, 'headers'])
  const body = http.body === undefined ? undefined : parseTemplate(http.body, rules, [...path, 'body'])
  if (/\[\s*\??\(/.test(jsonPath)) {
    context.report([...path, answerKey], 'filters and scripts in a JSONPath are not evaluated')
  }
  const address = parseHttpUrl(String(url.render(SAMPLE_VALUES)), baseUrl, message =>
    context.report([...path, 'url'], message),
  )
  return {
    method: http.method ?? 'POST',
    url,
    headers,
    ...(body && { body }),
    jsonPath,
    names: new Set([url, headers, body].flatMap(template => [...(template?.names ?? [])])),
    remote: isRemote(address),
  }
}
