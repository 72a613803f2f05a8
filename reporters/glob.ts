/** Whether `*` patterns match the whole text; `*` stands for any characters, `/` included. */
function matchesText(pattern: string, text: string): boolean {
  const [head = '', ...rest] = pattern.split('*')
  const tail = rest.pop()
  if (tail === undefined) return pattern === text
  if (!text.startsWith(head) || text.length < head.length + tail.length || !text.endsWith(tail)) return false
  const end = text.length - tail.length
  let from = head.length
  for (const part of rest) {
    const at = text.indexOf(part, from)
    if (at === -1 || at + part.length > end) return false
    from = at + part.length
  }
  return true
}

/**
 * Whether a glob names this case. A pattern without `/` names requirements, so `DIS-MEDIA-*` takes all cases of
 * all of them; else the whole case id has to match. Letter case counts.
 */
export function matchesCase(pattern: string, caseId: string): boolean {
  const requirement = caseId.split('/', 1)[0] ?? caseId
  return matchesText(pattern, pattern.includes('/') ? caseId : requirement)
}
