import { isAccepted, isGone } from '../../judge/acceptance.ts'
import { isAway, isClosingRace, isEnvironment, isUnreadByPool } from '../../judge/disturbance.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Link } from '../../model/target.ts'
import type { Transport } from './case-sender.ts'
import type { ControlForm } from './controls.ts'
import { MOST_RETRIES } from './patience.ts'
import { noteCrowding, type RunResources } from './run-resources.ts'

/** Sends a control until the target has time for it, or its patience with us ends. */
export async function sendControl(
  resources: RunResources,
  caseId: string,
  form: ControlForm,
  link: Link,
  index: number,
  transport: Transport,
): Promise<Exchange> {
  const send = (way: Transport) => resources.caseSender.control(caseId, form.spec, link, index, way)
  let exchange = await send(transport)
  for (let retry = 0; retry < MOST_RETRIES; retry += 1) {
    const busy = isEnvironment(exchange) || isAway(exchange)
    const crowded = noteCrowding(resources, exchange)
    if (!busy && !crowded && !isClosingRace(exchange) && !isUnreadByPool(exchange)) break
    if (busy && !(await resources.patience.waitAfter(exchange, retry))) break
    if (crowded && retry > 0) await resources.patience.pause(retry)
    exchange = await (crowded ? resources.inTurn(() => send('wire')) : send('wire'))
  }
  if (exchange.answer?.status === 401 && (await resources.target.tokens.renew())) {
    exchange = await send(transport)
  }
  if (isAccepted(exchange)) resources.patience.learn(exchange)
  return exchange
}

/**
 * Sends a control on a link of its own, and where that is dead on another, made just for it: a server that dismisses
 * more than one link kills those that were made ahead. Null when no link is left.
 */
export async function sendFreshControl(
  resources: RunResources,
  caseId: string,
  form: ControlForm,
  transport: Transport,
): Promise<Exchange | null> {
  const { links } = resources.target
  const link = await links.take({ fresh: resources.entangled })
  if (link === null) return null
  const control = await sendControl(resources, caseId, form, link, 0, transport)
  if (links.kind !== 'http' || !isGone(control)) return control
  const fresh = await links.take({ fresh: true })
  return fresh === null ? control : sendControl(resources, caseId, form, fresh, 0, transport)
}
