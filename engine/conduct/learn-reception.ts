import { encodeBody } from '../encode/body.ts'
import { mediaTypes, otherFormat, vendorMediaTypes } from '../encode/media-types.ts'
import { isAccepted, speaksOfRequest } from '../judge/acceptance.ts'
import type { RequestSpec } from '../model/request.ts'
import type { Encoding } from '../model/requirement.ts'
import { forOwner } from './attempt/controls.ts'
import { sendControl, sendFreshControl } from './attempt/send-control.ts'
import { demandedVersion } from './refused-anyway.ts'
import type { Reception, RunState } from './state.ts'
import { isSupplyError } from './supply.ts'

/** As large as any body of a case that is about something else. */
const LARGE_BODY_BYTES = 8000

/** Whether links and tokens of another user belong together, as the profile says. */
async function servesOtherUser({ resources }: RunState): Promise<boolean> {
  const link = await resources.target.links.take({ user: 'other' })
  if (link === null) return false
  const form = forOwner(resources.controls.preferred('json'), 'other')
  return isAccepted(await sendControl(resources, 'warm-up', form, link, 0, 'wire'))
}

type Ask = (name: string, encoding: Encoding, spec: RequestSpec) => Promise<boolean>

/** Whether a form is taken: not refused for itself, whatever else became of it. */
function createAsk({ resources }: RunState): Ask {
  return async (name, encoding, spec) => {
    const control = await sendFreshControl(resources, 'warm-up', { name, encoding, spec }, 'wire')
    if (control === null) return true
    const { status = 0 } = control.answer ?? {}
    // A version is refused as a resource that is not there (S-33), and a token whose header is missed as none.
    const isVersionRefused = status === 404 && demandedVersion(spec) !== undefined
    const isTokenMissed = status === 401 && spec.headerCase !== undefined
    return !speaksOfRequest(control) && !isVersionRefused && !isTokenMissed && status < 500
  }
}

async function learnFormat(encoding: 'json' | 'xml', reception: Reception, takes: Ask): Promise<void> {
  const body = encodeBody(encoding, 'Conflict')
  const type = ['Content-Type', mediaTypes[encoding]] as const
  reception.vendor[encoding] = await takes('vendor type', encoding, {
    headers: [['Content-Type', vendorMediaTypes[encoding]]],
    body,
  })
  reception.version[encoding] = await takes('version 1', encoding, {
    headers: [type, ['X-MS-RequiresMinResourceVersion', '1']],
    body,
  })
  reception.otherAccept[encoding] = await takes('Accept of the other format', encoding, {
    headers: [type, ['Accept', mediaTypes[otherFormat(encoding)]]],
    body,
  })
  reception.large[encoding] = await takes('large body', encoding, {
    headers: [type],
    body: Buffer.concat([body, Buffer.alloc(LARGE_BODY_BYTES - body.length, ' ')]),
  })
}

/**
 * Finds out which further forms this server takes. What it refuses fails or warns in the requirements on that
 * form; elsewhere it would only blur what a case is about.
 */
export async function learnReception(state: RunState): Promise<void> {
  const { resources, reception } = state
  const takes = createAsk(state)
  try {
    await learnFormat('json', reception, takes)
    await learnFormat('xml', reception, takes)
    for (const headerCase of ['lower', 'upper'] as const) {
      const { encoding, spec } = resources.controls.preferred('json')
      reception.headerCase[headerCase] = await takes(`header names in ${headerCase} case`, encoding, {
        ...spec,
        headerCase,
      })
    }
    if (
      resources.target.capabilities.has('otherUsersLinks') &&
      resources.target.capabilities.has('otherUser')
    )
      reception.otherUsersLinks = await servesOtherUser(state)
    reception.bodiless = await takes('no body', 'none', {})
    reception.query = await takes('query input', 'query', { target: { query: [['reason', 'Conflict']] } })
  } catch (error) {
    if (!isSupplyError(error)) throw error
  }
}
