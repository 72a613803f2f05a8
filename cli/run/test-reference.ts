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

const BOTH = ['Conversations.Initiate', 'Conversations.Receive']

/** What else a tester may have got hold of. */
const FURTHER_TOKENS = {
  TEST_OTHER: { scopes: BOTH, user: 'other', expired: false },
  TEST_EXPIRED: { scopes: BOTH, user: 'default', expired: true },
  TEST_INITIATE: { scopes: ['Conversations.Initiate'], user: 'default', expired: false },
  TEST_CONTACTS: { scopes: ['Contacts.ReadWrite'], user: 'default', expired: false },
}

/** Mints those tokens into the environment; gives the part of a profile that names them. */
async function mintFurther(server: ReferenceServer): Promise<object> {
  for (const [name, want] of Object.entries(FURTHER_TOKENS)) {
    process.env[name] = String((await askControl(server, 'tokens', want)).access_token)
  }
  return {
    otherUser: `\${env:TEST_OTHER}`,
    expired: `\${env:TEST_EXPIRED}`,
    scoped: [
      { scopes: FURTHER_TOKENS.TEST_INITIATE.scopes, token: `\${env:TEST_INITIATE}` },
      { scopes: FURTHER_TOKENS.TEST_CONTACTS.scopes, token: `\${env:TEST_CONTACTS}` },
    ],
  }
}

/**
 * For tests: a reference server with a profile of static links and one token, as a tester of a real pool has, or
 * with `further` ones.
 */
export async function startWithStaticLinks(
  count: number,
  host = '127.0.0.1',
  ids: readonly string[] = [],
  further = false,
): Promise<{ server: ReferenceServer; profile: Profile }> {
  const server = await startReferenceServer({ with: ids })
  const { renegotiations } = await askControl(server, 'renegotiations', {
    count,
    state: 'live',
    user: 'default',
  })
  const want = { scopes: BOTH, user: 'default', expired: false }
  const { access_token } = await askControl(server, 'tokens', want)
  const written = {
    baseUrl: server.url.replace('127.0.0.1', host),
    tokens: { default: `\${env:TEST_TOKEN}`, ...(further && (await mintFurther(server))) },
    links: { static: (renegotiations as { href: string }[]).map(({ href }) => href) },
  }
  process.env.TEST_TOKEN = String(access_token)
  return { server, profile: parseProfile(JSON.stringify(written), 'static.json') }
}
