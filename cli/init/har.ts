/** A dismiss link of a capture. */
interface CapturedLink {
  readonly url: URL
  /** A POST to it was accepted in the capture: it is gone by now. */
  readonly spent: boolean
}

/** What a capture tells about a server; never a token. */
export interface Capture {
  /** Each once; those that may be live first, the newest of them first. */
  readonly links: readonly CapturedLink[]
  /** Links left out, because a secret seems to stand in them. */
  readonly withheld: number
  /** The server spoke of MsRtcOAuth, or a WebTicket was sent to it. */
  readonly onPremises: boolean
}

type Json = { readonly [name: string]: unknown }

/** One request and its answer, as far as they matter here. */
interface Entry {
  readonly method: string
  readonly url: URL
  readonly authorization: readonly string[]
  readonly status: number
  readonly challenges: readonly string[]
  readonly body: string
}

/** Query parameters that usually carry a credential. */
const SECRET_PARAMETER = /token|sig(nature)?$|secret|passw|assertion|api[-_]?key|^code$/i

/** Shorter ones stand in URLs by chance. */
const SHORTEST_CREDENTIAL = 8

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function valuesOf(headers: unknown, name: string): readonly string[] {
  return asList(headers)
    .map(asObject)
    .filter(header => asText(header.name).toLowerCase() === name)
    .map(header => asText(header.value))
}

function readContent(content: unknown): string {
  const { text, encoding } = asObject(content)
  return encoding === 'base64' ? Buffer.from(asText(text), 'base64').toString() : asText(text)
}

function readEntry(value: unknown): readonly Entry[] {
  const request = asObject(asObject(value).request)
  const response = asObject(asObject(value).response)
  const url = asText(request.url)
  if (!URL.canParse(url)) return []
  const entry: Entry = {
    method: asText(request.method).toUpperCase(),
    url: new URL(url),
    authorization: valuesOf(request.headers, 'authorization'),
    status: Number(response.status),
    challenges: valuesOf(response.headers, 'www-authenticate'),
    body: readContent(response.content),
  }
  return [entry]
}

/** The string of a JSON object's member, where the object is flat. */
function readHref(object: string): string {
  try {
    return asText(asObject(JSON.parse(object)).href)
  } catch {
    // A piece of text that looks like JSON: no link in it.
    return ''
  }
}

/** `"dismiss": {"href": …}`, and `{"rel": "dismiss", "href": …}` as events have it; also inside a batch. */
function findJsonHrefs(body: string): readonly string[] {
  const named = [...body.matchAll(/"dismiss"\s*:\s*(\{[^{}]*\})/g)].map(([, object = '']) => object)
  const listed = [...body.matchAll(/\{[^{}]*"rel"\s*:\s*"dismiss"[^{}]*\}/g)].map(([object]) => object)
  return [...named, ...listed].map(readHref)
}

/** `<link rel="dismiss" href="…"/>`, attributes in any order. */
function findXmlHrefs(body: string): readonly string[] {
  return [...body.matchAll(/<link\b[^<>]*>/g)]
    .map(([tag]) => tag)
    .filter(tag => /\brel\s*=\s*(["'])dismiss\1/.test(tag))
    .map(tag => /\bhref\s*=\s*(["'])(.*?)\1/.exec(tag)?.[2] ?? '')
    .map(href => href.replaceAll('&quot;', '"').replaceAll('&amp;', '&'))
}

function findHrefs({ method, url, body }: Entry): readonly string[] {
  const isDismiss = (method === 'POST' || method === 'GET') && url.pathname.endsWith('/dismiss')
  return [...(isDismiss ? [url.href] : []), ...findJsonHrefs(body), ...findXmlHrefs(body)]
}

function wasDismissed(entries: readonly Entry[], { href }: URL): boolean {
  return entries.some(
    ({ method, url, status }) => method === 'POST' && url.href === href && status >= 200 && status < 300,
  )
}

/** What of a URL could be a credential: decoded as far as that is possible. */
function decode(url: URL): string {
  try {
    return decodeURIComponent(url.href)
  } catch {
    return url.href
  }
}

function holdsSecret(url: URL, credentials: readonly string[]): boolean {
  if (url.username !== '' || url.password !== '') return true
  if ([...url.searchParams.keys()].some(name => SECRET_PARAMETER.test(name))) return true
  return credentials.some(credential => url.href.includes(credential) || decode(url).includes(credential))
}

/**
 * Looks for dismiss links in a HAR 1.2 capture: requested ones, and hrefs with that name in JSON and XML answers.
 * Throws a `SyntaxError` for what is not JSON; anything else that is not as expected is passed over.
 */
export function readCapture(text: string): Capture {
  const log = asObject(asObject(JSON.parse(text)).log)
  const entries = asList(log.entries).flatMap(readEntry)
  const credentials = entries
    .flatMap(({ authorization }) => authorization)
    .map(value => value.replace(/^\S+\s+/, ''))
    .filter(value => value.length >= SHORTEST_CREDENTIAL)
  const found = entries
    .toReversed()
    .flatMap(entry => findHrefs(entry).map(href => ({ href, base: entry.url })))
    .filter(({ href, base }) => href !== '' && URL.canParse(href, base.href))
    .map(({ href, base }) => new URL(href, base))
    .filter(({ protocol }) => protocol === 'http:' || protocol === 'https:')
  const unique = [...new Map(found.map(url => [url.href, url])).values()]
  const safe = unique.filter(url => !holdsSecret(url, credentials))
  const links = safe.map(url => ({ url, spent: wasDismissed(entries, url) }))
  return {
    links: [...links.filter(({ spent }) => !spent), ...links.filter(({ spent }) => spent)],
    withheld: unique.length - safe.length,
    onPremises: entries.some(
      ({ challenges, authorization }) =>
        challenges.some(challenge => /\bMsRtcOAuth\b/i.test(challenge)) ||
        authorization.some(value => /^Bearer\s+cwt=/i.test(value)),
    ),
  }
}
