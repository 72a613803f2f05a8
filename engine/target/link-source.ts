import type { Awaitable } from '../model/awaitable.ts'

/** What a source is asked for: the placeholders of `links.http`, the keys of a command's want. */
export interface SourceWant {
  /** `live`, or the state that the profile names. */
  readonly state: string
  readonly user: 'default' | 'other'
}

/** One of the ways to links; each link comes out of it once. */
export interface LinkSource {
  /** How many live links of the default user can still be had. */
  remaining(): number
  /** `null`: no more of this kind. `fresh`: not one that was made ahead. Throws `SupplyError`. */
  take(want: SourceWant, fresh?: boolean): Awaitable<URL | null>
  close(): Promise<void>
}

export function isOrdinary({ state, user }: SourceWant): boolean {
  return state === 'live' && user === 'default'
}

/** The link in an answer, or undefined where it is none that could be requested and shown. */
export function parseLink(href: unknown, baseUrl: URL): URL | undefined {
  if (typeof href !== 'string' || href.trim() === '' || !URL.canParse(href, baseUrl.href)) return undefined
  const url = new URL(href, baseUrl)
  const usable = /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  return usable ? url : undefined
}
