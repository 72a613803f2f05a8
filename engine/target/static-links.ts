import { isOrdinary, type LinkSource } from './link-source.ts'

/** Given links: each once, or in turn for ever where a dismissed link stays as it was. */
export function createStaticLinks(given: readonly URL[], reusable: boolean): LinkSource {
  const urls = [...new Map(given.map(url => [url.href, url])).values()]
  let taken = 0
  return {
    remaining: () => (reusable ? Number.POSITIVE_INFINITY : urls.length - taken),
    take: want => {
      if (!isOrdinary(want) || (!reusable && taken === urls.length)) return null
      return urls[taken++ % urls.length] ?? null
    },
    close: async () => {},
  }
}
