import { createHash } from 'node:crypto'
import type { TargetSpec } from '../model/request.ts'

type Forgeable = NonNullable<TargetSpec['forge']>

/** The path segment in front of each id, as in the page's sample path (F-05). */
const COLLECTIONS: Readonly<Record<Forgeable, string>> = {
  application: 'applications',
  conversation: 'conversations',
  renegotiation: 'renegotiations',
}

/** Stand where an id would stand, but name a type (F-04, F-05). */
const TYPE_NAMES: ReadonlySet<string> = new Set([
  'audiovideorenegotiation',
  'applicationsharingrenegotiation',
])

const GUID = /^[{(]?[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}[)}]?$/i

/** Everything after the authority, without the fragment; unlike `pathname + search` it keeps a lone `?`. */
function originForm(url: URL): string {
  const { href } = url
  const from = href.indexOf('/', href.indexOf('//') + 2)
  const fragment = href.indexOf('#')
  return fragment === -1 ? href.slice(from) : href.slice(from, fragment)
}

/** Index of the id's segment, or -1 where the path has none. */
function findId(segments: readonly string[], what: Forgeable): number {
  const at = segments.findIndex(segment => segment.toLowerCase() === COLLECTIONS[what]) + 1
  const id = segments[at]
  return at === 0 || !id || TYPE_NAMES.has(id.toLowerCase()) ? -1 : at
}

/** Digits of unlimited number in the given base, the same for the same seed. */
function* drawDigits(seed: string, base: number): Generator<number, never> {
  for (let block = 0; ; block++) {
    for (const byte of createHash('sha256').update(`${seed}:${block}`).digest()) yield byte % base
  }
}

function drawText(seed: string, base: number, length: number): string {
  const digits = drawDigits(seed, base)
  return Array.from({ length }, () => digits.next().value.toString(base)).join('')
}

/**
 * At least nine digits: a server that counts its ids does not get there, and an integer type that holds the id
 * holds this one too.
 */
function forgeNumber(id: string, seed: string): string {
  const first = id.length < 10 ? '9' : '1'
  return first + drawText(seed, 10, Math.max(id.length, 9) - 1)
}

/** Version and variant (RFC 9562 section 4) stay, so that the id is refused for being unknown only. */
function forgeGuid(id: string, seed: string): string {
  const digits = drawDigits(seed, 16)
  let position = 0
  const forged = id.replace(/[\da-f]/gi, digit => {
    position++
    const drawn = digits.next().value.toString(16)
    return position === 13 || position === 17 ? digit : drawn
  })
  return /[A-F]/.test(id) ? forged.toUpperCase() : forged
}

function forgeLetters(id: string, seed: string): string {
  const digits = drawDigits(seed, 26)
  const length = Math.max(id.length, 8)
  return Array.from({ length }, () => String.fromCharCode(97 + digits.next().value)).join('')
}

function forgeId(id: string, what: Forgeable): string {
  const forge = /^\d+$/.test(id) ? forgeNumber : GUID.test(id) ? forgeGuid : forgeLetters
  const forged = forge(id, `${what}:${id}`)
  return forged === id ? forge(id, `${what}:${id}:again`) : forged
}

const MEMBER = 'constructor'

/** Two characters: a lenient base64 decoder would drop a single one. */
const LONGER_BY = 'x0'

function forgePath(path: string, what: Forgeable, forgery: TargetSpec['forgery']): string {
  const segments = path.split('/')
  const at = findId(segments, what)
  const id = segments[at]
  if (id === undefined) return path
  const forged = { longer: id + LONGER_BY, member: MEMBER, '': forgeId(id, what) }[forgery ?? '']
  return segments.with(at, forged).join('/')
}

function dropLastSegment(path: string): string {
  return path.replace(/\/[^/]*\/?$/, '') || '/'
}

/** Appends to a query without touching what it holds; only the new names and values are encoded. */
function appendQuery(search: string, query: NonNullable<TargetSpec['query']>): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of query) parameters.append(name, value)
  return appendRaw(search, parameters.toString())
}

function appendRaw(search: string, added: string): string {
  if (added === '') return search
  if (search === '') return `?${added}`
  return /[?&]$/.test(search) ? search + added : `${search}&${added}`
}

/** Why a link has no such target, or undefined where it has: an id to replace, the renegotiation above `dismiss`. */
export function findObstacle(url: URL, { forge, parent }: TargetSpec = {}): string | undefined {
  if (forge === undefined && parent !== true) return undefined
  const segments = url.pathname.split('/')
  if (forge && findId(segments, forge) === -1) return `the link has no ${forge} id to replace`
  if (parent !== true) return undefined
  // A path above an href is guessed where it does not look like the page's (F-05, F-08).
  const named = /\/renegotiations\/[^/]+\/(?:[^/]+\/)?dismiss\/?$/i.test(url.pathname)
  return named ? undefined : 'the link does not say where its renegotiation is'
}

/**
 * The request target of a link, RFC 9112 section 3.2. What the href holds goes out byte for byte (F-09);
 * a forged id has the shape of the id it replaces and is the same in each run. An id that the path does not
 * hold is not forged: ask `findObstacle` first.
 */
export function composeTarget(url: URL, spec?: TargetSpec): string {
  if (spec === undefined) return originForm(url)
  const origin = spec.form === 'absolute' ? `${url.protocol}//${url.host}` : ''
  const target = originForm(url)
  const mark = target.indexOf('?')
  let path = mark === -1 ? target : target.slice(0, mark)
  const search = mark === -1 ? '' : target.slice(mark)
  if (spec.forge) path = forgePath(path, spec.forge, spec.forgery)
  if (spec.parent) path = dropLastSegment(path)
  path += spec.rawPath ?? ''
  return origin + path + appendRaw(appendQuery(search, spec.query ?? []), spec.rawQuery ?? '')
}
