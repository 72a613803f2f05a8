import { headerOf } from '../decode/header.ts'
import { parseMediaType } from '../decode/media-type.ts'
import { hasDismissed } from '../judge/acceptance.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Stop } from './state.ts'

/**
 * True for a 2xx answer with an HTML page to a dismiss with a right token: a log-in page, an intermediary, a wrong
 * address (F-38). To OPTIONS, HEAD and their kind a proxy may answer what it likes (S-87).
 */
export function isWebPage(exchange: Exchange): boolean {
  const type = headerOf(exchange, 'content-type')
  const asked = hasDismissed(exchange) && exchange.spec.token === undefined
  // A gateway may put its type on a 204 too.
  const filled = (exchange.answer?.body.length ?? 0) > 0
  return asked && filled && type !== undefined && parseMediaType(type)?.kind === 'html'
}

/** Why a run against a web page ends. */
export const WEB_PAGE: Stop = {
  exit: 4,
  because: 'the target answers with HTML: this is not UCWA, but a web page or an intermediary',
}
