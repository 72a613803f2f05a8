import type { Awaitable } from '../model/awaitable.ts'
import type { Admin } from './admin.ts'
import { isOrdinary, type LinkSource, parseLink, type SourceWant } from './link-source.ts'
import type { HttpCall } from './profile-model.ts'
import { SupplyError } from './supply-error.ts'

/** Enough for a quick look at a target; a run soon asks for whole batches. */
const FIRST_COUNT = 10

/** Links in a state or of another user are wanted by few cases. */
const SPECIAL_COUNT = 2

/** No page says how long an offer stays open (S-51); a new link is cheap, a false alarm is not. */
const FRESH_MS = 5000

/** Where a call takes long, what it brought would be stale before it is used. */
const CALLS = 3

const HINT = '; if each is a new offer, set "concurrency: 1" under "safety"'

interface Stock {
  take(): Awaitable<URL>
}

/**
 * Links of one kind, made ahead: `first` of them, then `batch` at a time, anew when a quarter is left. Links
 * that lay too long are dropped, and smaller batches are made from then on. All who wait share one request.
 */
function createStock(make: (count: number) => Promise<readonly URL[]>, first: number, batch: number): Stock {
  const links: { readonly url: URL; readonly madeAt: number }[] = []
  let count = Math.min(first, batch)
  let largest = batch
  let low = 0
  let tookMs = 0
  let refilling: Promise<void> | undefined

  async function makeMore(): Promise<void> {
    const askedAt = Date.now()
    const urls = await make(count)
    const madeAt = Date.now()
    tookMs = madeAt - askedAt
    for (const url of urls) links.push({ url, madeAt })
    low = Math.floor(urls.length / 4)
    count = largest
  }

  function refill(): Promise<void> {
    refilling ??= makeMore().finally(() => {
      refilling = undefined
    })
    return refilling
  }

  function dropStale(): void {
    const oldest = Date.now() - Math.max(FRESH_MS, CALLS * tookMs)
    const fresh = links.findIndex(({ madeAt }) => madeAt >= oldest)
    const stale = links.splice(0, fresh === -1 ? links.length : fresh)
    if (stale.length === 0) return
    largest = Math.max(Math.min(first, largest), Math.floor(largest / 2))
    count = largest
  }

  function take(): Awaitable<URL> {
    dropStale()
    const next = links.shift()
    if (next === undefined) return refill().then(take)
    // A failure shows when the stock is empty and somebody waits.
    if (links.length < low) refill().catch(() => undefined)
    return next.url
  }

  return { take }
}

/**
 * Links made on demand by the control API. A link that it gives again is a new offer only where requests go out
 * `oneAtATime`: else the old one may still be in use.
 */
export function createHttpLinks(
  call: HttpCall,
  batch: number,
  baseUrl: URL,
  admin: Admin,
  oneAtATime: boolean,
): LinkSource {
  const known = new Set<string>()
  const stocks = new Map<string, Stock>()

  async function make(want: SourceWant, count: number): Promise<readonly URL[]> {
    const { summary, found } = await admin.call(call, { ...want, count })
    const hrefs = found.flat()
    const urls = hrefs.map(href => parseLink(href, baseUrl)).filter(url => url !== undefined)
    const fault = (words: string) => `${summary}, but ${call.jsonPath} finds ${words}`
    if (hrefs.length === 0) throw new SupplyError('links', fault('no link in it'))
    if (urls.length < hrefs.length) throw new SupplyError('environment', fault('something else than links'))
    const fresh = new Map(
      urls.filter(({ href }) => oneAtATime || !known.has(href)).map(url => [url.href, url]),
    )
    if (fresh.size === 0) throw new SupplyError('links', fault(`only links that it gave before${HINT}`))
    for (const href of fresh.keys()) known.add(href)
    return [...fresh.values()]
  }

  /** Everybody can have live links: an API that refuses them is out of order. */
  async function makeOrdinary(want: SourceWant, count: number): Promise<readonly URL[]> {
    try {
      return await make(want, count)
    } catch (error) {
      const refused = error instanceof SupplyError && error.cause === 'capability'
      throw refused ? new SupplyError('environment', error.message) : error
    }
  }

  function findStock(want: SourceWant, fresh: boolean): Stock {
    const key = JSON.stringify([want.state, want.user])
    const stock =
      (fresh ? undefined : stocks.get(key)) ??
      (isOrdinary(want)
        ? createStock(count => makeOrdinary(want, count), FIRST_COUNT, batch)
        : createStock(count => make(want, count), SPECIAL_COUNT, Math.min(SPECIAL_COUNT, batch)))
    stocks.set(key, stock)
    return stock
  }

  return {
    remaining: () => Number.POSITIVE_INFINITY,
    take: (want, fresh = false) => {
      const told =
        (want.user === 'default' || call.names.has('user')) &&
        (want.state === 'live' || call.names.has('state'))
      return told ? findStock(want, fresh).take() : null
    },
    close: async () => {},
  }
}
