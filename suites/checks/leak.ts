import type { Check } from '../../engine/model/requirement.ts'

/** No other software would send a header of this name. */
export const INJECTED = 'X-Conformance-Injected'

function asLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

const STATUS_LINE = /HTTP\/1\.1 \d{3}/
const INJECTED_LINE = new RegExp(`^${INJECTED}:`, 'im')

/** A header section with that header line in it. */
function holdsInjectedAnswer(text: string): boolean {
  return text.split(/\r?\n\r?\n/).some(section => STATUS_LINE.test(section) && INJECTED_LINE.test(section))
}

/** No value that was sent becomes a header line or an answer of its own. */
export const notInjected: Check = exchange => {
  const names = exchange.answer?.headers.map(([name]) => name.toLowerCase()) ?? []
  if (names.includes(INJECTED.toLowerCase())) {
    return [{ what: 'header', expected: 'no header line out of a value sent', received: INJECTED }]
  }
  if (holdsInjectedAnswer(asLatin1(exchange.stray))) {
    return [{ what: 'answers', expected: 'one', received: 'a second one, out of a value sent' }]
  }
  return []
}

/** Every Unix `/etc/passwd` and Windows `win.ini` begins or holds one of these. */
const FILE_MARKS = ['root:x:0:0', 'root:*:0:0', '[fonts]', '; for 16-bit app support']

/** No file of the server comes back. */
export const noFileContent: Check = exchange => {
  const { body = new Uint8Array(0), headers = [] } = exchange.answer ?? {}
  const places = { body: asLatin1(body), header: headers.map(([, value]) => value).join('\n') }
  for (const [what, text] of Object.entries(places)) {
    const mark = FILE_MARKS.find(known => text.includes(known))
    if (mark !== undefined) return [{ what, expected: 'nothing of the server’s files', received: mark }]
  }
  return []
}
