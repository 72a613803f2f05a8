/** A text in three parts, of which the middle is not like the other text. */
interface MarkedText {
  readonly before: string
  readonly changed: string
  readonly after: string
}

/** What of `text` is different from `other`: all between their common start and their common end. */
export function markDifference(text: string, other: string): MarkedText {
  const [own, twin] = [[...text], [...other]]
  const shorter = Math.min(own.length, twin.length)
  let start = 0
  while (start < shorter && own[start] === twin[start]) start++
  let end = 0
  while (end < shorter - start && own[own.length - 1 - end] === twin[twin.length - 1 - end]) end++
  const rest = own.length - end
  return {
    before: own.slice(0, start).join(''),
    changed: own.slice(start, rest).join(''),
    after: own.slice(rest).join(''),
  }
}
