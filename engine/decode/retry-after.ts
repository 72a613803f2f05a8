/**
 * Milliseconds from `now` (since the epoch) that a `Retry-After` asks for, as seconds or as a date (RFC 9110 section
 * 10.2.3); undefined when absent or unreadable.
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  const value = header.trim()
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000
  const date = / GMT$/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
