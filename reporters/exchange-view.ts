import type { Answer, Exchange } from '../engine/model/exchange.ts'
import type { Header, RequestSpec } from '../engine/model/request.ts'
import { packBytes } from './exact-bytes.ts'
import type { ReportAnswer, ReportExchange, ReportSpec, ShownBytes } from './report.ts'
import { cut } from './text.ts'

const SHOWN_BYTES = 8 * 1024

/** A header value longer than this is cut, so that a hostile answer cannot fill the report. */
const SHOWN_HEADER = 2048

const SHOWN_HEADERS = 100

/** Control characters other than tab and line ends. */
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/

/** The text, or undefined for bytes that are no UTF-8 or hold control characters. */
function decodePrintable(bytes: Uint8Array, isCut: boolean): string | undefined {
  try {
    // `stream` forgives a character that the cut went through.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: isCut })
    return CONTROL.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

/** The first 8 KiB, as text when they are printable UTF-8, else as base64. */
export function showBody(bytes: Uint8Array): ShownBytes {
  const isCut = bytes.length > SHOWN_BYTES
  const shown = isCut ? bytes.subarray(0, SHOWN_BYTES) : bytes
  const text = decodePrintable(shown, isCut)
  const content = text === undefined ? { base64: Buffer.from(shown).toString('base64') } : { text }
  return { length: bytes.length, ...content, cut: isCut }
}

function showHeaders(headers: readonly Header[]): readonly Header[] {
  return headers
    .slice(0, SHOWN_HEADERS)
    .map(([name, value]): Header => [cut(name, SHOWN_HEADER), cut(value, SHOWN_HEADER)])
}

function describeSpec({ body, ...spec }: RequestSpec): ReportSpec {
  return body === undefined ? spec : { ...spec, body: packBytes(body) }
}

function describeAnswer(answer: Answer): ReportAnswer {
  return {
    version: answer.version,
    status: answer.status,
    reasonPhrase: cut(answer.reasonPhrase, SHOWN_HEADER),
    headers: showHeaders(answer.headers),
    framing: answer.framing,
    body: showBody(answer.body),
  }
}

/** An exchange as `report.json` keeps it: bounded for the eye, its spec exact for a replay. */
export function describeExchange(exchange: Exchange): ReportExchange {
  const { sent, answer, framingFault } = exchange
  return {
    role: exchange.role,
    link: exchange.link,
    sent: {
      method: sent.method,
      target: sent.target,
      headers: showHeaders(sent.headers),
      body: showBody(sent.body),
    },
    end: exchange.end,
    received: answer && describeAnswer(answer),
    interim: exchange.interim,
    stray: showBody(exchange.stray),
    framingFault: framingFault === null ? null : cut(framingFault, SHOWN_HEADER),
    error: exchange.error,
    tokenEchoed: exchange.tokenEchoed === true,
    transport: exchange.transport,
    connection: exchange.connection,
    reused: exchange.reused,
    startedAt: new Date(exchange.startedAt).toISOString(),
    durationMs: exchange.durationMs,
    spec: describeSpec(exchange.spec),
  }
}
