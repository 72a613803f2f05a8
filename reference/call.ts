import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Token, TokenIssuer } from './tokens.ts'
import type { Renegotiation, World } from './world.ts'

type Awaitable<T> = T | Promise<T>

export type HeaderLine = readonly [name: string, value: string]

/** Members of a UCWA error body, in the order in which they are written. */
export type ErrorMembers = Readonly<Record<string, unknown>>

/** What the server has to say, before it is encoded. */
export interface Answer {
  readonly status: number
  readonly headers?: readonly HeaderLine[]
  readonly error?: ErrorMembers
  /** A page for people, as IIS or a gateway in front writes it. */
  readonly html?: string
  readonly renegotiation?: Renegotiation
  /** Answered on the way here: without the headers of UCWA. */
  readonly by?: 'intermediary'
}

/** An answer on its way to the wire. */
export interface Reply {
  status: number
  headers: HeaderLine[]
  body: Buffer
}

/** What is remembered of a connection from one request to the next. */
export interface Connection {
  /** Requests seen on it, this one included. */
  requests: number
  /** Status of the answer before, 0 for the first request. */
  lastStatus: number
  /** Bytes of the body before, 0 for the first request. */
  lastSize: number
  /** The reason before, as it was sent. */
  lastReason?: unknown
  /** The token that was read last. */
  token?: Token
}

/** How the request's input is encoded. */
export type Format = 'json' | 'xml'

/** Input as decoded. Only `reason` counts; the rest lets a quirk be choosy. */
export interface Input {
  /** Of whatever type was sent. */
  readonly reason?: unknown
  /** Of all properties, links and embedded resources left out; XML may repeat them. */
  readonly names?: readonly string[]
  /** The text of the reason before white space was taken off. */
  readonly untrimmed?: string
}

/** One request on its way through the pipeline; each stage fills in what it finds out. */
export interface Call {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly world: World
  readonly tokens: TokenIssuer
  readonly connection: Connection
  /** Shared by all requests of the server, so that a fault can mix them up. */
  readonly shared: {
    token?: Token | undefined
    stall?: Promise<void>
    /** The token that was read last for each path. */
    tokens?: Map<string, Token>
    /** Paths on which something was refused. */
    refused?: Set<string>
    /** Paths on which something was let pass. */
    passed?: Set<string>
    /** Paths on which their owner was seen. */
    visited?: Set<string>
    /** Requests that may still come, as of that millisecond. */
    allowance?: { left: number; at: number }
  }
  /** Counts the requests of this server from 1. */
  readonly serial: number
  readonly path: string
  readonly query: URLSearchParams
  /** Scheme and host of this server. */
  readonly origin: string
  /** At most the size limit; `size` is what was sent. */
  body: Buffer
  size: number
  token?: Token | undefined
  /** The resource that was asked for: the dismiss link, or the renegotiation itself. */
  resource?: 'dismiss' | 'renegotiation'
  link?: Renegotiation
  format?: Format
  input?: Input
  /** A valid reason, or none was given. */
  reason?: string
  answer?: Answer
  reply?: Reply
}

/** A stage answers, which ends the way through the checks, or lets the call go on. */
export type Stage = (call: Call) => Awaitable<Answer | undefined>

export type Condition = (call: Call) => boolean

/** Stands in for a stage; `proceed` runs the stage itself. */
export type Change = (
  call: Call,
  proceed: () => Awaitable<Answer | undefined>,
) => Awaitable<Answer | undefined>

/** The stages in their order: the checks, then encoding and sending. */
export const STAGE_NAMES = [
  'receive',
  'authenticate',
  'authorize',
  'locate',
  'method',
  'version',
  'media',
  'decode',
  'validate',
  'state',
  'effect',
  'answer',
  'write',
] as const

export type StageName = (typeof STAGE_NAMES)[number]

/** A change at one place in the pipeline. */
export interface Hook {
  readonly at: StageName
  /** Default: always. */
  readonly when?: Condition
  readonly do: Change
}
