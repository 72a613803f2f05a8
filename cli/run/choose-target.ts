import { loadProfile, parseProfile, profileFromUrl } from '../../engine/target/profile.ts'
import type { Profile } from '../../engine/target/profile-model.ts'
import { CATALOGUE_VERSION, catalogue } from '../../suites/catalogue.ts'
import { UsageError } from '../errors.ts'
import { suggest } from '../near.ts'
import type { TargetFlags } from '../target-options.ts'
import { FIRST_EDITION, isNewer, ruleNewer } from './edition.ts'
import { type Embedded, startEmbedded } from './embedded.ts'

/** A profile, and the server that was started for it. */
export interface Chosen {
  readonly profile: Profile
  readonly embedded: Embedded | undefined
}

/** A ruling for a requirement that does not exist would silently rule nothing. */
function loadKnown(file: string): Profile {
  const profile = loadProfile(file)
  const requirements = catalogue.flatMap(area => area.requirements)
  const ids = requirements.map(({ id }) => id)
  const unknown = [...profile.rulings.keys()].find(id => !ids.includes(id))
  if (unknown !== undefined)
    throw new UsageError(`${file} rulings: ${unknown} is no requirement${suggest(unknown, ids)}`)
  const edition = profile.catalogue ?? CATALOGUE_VERSION
  if (isNewer(edition, CATALOGUE_VERSION) || isNewer(FIRST_EDITION, edition))
    throw new UsageError(
      `${file} catalogue: ${edition} is not known here: this suite has ${CATALOGUE_VERSION}`,
    )
  return { ...profile, rulings: new Map([...ruleNewer(requirements, edition), ...profile.rulings]) }
}

/**
 * The profile that the options name; without any, of an embedded reference server. Throws `ProfileError`, and
 * `UsageError` for a profile that speaks of another catalogue.
 */
export async function chooseTarget({ profile, urls, token = '', reusable }: TargetFlags): Promise<Chosen> {
  if (profile !== undefined) return { profile: loadKnown(profile), embedded: undefined }
  if (urls.length > 0) return { profile: profileFromUrl({ urls, token, reusable }), embedded: undefined }
  const embedded = await startEmbedded()
  return { profile: parseProfile(JSON.stringify(embedded.profile), 'embedded.json'), embedded }
}
