import { operation } from '../../schemas/load.ts'
import type { Format } from '../call.ts'
import { pathOf, type Renegotiation } from '../world.ts'

/** The renegotiation as GET shows it (F-88, F-89). */
export function encodeRenegotiation(link: Renegotiation, format: Format): Buffer {
  const path = pathOf(link)
  if (format === 'json') {
    const _links = {
      self: { href: path },
      answer: { href: `${path}/answer` },
      dismiss: { href: `${path}/dismiss` },
    }
    return Buffer.from(JSON.stringify({ direction: 'Incoming', _links, rel: 'audioVideoRenegotiation' }))
  }
  return Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?><resource rel="audioVideoRenegotiation" href="${path}" xmlns="${operation.namespace}">` +
      `<link rel="answer" href="${path}/answer"/><link rel="dismiss" href="${path}/dismiss"/>` +
      '<property name="direction">Incoming</property></resource>',
  )
}
