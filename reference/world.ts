import { randomUUID } from 'node:crypto'

/** A renegotiation's `live` state, or the error that dismissing it brings (F-52). */
export const LINK_STATES = [
  'live',
  'CallbackChannelError',
  'AlreadyExists',
  'TooManyGroups',
  'None',
  'CannotRedirect',
] as const

export type LinkState = (typeof LINK_STATES)[number]

export interface Renegotiation {
  readonly id: string
  /** Counts the renegotiations of this server from 1. */
  readonly number: number
  readonly application: string
  readonly conversation: string
  readonly user: string
  readonly state: LinkState
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  dismissed: boolean
}

/** Ids as they stand in a path. */
export interface LinkIds {
  readonly application: string
  readonly conversation: string
  readonly renegotiation: string
}

/** Applications and renegotiations of one server, in memory. */
export interface World {
  create(user: string, state: LinkState): Renegotiation
  /** Also finds what was dismissed. */
  find(id: string): Renegotiation | undefined
  hasApplication(id: string): boolean
  dismiss(link: Renegotiation): void
  /** Oldest first. */
  live(): Iterable<Renegotiation>
  liveCount(): number
}

const PATH =
  /^\/ucwa\/(?:oauth\/)?v1\/applications\/([^/]+)\/communication\/conversations\/([^/]+)\/audioVideo\/audioVideoSession\/renegotiations\/([^/]+?)(\/dismiss)?$/

/** Ids in a path of the page's sample shape (F-05); `undefined` for any other path. */
export function parsePath(path: string): (LinkIds & { dismiss: boolean }) | undefined {
  const [, application, conversation, renegotiation, dismiss] = PATH.exec(path) ?? []
  if (application === undefined || conversation === undefined || renegotiation === undefined) return undefined
  return { application, conversation, renegotiation, dismiss: dismiss !== undefined }
}

/** Path of a renegotiation; its dismiss link is one segment longer. */
export function pathOf(link: Renegotiation): string {
  const { application, conversation, id } = link
  return `/ucwa/v1/applications/${application}/communication/conversations/${conversation}/audioVideo/audioVideoSession/renegotiations/${id}`
}

/** Unpredictable, so that no forged id meets a real one. */
const newId = (): string => randomUUID().slice(0, 18)

export function createWorld(): World {
  const applications = new Map<string, string>()
  const links = new Map<string, Renegotiation>()
  const live = new Set<Renegotiation>()

  const applicationOf = (user: string): string => {
    const application = applications.get(user) ?? newId()
    applications.set(user, application)
    return application
  }

  return {
    create(user, state) {
      const link: Renegotiation = {
        id: newId(),
        number: links.size + 1,
        application: applicationOf(user),
        conversation: newId(),
        user,
        state,
        createdAt: Date.now(),
        dismissed: false,
      }
      links.set(link.id, link)
      live.add(link)
      return link
    },
    find: id => links.get(id),
    hasApplication: id => [...applications.values()].includes(id),
    dismiss(link) {
      link.dismissed = true
      live.delete(link)
    },
    live: () => live,
    liveCount: () => live.size,
  }
}
