import type { ScopeList } from '../model/request.ts'
import type { StateName } from '../model/requirement.ts'
import type { Secret } from '../model/secret.ts'
import type { StateRoute } from '../model/target.ts'
import type { Credential } from './credential.ts'
import type { Safety } from './limits.ts'
import type { Template } from './template.ts'
import type { TlsSettings } from './tls.ts'

/** A request to the control API of a target, with one JSONPath for what is wanted of its answer. */
export interface HttpCall {
  readonly method: string
  readonly url: Template
  /** Renders to names and values. */
  readonly headers: Template
  /** Absent: no body. */
  readonly body?: Template
  readonly jsonPath: string
  /** The `{{name}}`s that occur anywhere: what this call can be asked for. */
  readonly names: ReadonlySet<string>
  /** The control API is not written as loopback. */
  readonly remote: boolean
}

export interface TokenSettings {
  readonly default?: Credential
  readonly scoped: readonly { readonly scopes: ScopeList; readonly token: Credential }[]
  readonly otherUser?: Credential
  readonly expired?: Credential
  readonly http?: HttpCall
}

export type LinkSettings =
  | {
      readonly kind: 'static'
      readonly urls: readonly URL[]
      readonly reusable: boolean
    }
  | { readonly kind: 'ask' }
  | { readonly kind: 'http'; readonly call: HttpCall; readonly batch: number }
  | { readonly kind: 'command'; readonly run: readonly string[]; readonly directory: string }

/** How the target is put into a state. */
export interface StateSettings {
  /** Asked of the link supply; absent: a live link will do. */
  readonly linkState?: string
  readonly route: StateRoute
}

export interface Ruling {
  readonly treatAs: 'observe' | 'should'
  readonly because: string
}

/** A server under test as its owner describes it. Shows no secret, whichever way it is printed. */
export interface Profile {
  readonly name: string
  readonly baseUrl: URL
  /** Not everything it names is written as loopback. */
  readonly remote: boolean
  readonly deployment: 'onPremises' | 'online' | 'unknown'
  readonly tls: TlsSettings
  readonly tokens: TokenSettings
  readonly links: LinkSettings
  /** What environment or files put into a longer link or `baseUrl`, save the host. */
  readonly secrets: readonly Secret[]
  /** Absent: as the kind of links has it. */
  readonly perLink?: number
  readonly states: ReadonlyMap<StateName, StateSettings>
  readonly expect?: { readonly must: number }
  readonly catalogue?: string
  readonly rulings: ReadonlyMap<string, Ruling>
  readonly safety: Safety
  /** The data as written, placeholders unread, literal secrets replaced. */
  readonly written: unknown
}
