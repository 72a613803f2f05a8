import type { Awaitable } from './awaitable.ts'
import type { Exchange } from './exchange.ts'
import type { Header, RequestSpec, TokenSpec } from './request.ts'
import type { Capability, StateName } from './requirement.ts'
import type { Secret } from './secret.ts'

/** A dismiss link, absolute, used exactly as given (F-09). */
export interface Link {
  readonly url: URL
}

/** What a state needs beside its link: parts added to the request. */
export interface StateRoute {
  readonly headers?: readonly Header[]
  readonly query?: readonly Header[]
  /** Replaces the path of the link. */
  readonly path?: string
}

export interface LinkWant {
  /** Default `live`. */
  readonly state?: StateName
  /** Whose link; default `default`. */
  readonly user?: 'default' | 'other'
  /** Links in use beside it: it must be another than these. */
  readonly beside?: readonly Link[]
  /** Made after it was asked for, where links are made on demand: what was made ahead may have died meanwhile. */
  readonly fresh?: boolean
}

/** Where dismiss links come from. */
export interface LinkSupply {
  readonly kind: 'static' | 'http' | 'ask' | 'command'
  /** Links are few: they carry up to `perLink` probes each. */
  readonly scarce: boolean
  readonly perLink: number
  /** A dismissed link stays as it was (a stateless mock): no effect can be seen. */
  readonly reusable: boolean
  /** How many live links can still be had; `Infinity` where they are made on demand. */
  remaining(): number
  /**
   * A link of an offer that nobody has answered, or `null` when there are no more. Where offers follow each other in
   * one conversation, it may be the same address again (F-05, F-96). Throws `SupplyError`.
   */
  take(want?: LinkWant): Awaitable<Link | null>
}

/** Where credentials come from. */
export interface TokenSupply {
  /** False where the target is known to supply no such token, before it is asked. */
  has(spec: TokenSpec): boolean
  /** `null`: the target cannot supply this kind. Not to be asked for kind `none`. Throws `SupplyError`. */
  get(spec: TokenSpec): Awaitable<Secret | null>
  /** Fetches or mints the default token anew after a 401 on a control; false where that is not possible. */
  renew(): Promise<boolean>
  /** How often that gave another token: what an older one was refused for says nothing. */
  readonly renewals: number
}

/** One request on its way out. */
export interface Outgoing {
  readonly caseId: string
  readonly role: 'probe' | 'control'
  /** Index of the case's link. */
  readonly link: number
  readonly url: URL
  readonly spec: RequestSpec
  /** What stands after `Authorization:`; null sends none. */
  readonly authorization: { readonly scheme: string; readonly token: Secret } | null
  /** Milliseconds until the exchange counts as timed out. */
  readonly timeoutMs: number
}

/** A raw connection: opened by its first request, in step, every byte kept. */
export interface Channel {
  send(outgoing: Outgoing): Promise<Exchange>
  /** The last exchange, if bytes came behind it since it was given out, with these as `stray`; each is told once. */
  takeLate(): Exchange | undefined
  close(): void
}

/** The ways to the wire; rate, concurrency and request budget are kept inside. Never throws for what the target does. */
export interface Sender {
  /** A raw connection of its own; it waits `quietMs` for stray bytes after an answer (0: not at all), else as is usual. */
  open(quietMs?: number): Channel
  /** Over the shared keep-alive pool. */
  sendPooled(outgoing: Outgoing): Promise<Exchange>
  /**
   * Notes that a connection opened at that moment (milliseconds since the epoch) may never have been served, as there
   * were too many. True where others were open: what hung may go well once there are fewer.
   */
  noteUnserved(since: number): boolean
  /**
   * Notes a connection that was closed before it brought a byte: some targets drop those beyond a number of their own.
   * True where others were open, and none was dropped alone before.
   */
  noteDropped(): boolean
  /** When the last answer came, in milliseconds since the epoch; undefined before the first. */
  readonly answeredAt: number | undefined
  /** True for a time-out that the whole target shared: it answered nobody meanwhile. */
  wasStalled(exchange: Exchange): boolean
  /** Notes that a request met 429 or 503, and how often it had been sent again before: more than once is too often. */
  noteBusy(retry: number): void
  /**
   * One attempt at a time, and no connection is kept: after one of these notes, until a request hangs, is dropped, or
   * meets a busy target, alone too. What was busy for once is forgotten after some seconds.
   */
  readonly narrowed: boolean
  /** Closes the idle connections of the pool: they may hold what others wait for. */
  rest(): void
  /** Requests sent so far, controls included; beyond `maxRequests` `send` rejects with `BudgetSpent`. */
  readonly requests: number
  close(): Promise<void>
}

export interface Limits {
  /** Requests a second; `Infinity` for loopback. */
  readonly rate: number
  readonly concurrency: number
  readonly maxRequests: number
  readonly maxTimeMs: number
  /** Whether hostile cases and the generated campaign may be sent. */
  readonly hostile: boolean
  readonly campaign: boolean
}

/** All that the engine knows of a server under test. */
export interface Target {
  readonly name: string
  readonly baseUrl: URL
  /** Not written as localhost, 127.0.0.0/8 or [::1]. */
  readonly remote: boolean
  readonly capabilities: ReadonlySet<Capability>
  readonly states: ReadonlyMap<StateName, StateRoute>
  readonly links: LinkSupply
  readonly tokens: TokenSupply
  readonly sender: Sender
  readonly limits: Limits
  close(): Promise<void>
}
