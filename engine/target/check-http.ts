import { headerOf } from '../decode/header.ts'
import { parseMediaType } from '../decode/media-type.ts'
import type { Exchange } from '../model/exchange.ts'
import { openChannel } from '../send/wire.ts'
import type { CheckResult } from './check.ts'
import type { Address } from './check-network.ts'
import { createTlsOptions } from './tls.ts'

const TIME_LIMIT_MS = 5000

const GATEWAY_ERRORS: ReadonlySet<number> = new Set([502, 503, 504])

/** What there is where no answer could be read. */
const SILENCES: Readonly<Partial<Record<Exchange['end'], string>>> = {
  timeout: `no answer within ${TIME_LIMIT_MS / 1000} seconds`,
  closed: 'the connection is closed without an answer',
  malformed: 'what answers is not HTTP/1.1',
}

/** Asks the root of the host, without a token: whoever speaks HTTP answers something. */
async function askRoot({ baseUrl, tls }: Address): Promise<Exchange> {
  const channel = openChannel({ tls: createTlsOptions(tls), quietMs: 0, nextConnection: () => 1 })
  try {
    return await channel.send({
      caseId: 'check',
      role: 'probe',
      link: 0,
      url: new URL('/', baseUrl),
      spec: { method: 'GET' },
      authorization: null,
      timeoutMs: TIME_LIMIT_MS,
    })
  } finally {
    channel.close()
  }
}

/** Whether the port speaks HTTP. */
export async function checkHttp(address: Address): Promise<CheckResult> {
  const layer = 'HTTP'
  const exchange = await askRoot(address)
  const { answer, end, error } = exchange
  if (answer === null || end === 'malformed') {
    const detail = SILENCES[end] ?? `no answer (${error ?? end})`
    return {
      layer,
      ok: false,
      detail,
      nextStep: 'Check that baseUrl, or the link, has the port of the web server.',
    }
  }
  const type = headerOf(exchange, 'content-type')
  const page = answer.status < 300 && type !== undefined && parseMediaType(type)?.kind === 'html'
  const detail = `the root answers ${answer.status}${page ? ' with a web page' : ''}`
  // UCWA itself may well answer its root with an error; a gateway says so where it has nobody to ask.
  if (GATEWAY_ERRORS.has(answer.status))
    return { layer, ok: 'skipped', detail: `${detail}: a gateway without its server?` }
  return { layer, ok: true, detail }
}
