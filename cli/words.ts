/** `a`, `a or b`, `a, b or c`. */
export function joinWords(words: readonly string[]): string {
  const [last = ''] = words.slice(-1)
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}
