import type { Case, Step } from '../model/requirement.ts'
import type { Bundle, Member } from './bundle.ts'
import type { Reception } from './state.ts'

/** Whether a server takes this form of a valid request. */
export function takesForm(
  reception: Reception,
  form: NonNullable<Case['presumes']>,
  encoding: Case['encoding'],
): boolean {
  if (form !== 'otherAccept') return reception[form]
  return (encoding !== 'json' && encoding !== 'xml') || reception.otherAccept[encoding]
}

function withoutOnly({ expect, ...step }: Step): Step {
  if (expect === undefined) return step
  const { only: _, ...rest } = expect
  return { ...step, expect: rest }
}

function sharpenCase(reception: Reception, probed: Case): Case {
  const { encoding, sharpens, steps } = probed
  if (sharpens === undefined || !takesForm(reception, sharpens, encoding)) return probed
  const [first, ...rest] = steps
  return { ...probed, steps: [withoutOnly(first), ...rest.map(withoutOnly)] }
}

/** The same, judged by every status where the target was seen to take such requests. */
export function sharpen(reception: Reception, { lead, members }: Bundle): Bundle {
  const sharpened = (member: Member): Member => ({
    ...member,
    case: sharpenCase(reception, member.case),
  })
  const [first, ...rest] = members
  return { lead: sharpenCase(reception, lead), members: [sharpened(first), ...rest.map(sharpened)] }
}
