import type { RequestSpec } from '../../engine/model/request.ts'
import type { Capability, Step } from '../../engine/model/requirement.ts'
import { statuses } from '../write/expectations.ts'
import { askingDismiss, type BodyEncoding } from '../write/requests.ts'
import { mirrored, named, type SequenceRow } from '../write/rows.ts'
import { scoped } from '../write/scopes.ts'
import { atMostAnAnswer, kinds } from './kinds.ts'

/** A request that is never accepted. */
interface Refused {
  readonly request: RequestSpec
  /** Where the target has to supply something for it. */
  readonly needs?: readonly Capability[]
}

/** Refused for their input or method (S-27, S-14, S-33, S-85, S-86), or for their token (S-55, S-58, S-60, S-61). */
function refusals(encoding: BodyEncoding): Readonly<Record<string, Refused>> {
  const valid = askingDismiss(encoding, 'Conflict')
  const { malformed, 'media-type': mediaType, version, put, ...others } = kinds(encoding)
  return {
    malformed,
    'media-type': mediaType,
    version,
    put,
    delete: { request: { ...valid, method: 'DELETE' } },
    'delete-without-body': { request: { method: 'DELETE', framing: 'none' } },
    'no-token': others['no-token'],
    'bad-token': others['bad-token'],
    'other-user': { request: { ...valid, token: { kind: 'otherUser' } }, needs: ['otherUser'] },
    'no-scope': { request: { ...valid, token: scoped(['Contacts.ReadWrite']) }, needs: ['scopedTokens'] },
  }
}

/**
 * What is refused alone, on a link on which something else was refused before it, and again and again: a server that
 * gets used to what it refused does so at once, or after some more.
 */
export const refusedAgain: readonly SequenceRow[] = mirrored(encoding => {
  const { malformed, put } = kinds(encoding)
  return named(refusals(encoding), (name, { request, needs = [] }): SequenceRow => {
    const alone: Step = { request, link: 1, expect: { allowed: atMostAnAnswer } }
    const before = (other: RequestSpec): Step => ({
      request: other,
      link: 0,
      expect: { allowed: atMostAnAnswer },
    })
    const again: Step = {
      request,
      link: 0,
      expect: { allowed: statuses('not-2xx'), given: { step: 0, status: 'not-2xx' } },
    }
    return {
      id: `${encoding}/${name}-again`,
      encoding,
      needs,
      steps: [alone, before(malformed.request), again, before(put.request), again, again],
    }
  })
})
