import { readManifest } from '../../schemas/package-root.ts'

const { name, version } = readManifest()

/** Suite and version, so that an administrator finds the run in the server's logs. */
export const USER_AGENT = `${name}/${version}`
