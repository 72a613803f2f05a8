import express, { type ErrorRequestHandler, type Router } from 'express'
import { operation } from '../schemas/load.ts'
import type { TokenIssuer } from './tokens.ts'
import { LINK_STATES, type LinkState, pathOf, type World } from './world.ts'

/** Counted since the server started. */
export interface Statistics {
  requests: number
  readonly statuses: Record<string, number>
}

interface Parts {
  readonly tokens: TokenIssuer
  readonly world: World
  readonly statistics: Statistics
  /** Puts a path into the form that hrefs have. */
  readonly href: (path: string) => string
}

/** Most links one request may ask for. */
const LARGEST_BATCH = 10_000

class BadControlRequest extends Error {}

function readScopes(scopes: unknown = operation.scopes.all): readonly string[] {
  if (typeof scopes === 'string') return scopes.split(/\s+/).filter(scope => scope !== '')
  if (Array.isArray(scopes) && scopes.every(scope => typeof scope === 'string')) return scopes
  throw new BadControlRequest('scopes: an array of strings, or one string with blanks between them')
}

function readUser(user: unknown = 'default'): string {
  if (typeof user === 'string' && user !== '') return user
  throw new BadControlRequest('user: a name')
}

function readState(state: unknown = 'live'): LinkState {
  const found = LINK_STATES.find(known => known === state)
  if (found === undefined) throw new BadControlRequest(`state: one of ${LINK_STATES.join(', ')}`)
  return found
}

function readCount(count: unknown = 1): number {
  const number = Number(count)
  if (Number.isInteger(number) && number >= 1 && number <= LARGEST_BATCH) return number
  throw new BadControlRequest(`count: 1 to ${LARGEST_BATCH}`)
}

const explainFailure: ErrorRequestHandler = (
  error: Error & { status?: number },
  _request,
  response,
  _next,
) => {
  const status = error instanceof BadControlRequest ? 400 : (error.status ?? 500)
  response.status(status).json({ error: error.message })
}

/** The routes under `/control`; see README.md. */
export function createControl({ tokens, world, statistics, href }: Parts): Router {
  const router = express.Router()
  router.use(express.json({ limit: '1mb' }))

  router.post('/tokens', async (request, response) => {
    const { scopes, user, expired = false }: Record<string, unknown> = request.body ?? {}
    const claims = { scopes: readScopes(scopes), user: readUser(user), expired: String(expired) === 'true' }
    response.json({ access_token: await tokens.mint(claims), token_type: 'Bearer' })
  })

  router.post('/renegotiations', (request, response) => {
    const { state, count, user }: Record<string, unknown> = request.body ?? {}
    const wanted = { state: readState(state), user: readUser(user), count: readCount(count) }
    const renegotiations = Array.from({ length: wanted.count }, () => {
      const link = world.create(wanted.user, wanted.state)
      return { href: href(`${pathOf(link)}/dismiss`) }
    })
    response.json({ renegotiations })
  })

  router.get('/statistics', (_request, response) => {
    response.json({ ...statistics, live: world.liveCount() })
  })

  router.use((request, response) => {
    response.status(404).json({ error: `no ${request.method} ${request.path} here` })
  })
  router.use(explainFailure)
  return router
}
