import { mediaTypes, vendorMediaTypes } from '../../encode/media-types.ts'
import type { Header } from '../../model/request.ts'
import type { Area, Case, Family, GeneratedBody, ProbeRequirement } from '../../model/requirement.ts'
import { type Bundle, isProbing } from '../bundle.ts'
import type { Reception } from '../state.ts'

/** One family of a requirement, with the number of its samples in this run. */
export interface FamilyPlan {
  readonly requirement: ProbeRequirement
  readonly family: Family
  readonly samples: number
}

/** Shares the samples out among the families of these areas, by their portions. */
export function planCampaign(
  areas: readonly Area[],
  samples: number,
  selects: (caseId: string) => boolean,
): readonly FamilyPlan[] {
  const families = areas
    .flatMap(area => area.requirements)
    .filter(isProbing)
    .flatMap(requirement => (requirement.families ?? []).map(family => ({ requirement, family })))
    .filter(({ requirement, family }) => selects(`${requirement.id}/${family.name}`))
  const portions = families.map(({ family }) => family.portion ?? 1)
  let portionsLeft = portions.reduce((sum, portion) => sum + portion, 0)
  let left = samples
  return families.map((entry, index) => {
    const portion = portions[index] ?? 1
    const share = Math.round((left * portion) / portionsLeft)
    portionsLeft -= portion
    left -= share
    return { ...entry, samples: share }
  })
}

/** Varies by index what must not matter: `Accept` and the spelling of the media type. */
function headersOf(
  family: Family,
  sample: GeneratedBody,
  index: number,
  takesVendor: boolean,
): readonly Header[] {
  const other = family.encoding === 'json' ? 'xml' : 'json'
  const vendor = vendorMediaTypes[family.encoding]
  const contentType =
    takesVendor && index % 4 === 3 && sample.contentType === mediaTypes[family.encoding]
      ? vendor
      : sample.contentType
  const accept = [mediaTypes[family.encoding], undefined, mediaTypes[family.encoding], mediaTypes[other]][
    index % 4
  ]
  return accept === undefined
    ? [['Content-Type', contentType]]
    : [
        ['Content-Type', contentType],
        ['Accept', accept],
      ]
}

/** The case that a sample makes. */
export function sampleCase(
  requirement: ProbeRequirement,
  family: Family,
  index: number,
  sample: GeneratedBody,
  takesVendor = true,
): Case {
  return {
    id: `${requirement.id}/${family.name}#${index}`,
    encoding: family.encoding,
    steps: [
      {
        request: { headers: headersOf(family, sample, index, takesVendor), body: sample.body },
        expect: family.expect,
      },
    ],
  }
}

/** The same, ready to be sent to a server that takes such forms of a valid request. */
export function bundleSample(
  { vendor }: Reception,
  { requirement, family }: FamilyPlan,
  index: number,
  sample: GeneratedBody,
): Bundle {
  const probed = sampleCase(requirement, family, index, sample, vendor[family.encoding])
  return { lead: probed, members: [{ requirement, case: probed }] }
}
