import { parseProfile } from '../../engine/target/profile.ts'
import type { Profile } from '../../engine/target/profile-model.ts'
import { type ReferenceServer, startReferenceServer } from '../../reference/server.ts'

/** For tests: asks the control API of a reference server. */
async function askControl(
  server: ReferenceServer,
  path: string,
  body: object,
): Promise<Record<string, unknown>> {
  const answer = await fetch(`${server.control}/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as Record<string, unknown>
}

/** For tests: a reference server with a profile of static links and one token, as a tester of a real pool has. */
export async function startWithStaticLinks(
  count: number,
  host = '127.0.0.1',
  ids: readonly string[] = [],
): Promise<{ server: ReferenceServer; profile: Profile }> {
  const server = await startReferenceServer({ with: ids })
  const { renegotiations } = await askControl(server, 'renegotiations', {
    count,
    state: 'live',
    user: 'default',
  })
  const scopes = ['Conversations.Initiate', 'Conversations.Receive']
  const { access_token } = await askControl(server, 'tokens', { scopes, user: 'default', expired: false })
  const written = {
    baseUrl: server.url.replace('127.0.0.1', host),
    tokens: { default: `\${env:TEST_TOKEN}` },
    links: { static: (renegotiations as { href: string }[]).map(({ href }) => href) },
  }
  process.env.TEST_TOKEN = String(access_token)
  return { server, profile: parseProfile(JSON.stringify(written), 'static.json') }
}
