import { vendorMediaTypes } from '../encode/media-types.ts'
import type { Bundle } from './bundle.ts'
import type { RunState } from './state.ts'

/**
 * Why a case would tell nothing: the refusal of a token, an address or a state, where this form of request is
 * refused anyway; links of another user, where none of them is live.
 */
export function refusedAnyway({ reception }: RunState, { lead }: Bundle): string | undefined {
  const { encoding, owners, state, steps } = lead
  if (owners?.includes('other') && !reception.otherUsersLinks)
    return 'the other user is not let dismiss links of their own'
  const { token, target, headers = [] } = steps[0].request
  if (token === undefined && target?.forge === undefined && state === undefined) return undefined
  if (encoding === 'query' && !reception.query)
    return 'the server takes no input from the query, whoever asks'
  if (encoding !== 'json' && encoding !== 'xml') return undefined
  const vendor = headers.some(([, value]) => value === vendorMediaTypes[encoding])
  return vendor && !reception.vendor[encoding] ? 'the server does not take this media type at all' : undefined
}
