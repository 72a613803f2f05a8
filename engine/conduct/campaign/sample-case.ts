import { mediaTypes, otherFormat, vendorMediaTypes } from '../../encode/media-types.ts'
import type { Header } from '../../model/request.ts'
import type { Case, Family, GeneratedBody, ProbeRequirement } from '../../model/requirement.ts'
import type { Bundle } from '../bundle.ts'
import { presumedReception, type Reception } from '../state.ts'
import type { FamilyPlan } from './family-plan.ts'

interface Variation {
  readonly accept?: 'own' | 'other'
  readonly vendor?: true
}

/** What must not matter, by index: the format in `Accept`, and the name of the media type. */
const variations: readonly Variation[] = [
  { accept: 'own' },
  {},
  { accept: 'own' },
  { accept: 'other', vendor: true },
]

function headersOf(
  { encoding }: Family,
  { contentType }: GeneratedBody,
  { accept, vendor }: Variation,
  reception: Reception,
): readonly Header[] {
  const named = vendor && reception.vendor[encoding] && contentType === mediaTypes[encoding]
  const headers: Header[] = [['Content-Type', named ? vendorMediaTypes[encoding] : contentType]]
  if (accept === 'own') headers.push(['Accept', mediaTypes[encoding]])
  if (accept === 'other' && reception.otherAccept[encoding])
    headers.push(['Accept', mediaTypes[otherFormat(encoding)]])
  return headers
}

/** The case that a sample makes, for a server that takes such forms of a valid request. */
export function sampleCase(
  requirement: ProbeRequirement,
  family: Family,
  index: number,
  sample: GeneratedBody,
  reception: Reception = presumedReception(),
): Case {
  const headers = headersOf(family, sample, variations[index % variations.length] ?? {}, reception)
  return {
    id: `${requirement.id}/${family.name}#${index}`,
    encoding: family.encoding,
    steps: [{ request: { headers, body: sample.body }, expect: family.expect }],
  }
}

/** The same, ready to be sent. */
export function bundleSample(
  reception: Reception,
  { requirement, family }: FamilyPlan,
  index: number,
  sample: GeneratedBody,
): Bundle {
  const probed = sampleCase(requirement, family, index, sample, reception)
  return { lead: probed, members: [{ requirement, case: probed }] }
}
