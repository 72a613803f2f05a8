import type { Exchange } from '../../engine/model/exchange.ts'
import type { Check } from '../../engine/model/requirement.ts'

/** No other software would send a header of this name. */
export const INJECTED = 'X-Conformance-Injected'

function asLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

/** The status line of the answer that one of the values would make. */
export const INJECTED_STATUS = 'HTTP/1.1 200 OK'

const STATUS_LINE = /HTTP\/1\.1 \d{3}/
const BEGINS_WITH_STATUS_LINE = /^HTTP\/1\.1 \d{3}/
const INJECTED_LINE = new RegExp(`^${INJECTED}:`, 'im')

/** Whether the request asked for such an answer, in its body or percent-encoded in its target. */
function carriesAnswer({ sent }: Exchange): boolean {
  return asLatin1(sent.body).includes(INJECTED_STATUS) || /HTTP(\/|%2F)1\.1/i.test(sent.target)
}

/** What came behind the answer; where a value ended its head before the length was told, that is taken for its body. */
function textBehind({ stray, answer }: Exchange): string {
  const body = answer?.framing === 'close' ? asLatin1(answer.body) : ''
  return BEGINS_WITH_STATUS_LINE.test(body) ? body : asLatin1(stray)
}

/** A header section that a value made: with its header line, or, cut short, with its status line at least. */
function holdsInjectedAnswer(exchange: Exchange): boolean {
  const isOwn = exchange.answer?.status === 200 || !carriesAnswer(exchange)
  return textBehind(exchange)
    .split(/\r?\n\r?\n/)
    .some(
      section =>
        (STATUS_LINE.test(section) && INJECTED_LINE.test(section)) ||
        (!isOwn && section.includes(INJECTED_STATUS)),
    )
}

/** No value that was sent becomes a header line or an answer of its own. */
export const notInjected: Check = exchange => {
  const names = exchange.answer?.headers.map(([name]) => name.toLowerCase()) ?? []
  if (names.includes(INJECTED.toLowerCase())) {
    return [{ what: 'header', expected: 'no header line out of a value sent', received: INJECTED }]
  }
  if (holdsInjectedAnswer(exchange)) {
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
