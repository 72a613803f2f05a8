import type { Header } from '../model/request.ts'
import type { StateName } from '../model/requirement.ts'
import { Secret } from '../model/secret.ts'
import { type Credential, createCredential, findUnsendable } from './credential.ts'
import { type Context, parseHttpUrl, type Report, readCall } from './http-call.ts'
import { isRemote } from './limits.ts'
import type { Surroundings } from './placeholder.ts'
import type { KeyPath } from './profile-document.ts'
import { type Problem, ProfileError } from './profile-error.ts'
import type { ProfileFile, StateFile } from './profile-file.ts'
import type { LinkSettings, Profile, StateSettings, TokenSettings } from './profile-model.ts'
import { isLiteralSecret, mapStrings, maskSecrets } from './secret-keys.ts'
import { parseTemplate } from './template.ts'
import { readPem, type TlsSettings } from './tls.ts'

// Large enough that the admin API is not asked all the time, small enough that links do not grow old.
const DEFAULT_BATCH = 100
const TOKEN_NAMES = ['scopes', 'user', 'expired']
const LINK_NAMES = ['state', 'count', 'user']

/** How a secret is written. */
const REFERENCES = `\${env:NAME} or \${file:path}`

function readTls(tls: ProfileFile['tls'] = {}, { surroundings, report }: Context): TlsSettings {
  const read = (name: 'ca' | 'cert' | 'key'): string | undefined => {
    const file = tls[name]
    if (file === undefined) return undefined
    try {
      return readPem(file, surroundings.directory)
    } catch (error) {
      report(['tls', name], (error as Error).message)
      return undefined
    }
  }
  const [ca, cert, key] = [read('ca'), read('cert'), read('key')]
  return {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key: new Secret(key) }),
    ...(tls.servername !== undefined && { servername: tls.servername }),
    insecure: tls.insecure ?? false,
  }
}

function readTokens(tokens: ProfileFile['tokens'], baseUrl: URL, context: Context): TokenSettings {
  const read = (text: string, path: KeyPath): Credential => {
    const credential = createCredential(parseTemplate(text, { names: [], ...context }, path))
    const fault = findUnsendable(credential)
    if (fault !== undefined) context.report(path, fault)
    return credential
  }
  const readNamed = (name: 'default' | 'otherUser' | 'expired') => {
    const text = tokens[name]
    return text === undefined ? {} : { [name]: read(text, ['tokens', name]) }
  }
  const { scoped = [], http } = tokens
  const place = { room: 'tokens', answerKey: 'token', jsonPath: http?.token ?? '' } as const
  return {
    ...readNamed('default'),
    ...readNamed('otherUser'),
    ...readNamed('expired'),
    scoped: scoped.map(({ scopes, token }, index) => ({
      scopes,
      token: read(token, ['tokens', 'scoped', String(index), 'token']),
    })),
    ...(http && { http: readCall(http, place, TOKEN_NAMES, baseUrl, context) }),
  }
}

interface UrlContext extends Context {
  /** Takes what a URL holds of environment and files. */
  readonly secrets: Secret[]
}

/** A URL that may be written with placeholders. */
function readUrl(text: string, base: URL | undefined, context: UrlContext, path: KeyPath): URL {
  const written = parseTemplate(text, { names: [], ...context }, path)
  const href = String(written.render({}))
  const url = parseHttpUrl(href, base, message => context.report(path, message))
  // What comes as a whole from elsewhere is no secret, nor is a host: reports have to name them.
  const values = written.secrets.map(read => read())
  const hidden = values.filter(value => value !== href && !url.host.includes(value))
  context.secrets.push(...hidden.map(value => new Secret(value)))
  return url
}

function readLinks(links: ProfileFile['links'], baseUrl: URL, context: UrlContext): LinkSettings {
  const { surroundings } = context
  if (links.http !== undefined) {
    const place = { room: 'links', answerKey: 'links', jsonPath: links.http.links } as const
    return {
      kind: 'http',
      call: readCall(links.http, place, LINK_NAMES, baseUrl, context),
      batch: links.http.batch ?? DEFAULT_BATCH,
    }
  }
  if (links.command !== undefined) {
    return { kind: 'command', run: links.command.run, directory: surroundings.directory }
  }
  if (links.ask !== undefined) return { kind: 'ask' }
  const urls = (links.static ?? []).map((text, index) =>
    readUrl(text, baseUrl, context, ['links', 'static', String(index)]),
  )
  return { kind: 'static', urls, reusable: links.reusable ?? false }
}

/** Whether links of this source can be asked for in a state. */
function servesStates(links: LinkSettings): boolean {
  return links.kind === 'http' ? links.call.names.has('state') : links.kind !== 'static'
}

function readState({ link, headers, query, path }: StateFile): StateSettings {
  const toLines = (fields: Readonly<Record<string, string>>): readonly Header[] => Object.entries(fields)
  return {
    ...(link && { linkState: link.state }),
    route: {
      ...(headers && { headers: toLines(headers) }),
      ...(query && { query: toLines(query) }),
      ...(path !== undefined && { path }),
    },
  }
}

/** A literal secret may stand in a file that can only be meant for this machine. */
function reportLiteralSecrets(file: ProfileFile, profile: Profile, report: Report): void {
  const { tokens, links } = profile
  const remoteCalls: Readonly<Record<string, boolean>> = {
    tokens: tokens.http?.remote ?? false,
    links: links.kind === 'http' && links.call.remote,
  }
  mapStrings(file, (text, path) => {
    const remote = profile.remote || (path[1] === 'http' && remoteCalls[path[0] ?? ''])
    if (remote && isLiteralSecret(text, path)) {
      report(path, `only for loopback may a secret be written out; write ${REFERENCES}`)
    }
    return text
  })
}

/** Requests to a state are recorded as they are sent, and a command inherits the environment anyway. */
function reportUnreadPlaceholders(file: ProfileFile, report: Report): void {
  mapStrings(file, (text, path) => {
    const [room, kind] = path
    const read = room === 'tokens' || room === 'baseUrl' || kind === 'http' || kind === 'static'
    if (!read && /\$\{(env|file):/.test(text)) report(path, `${REFERENCES} are not read here`)
    return text
  })
}

/**
 * Makes a profile of what was written: secrets and PEM files found, URLs resolved, templates understood. Throws
 * `ProfileError` with everything that is wrong; `locate` tells where a key stands.
 */
export function buildProfile(
  file: ProfileFile,
  surroundings: Surroundings,
  locate: (path: KeyPath) => string,
): Profile {
  const problems: Problem[] = []
  const report: Report = (path, message) => {
    const where = locate(path)
    // What else is wrong with the same text follows from the first.
    if (!problems.some(problem => problem.where === where)) problems.push({ where, message })
  }
  const secrets: Secret[] = []
  const context = { surroundings, report, secrets }

  const baseUrl = readUrl(file.baseUrl, undefined, context, ['baseUrl'])
  const links = readLinks(file.links, baseUrl, context)
  const states = Object.entries(file.states ?? {}) as [StateName, StateFile][]
  const profile: Profile = {
    name: file.name ?? baseUrl.host,
    baseUrl,
    remote: isRemote(baseUrl) || (links.kind === 'static' && links.urls.some(isRemote)),
    deployment: file.deployment ?? 'unknown',
    tls: readTls(file.tls, context),
    tokens: readTokens(file.tokens, baseUrl, context),
    links,
    secrets,
    ...(file.links.perLink !== undefined && { perLink: file.links.perLink }),
    states: new Map(states.map(([name, state]) => [name, readState(state)])),
    ...(file.expect && { expect: file.expect }),
    ...(file.catalogue !== undefined && { catalogue: file.catalogue }),
    rulings: new Map(Object.entries(file.rulings ?? {})),
    safety: file.safety ?? {},
    written: maskSecrets(file),
  }

  for (const [name, state] of profile.states) {
    if (state.linkState !== undefined && !servesStates(links)) {
      report(['states', name, 'link'], `${links.kind} links cannot be asked for in a state`)
    }
  }
  reportLiteralSecrets(file, profile, report)
  reportUnreadPlaceholders(file, report)
  if (problems.length > 0) throw new ProfileError(problems)
  return profile
}
