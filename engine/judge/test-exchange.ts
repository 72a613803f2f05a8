import type { Answer, Exchange } from '../model/exchange.ts'
import type { Header } from '../model/request.ts'

/** For tests: an answer with this status, headers and text. */
export function recordAnswer(status: number, headers: readonly Header[] = [], body = ''): Answer {
  return {
    version: '1.1',
    status,
    reasonPhrase: '',
    headers,
    body: new TextEncoder().encode(body),
    framing: body === '' ? 'none' : 'length',
  }
}

/** For tests: an exchange that brought this answer, or ended without one. */
export function recordExchange(answer: Answer | null, differences: Partial<Exchange> = {}): Exchange {
  return {
    role: 'probe',
    link: 0,
    spec: {},
    sent: { method: 'POST', target: '/dismiss', headers: [], body: new Uint8Array() },
    end: answer === null ? 'timeout' : 'complete',
    answer,
    interim: [],
    stray: new Uint8Array(),
    framingFault: null,
    error: null,
    tokenEchoed: false,
    transport: 'wire',
    connection: 1,
    reused: false,
    startedAt: 0,
    durationMs: 1,
    ...differences,
  }
}

/** For tests: a JSON error as UCWA writes it (F-45). */
export function recordError(status: number, code: string, subcode?: string): Exchange {
  const body = JSON.stringify({ code, ...(subcode !== undefined && { subcode }), message: 'm' })
  return recordExchange(recordAnswer(status, [['Content-Type', 'application/json']], body))
}
