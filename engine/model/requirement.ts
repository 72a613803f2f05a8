import type { Arbitrary } from 'fast-check'
import type { Answer, Exchange } from './exchange.ts'
import type { Mismatch } from './mismatch.ts'
import type { RequestSpec } from './request.ts'

/** MUST fails, SHOULD warns, OBSERVE only records. */
export type Level = 'MUST' | 'SHOULD' | 'OBSERVE'

/** How the request's input is encoded; `none` for requests without input. */
export type Encoding = 'json' | 'xml' | 'query' | 'none'

/** The error states that the dismiss page lists (F-52). */
export type StateName = 'CallbackChannelError' | 'AlreadyExists' | 'TooManyGroups' | 'None' | 'CannotRedirect'

/** What a target must offer before a case can be tried on it. */
export type Capability =
  | 'scopedTokens'
  | 'otherUser'
  /** Links offered to that user. */
  | 'otherUsersLinks'
  | 'expiredToken'
  /** Links that die when dismissed: without it no effect can be seen. */
  | 'effects'
  | 'onPremises'
  | `state:${StateName}`

/** A status, a class of statuses, or the ways in which no answer comes. */
export type StatusPattern = number | '2xx' | '3xx' | '4xx' | 'not-2xx' | 'closed'

/** One allowed outcome. `code` and `subcode` are compared only where the answer is UCWA's own. */
export interface Outcome {
  readonly status: StatusPattern
  readonly code?: readonly string[]
  /** `null` stands for absent, empty or `None`, which are equal (S-70). */
  readonly subcode?: readonly (string | null)[]
  /** An answer without any body lacks its code; elsewhere the status is then all there is to judge (S-77). */
  readonly coded?: true
}

/** A further pure look at an exchange; no mismatch means it holds, undefined that the check does not speak about it. */
export type Check = (exchange: Exchange) => readonly Mismatch[] | undefined

/** Says in a few words what an answer showed of something that is only recorded. */
export type Observe = (answer: Answer, exchange: Exchange) => string

export interface Expectation {
  /** One has to match; empty: anything goes (only checks decide). */
  readonly allowed: readonly Outcome[]
  /**
   * Statuses about which this expectation says nothing: the case is then settled elsewhere
   * ("if it is refused at all, then …").
   */
  readonly unless?: readonly StatusPattern[]
  /** The other way round: the only statuses about which it says something. */
  readonly only?: readonly StatusPattern[]
  /** It speaks only where an earlier step of the case, by its index, was answered so. */
  readonly given?: { readonly step: number; readonly status: StatusPattern }
  readonly checks?: readonly Check[]
  /** What is recorded beside status and code. */
  readonly observes?: Observe
}

/** One request of a case. */
export interface Step {
  readonly request: RequestSpec
  /** Which of the case's links; default 0. */
  readonly link?: number
  /** `same`: on the connection of the step before. Default: a connection of its own. */
  readonly connection?: 'own' | 'same'
  /** Sent at the same moment as the step before. */
  readonly together?: boolean
  /** Absent: sent only to prepare; a disturbance here makes the case inconclusive. */
  readonly expect?: Expectation
}

/** One probe: the requests in order and the outcomes allowed. */
export interface Case {
  /** `DIS-INPUT-03/xml/IPv6NotSupported`; stable. */
  readonly id: string
  readonly encoding: Encoding
  readonly steps: readonly [Step, ...Step[]]
  readonly needs?: readonly Capability[]
  /** Whose link each is, by index; by default all are the default user's. */
  readonly owners?: readonly ('default' | 'other')[]
  /** State the first link (or the requests on it) is put into first. */
  readonly state?: StateName
  /**
   * Tried while nothing else is under way. `first`: what it judges could be another case's doing. `last`: it may
   * keep a slow server from answering others.
   */
  readonly alone?: 'first' | 'last'
  /** Not sent to remote targets without leave. */
  readonly hostile?: boolean
  /** The control waits half a second, for what takes effect late. */
  readonly rest?: true
  /** A form of a valid request that the target has to have been seen to take, else the case would tell nothing. */
  readonly presumes?: 'query' | 'bodiless' | 'otherAccept'
  /**
   * A form of a valid request that may be refused for itself, so that `only` leaves most statuses out. Where the target
   * was seen to take that form, every status is judged.
   */
  readonly sharpens?: 'query' | 'bodiless' | 'otherAccept'
  /** It says itself whether the target takes such requests: others that use the form tell nothing where it does not. */
  readonly about?: 'vendor type' | 'version 1' | 'header case'
  /** A refusal must leave the link alone; judged by the control that follows. Default true. */
  readonly control?: boolean
}

/** Generated input as it is sent. */
export interface GeneratedBody {
  readonly contentType: string
  readonly body: Uint8Array
}

/** A generated space of cases, all with the same expectation. */
export interface Family {
  /** Names the space in ids and seeds: `DIS-SPELLING-01/json/escapes#17`. */
  readonly name: string
  readonly encoding: 'json' | 'xml'
  readonly arbitrary: Arbitrary<GeneratedBody>
  /** The facts row that each sample must be classified as before it is sent. */
  readonly row: string
  readonly expect: Expectation
  /** Its part of the campaign where that of an ordinary family is 1; 1 if not given. */
  readonly portion?: number
}

interface RequirementBase {
  /** `DIS-<AREA>-<nn>`: stable, never reused. */
  readonly id: string
  readonly level: Level
  /** What the server does, in the present tense, under 70 characters. */
  readonly title: string
  /** One or two sentences: what the docs say. */
  readonly statement: string
  /** Fact ids; `suites/facts.ts` has page and link of each. */
  readonly sources: readonly string[]
  /** The edition of the catalogue that brought it; absent: the first. */
  readonly since?: string
}

/** A requirement with probes of its own. */
export interface ProbeRequirement extends RequirementBase {
  readonly cases: readonly Case[]
  readonly families?: readonly Family[]
}

/** A requirement on what a refusal leaves behind: settled by the control that follows the probe. */
export interface EffectRequirement extends RequirementBase {
  /** True for probes whose refusal this requirement speaks about. */
  readonly afterRefusalOf: (request: RequestSpec) => boolean
}

/** A requirement on every answer, whichever case brought it. */
export interface AnswerRequirement extends RequirementBase {
  /** `undefined`: does not apply to this exchange. */
  readonly everyAnswer: (exchange: Exchange) => readonly Mismatch[] | undefined
}

export type Requirement = ProbeRequirement | AnswerRequirement | EffectRequirement

/** One file of `suites/`. */
export interface Area {
  readonly name: string
  readonly title: string
  readonly requirements: readonly Requirement[]
}
