// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the profile's own placeholders
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Surroundings } from './placeholder.ts'
import { loadProfile, parseProfile, profileFromUrl, profileHash } from './profile.ts'
import { ProfileError } from './profile-error.ts'

const FULL = `
name: Contoso pool, staging
baseUrl: https://fe1.contoso.com
deployment: onPremises
tls: { ca: ./ca.pem, servername: pool.contoso.com }
tokens:
  default: \${env:UCWA_TOKEN}
  scoped:
    - { scopes: [Conversations.Initiate], token: "\${env:TOKEN_INITIATE}" }
  otherUser: \${file:./other}
  http:
    url: /admin/tokens
    headers: { Authorization: "Bearer \${env:ADMIN}" }
    body: { scopes: "{{scopes}}", user: "{{user}}", expired: "{{expired}}" }
    token: $.access_token
links:
  http:
    method: PUT
    url: https://admin.contoso.com/renegotiations?state={{state}}
    body: { count: "{{count}}" }
    links: $.renegotiations[*].href
  perLink: 2
states:
  AlreadyExists: { link: { state: Already } }
  TooManyGroups: { headers: { Prefer: "code=409, example=TooManyGroups" } }
  None: { path: /none, query: { a: b } }
expect: { must: 41 }
catalogue: "2026.1"
rulings: { DIS-VERSION-04: { treatAs: observe, because: "vendor ticket 123" } }
safety: { rate: 20, hostile: false }
`
const SMALL = `
baseUrl: http://127.0.0.1:8080
tokens: { default: literal-secret }
links: { static: [/a/dismiss, "http://localhost/b"] }
`
const SECRETS = ['secret-default', 'secret-initiate', 'secret-other', 'secret-admin', 'literal-secret']

let directory: string
let surroundings: Surroundings
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'profile-'))
  writeFileSync(join(directory, 'ca.pem'), '-----BEGIN CERTIFICATE-----\n')
  writeFileSync(join(directory, 'other'), 'secret-other\n')
  surroundings = {
    directory,
    env: { UCWA_TOKEN: 'secret-default', TOKEN_INITIATE: 'secret-initiate', ADMIN: 'secret-admin' },
    readStdin: () => 'secret-default',
  }
})
afterAll(() => rmSync(directory, { recursive: true }))

const parse = (text: string) => parseProfile(text, 'p.yaml', surroundings)

/** Each problem as its line of the message. */
function collectProblems(act: () => unknown): readonly string[] {
  try {
    act()
  } catch (error) {
    if (error instanceof ProfileError) return error.message.split('\n')
    throw error
  }
  return []
}

/** SMALL with one text in place of another; fails where it does not occur. */
function change(from: string, to: string): string {
  expect(SMALL).toContain(from)
  return SMALL.replace(from, to)
}

describe('parseProfile', () => {
  it('reads every key', () => {
    const profile = parse(FULL)
    expect(profile.name).toBe('Contoso pool, staging')
    expect(profile.baseUrl.href).toBe('https://fe1.contoso.com/')
    expect(profile.remote).toBe(true)
    expect(profile.deployment).toBe('onPremises')
    expect(profile.tls).toEqual({
      ca: '-----BEGIN CERTIFICATE-----\n',
      servername: 'pool.contoso.com',
      insecure: false,
    })
    expect(profile.tokens.default?.read().reveal()).toBe('secret-default')
    expect(profile.tokens.otherUser?.read().reveal()).toBe('secret-other')
    expect(profile.tokens.scoped[0]?.scopes).toEqual(['Conversations.Initiate'])
    expect(profile.tokens.http?.names).toEqual(new Set(['scopes', 'user', 'expired']))
    expect(profile.links).toMatchObject({ kind: 'http', batch: 100, call: { method: 'PUT', remote: true } })
    expect(profile.perLink).toBe(2)
    expect(profile.states).toEqual(
      new Map([
        ['AlreadyExists', { linkState: 'Already', route: {} }],
        ['TooManyGroups', { route: { headers: [['Prefer', 'code=409, example=TooManyGroups']] } }],
        ['None', { route: { path: '/none', query: [['a', 'b']] } }],
      ]),
    )
    expect(profile.expect).toEqual({ must: 41 })
    expect(profile.catalogue).toBe('2026.1')
    expect(profile.rulings.get('DIS-VERSION-04')?.treatAs).toBe('observe')
    expect(profile.safety).toEqual({ rate: 20, hostile: false })
  })

  it('fills in what is not said', () => {
    const profile = parse(SMALL)
    expect(profile).toMatchObject({
      name: '127.0.0.1:8080',
      remote: false,
      deployment: 'unknown',
      safety: {},
    })
    expect(profile.links).toMatchObject({ kind: 'static', reusable: false })
    expect(profile.links.kind === 'static' && profile.links.urls.map(String)).toEqual([
      'http://127.0.0.1:8080/a/dismiss',
      'http://localhost/b',
    ])
  })

  it('reads JSON', () => {
    const json = JSON.stringify({
      baseUrl: 'http://localhost',
      tokens: { default: 'x' },
      links: { command: { run: ['make-link'] } },
    })
    expect(parse(json).links).toEqual({ kind: 'command', run: ['make-link'], directory })
  })

  it('counts as remote when one link leads elsewhere', () => {
    const text = change('localhost', 'fe1.contoso.com').replace('literal-secret', '"${env:UCWA_TOKEN}"')
    expect(parse(text).remote).toBe(true)
  })

  it.each([
    {
      text: `${SMALL}tokns: {}\n`,
      problem: 'p.yaml:5:1 tokns: unknown key "tokns"; did you mean "tokens"?',
    },
    {
      text: 'baseUrl: http://localhost\nlinks: { ask: true }\ntokens:\n  default: a\n  defualt: b\n',
      problem: 'p.yaml:5:3 tokens.defualt: unknown key "defualt"; did you mean "default"?',
    },
    {
      text: SMALL.replace(/^tokens.*$/m, ''),
      problem: 'p.yaml:2:1: key "tokens" is missing',
    },
    {
      text: change('static:', 'ask: true, static:'),
      problem: 'p.yaml:4:1 links: give exactly one of static (perhaps with reusable), ask, http, command',
    },
    {
      text: change('{ default: literal-secret }', '{}'),
      problem: 'p.yaml:3:1 tokens: give default, or http to mint it',
    },
    {
      text: `${SMALL}states: { None: { link: { state: a }, path: /x } }\n`,
      problem: 'p.yaml:5:11 states.None: give link, or some of headers, query, path',
    },
    {
      text: `${SMALL}states: { Nonne: { path: /x } }\n`,
      problem: 'p.yaml:5:11 states.Nonne: unknown key "Nonne"; did you mean "None"?',
    },
    {
      text: `${SMALL}states: { None: { link: { state: a } } }\n`,
      problem: 'p.yaml:5:19 states.None.link: static links cannot be asked for in a state',
    },
    {
      text: `${SMALL}catalogue: 2026.1\n`,
      problem: 'p.yaml:5:1 catalogue: must be a year and a number in quotes, such as "2026.1"',
    },
    {
      text: `${SMALL}rulings: { dis-version-4: { treatAs: should, because: b } }\n`,
      problem: 'p.yaml:5:1 rulings: keys are ids of requirements, such as DIS-VERSION-04',
    },
    {
      text: `${SMALL}rulings: { DIS-VERSION-04: { treatAs: skip, because: b } }\n`,
      problem: 'p.yaml:5:30 rulings.DIS-VERSION-04.treatAs: must be one of "observe", "should"',
    },
    {
      text: `${SMALL}safety: { rate: 0 }\n`,
      problem: 'p.yaml:5:11 safety.rate: must be > 0',
    },
    {
      text: `${SMALL}name: "\${env:UCWA_TOKEN}"\n`,
      problem: 'p.yaml:5:1 name: ${env:NAME} or ${file:path} are not read here',
    },
    {
      text: change('/a/dismiss', '"ftp://localhost/x"'),
      problem: 'p.yaml:4:19 links.static[0]: must be an http or https URL',
    },
    {
      text: change('http://127', 'http://user:pw@127'),
      problem: 'p.yaml:2:1 baseUrl: must not hold a user name or password: URLs are shown in reports',
    },
    {
      text: change('http://127.0.0.1:8080', 'fe1.contoso.com'),
      problem: 'p.yaml:2:1 baseUrl: must be an absolute http or https URL',
    },
    {
      text: change('literal-secret', '"${env:NOT_THERE}"'),
      problem: 'p.yaml:3:11 tokens.default: environment variable NOT_THERE is not set',
    },
    {
      text: change('literal-secret', '${env:UCWA_TOKEN}'),
      problem:
        'p.yaml:3:21: not valid YAML: Unexpected flow-map-start at node end; write placeholders in quotes: "{{count}}", "${env:NAME}"',
    },
    {
      text: `${SMALL}tls: { cert: ./ca.pem }\n`,
      problem: 'p.yaml:5:1 tls: must have property key when property cert is present',
    },
    {
      text: change('[/a/dismiss, "http://localhost/b"]', '[/a], perLink: 0'),
      problem: 'p.yaml:4:24 links.perLink: must be >= 1',
    },
  ])('refuses: $problem', ({ text, problem }) => {
    expect(collectProblems(() => parse(text))).toContain(problem)
  })

  it('names all problems at once', () => {
    const text = FULL.replace('env:UCWA_TOKEN', 'env:MISSING').replace('"{{user}}"', '"{{usr}}"')
    expect(collectProblems(() => parse(text.replace('[*].href', '[?(@.live)]')))).toEqual([
      'p.yaml:21:5 links.http.links: filters and scripts in a JSONPath are not evaluated',
      'p.yaml:7:3 tokens.default: environment variable MISSING is not set',
      'p.yaml:14:35 tokens.http.body.user: unknown placeholder {{usr}}; known here: scopes, user, expired',
    ])
  })

  it('lets a secret stand in the file for loopback only', () => {
    const reason = 'only for loopback may a secret be written out; write ${env:NAME} or ${file:path}'
    expect(collectProblems(() => parse(change('127.0.0.1', 'fe1.contoso.com')))).toEqual([
      `p.yaml:3:11 tokens.default: ${reason}`,
    ])
    const call = '{ http: { url: "https://admin.contoso.com", headers: { X-Api-Key: k }, links: $.l } }'
    expect(collectProblems(() => parse(SMALL.replace(/\{ static.*\}/, call)))).toEqual([
      `p.yaml:4:63 links.http.headers.X-Api-Key: ${reason}`,
    ])
    expect(
      collectProblems(() => parse(SMALL.replace(/\{ static.*\}/, call.replace(/https.*com/, '/x')))),
    ).toEqual([])
  })

  it('never quotes a line that is not YAML', () => {
    const problems = collectProblems(() => parse('tokens: { default: } literal-secret }'))
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/^p.yaml:1:\d+: not valid YAML: [^"]*$/)
  })

  it('shows no secret, whichever way it is printed', () => {
    for (const profile of [parse(FULL), parse(SMALL)]) {
      const shown = [
        JSON.stringify(profile),
        inspect(profile, { depth: 12 }),
        `${profile.tokens.default}`,
      ].join()
      for (const secret of SECRETS) expect(shown).not.toContain(secret)
    }
    expect(parse(FULL).tokens.default?.written).toBe('${env:UCWA_TOKEN}')
    expect(parse(SMALL).tokens.default?.written).toBe('$TOKEN')
  })
})

describe('loadProfile', () => {
  it('finds files beside the profile', () => {
    const file = join(directory, 'p.yaml')
    writeFileSync(file, change('literal-secret', '"${file:other}"'))
    expect(loadProfile(file).tokens.default?.read().reveal()).toBe('secret-other')
  })

  it('names a file that is not there', () => {
    expect(collectProblems(() => loadProfile('not/there.yaml'))).toEqual([
      'not/there.yaml: cannot be read (ENOENT)',
    ])
  })
})

describe('profileFromUrl', () => {
  const urls = ['https://fe1.contoso.com/a/dismiss?x=1', 'https://fe1.contoso.com/b/dismiss']

  it.each([
    { token: 'env:UCWA_TOKEN', secret: 'secret-default' },
    { token: '@other', secret: 'secret-other' },
    { token: '-', secret: 'secret-default' },
  ])('reads the token from $token', ({ token, secret }) => {
    const profile = profileFromUrl({ urls, token }, surroundings)
    expect(profile.tokens.default?.read().reveal()).toBe(secret)
    expect(profile.baseUrl.href).toBe('https://fe1.contoso.com/')
    expect(profile.links).toMatchObject({ kind: 'static', reusable: false })
    expect(profile.links.kind === 'static' && profile.links.urls.map(String)).toEqual(urls)
  })

  it.each([
    { options: { urls, token: 'literal' }, problem: /^--token: only for loopback/ },
    {
      options: { urls, token: 'env:MISSING' },
      problem: /^--token: environment variable MISSING is not set$/,
    },
    { options: { urls, token: '' }, problem: /^--token: is empty$/ },
    { options: { urls: ['/a/dismiss'], token: '-' }, problem: /^--url: must be an absolute/ },
    { options: { urls: [], token: '-' }, problem: /^--url: must be an absolute/ },
    { options: { urls: ['mailto:x'], token: '-' }, problem: /^--url: must be/ },
  ])('refuses with $problem', ({ options, problem }) => {
    expect(collectProblems(() => profileFromUrl(options, surroundings))[0]).toMatch(problem)
  })

  it('knows what environment and files put into a longer link', () => {
    const text = change('[/a/dismiss, "http://localhost/b"]', '["/a?sig=${env:UCWA_TOKEN}", "${env:LINK}"]')
    const env = { ...surroundings.env, LINK: 'http://localhost/b' }
    const { secrets } = parseProfile(text, 'p.yaml', { ...surroundings, env })
    expect(secrets.map(secret => secret.reveal())).toEqual(['secret-default'])
  })

  it('takes a literal token for loopback', () => {
    const profile = profileFromUrl({ urls: ['http://127.0.0.1/x'], token: 'literal', reusable: true })
    expect(profile.tokens.default?.read().reveal()).toBe('literal')
    expect(profile.links).toMatchObject({ reusable: true })
  })
})

describe('profileHash', () => {
  it('is the same for another order of keys and another literal secret', () => {
    const hash = profileHash(parse(SMALL))
    expect(hash).toMatch(/^[0-9a-f]{16}$/)
    expect(profileHash(parse(change('literal-secret', 'another')))).toBe(hash)
    expect(profileHash(parse(SMALL.trim().split('\n').reverse().join('\n')))).toBe(hash)
  })

  it('changes with the order of links', () => {
    const swapped = change('[/a/dismiss, "http://localhost/b"]', '["http://localhost/b", /a/dismiss]')
    expect(profileHash(parse(swapped))).not.toBe(profileHash(parse(SMALL)))
  })
})
