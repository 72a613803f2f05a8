import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../schemas/package-root.ts'

function readUserAgent(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'))
  const { name, version } = manifest as { readonly name: string; readonly version: string }
  return `${name}/${version}`
}

/** Suite and version, so that an administrator finds the run in the server's logs. */
export const USER_AGENT: string = readUserAgent()
