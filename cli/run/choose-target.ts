import { loadProfile, parseProfile, profileFromUrl } from '../../engine/target/profile.ts'
import type { Profile } from '../../engine/target/profile-model.ts'
import type { TargetFlags } from '../run-options.ts'
import { type Embedded, startEmbedded } from './embedded.ts'

/** A profile, and the server that was started for it. */
export interface Chosen {
  readonly profile: Profile
  readonly embedded: Embedded | undefined
}

/** The profile that the options name; without any, of an embedded reference server. Throws `ProfileError`. */
export async function chooseTarget({ profile, urls, token = '', reusable }: TargetFlags): Promise<Chosen> {
  if (profile !== undefined) return { profile: loadProfile(profile), embedded: undefined }
  if (urls.length > 0) return { profile: profileFromUrl({ urls, token, reusable }), embedded: undefined }
  const embedded = await startEmbedded()
  return { profile: parseProfile(JSON.stringify(embedded.profile), 'embedded.json'), embedded }
}
