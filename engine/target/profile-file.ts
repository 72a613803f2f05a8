import { createValidator, type SchemaError } from '../../schemas/validate.ts'
import type { ScopeList } from '../model/request.ts'
import type { StateName } from '../model/requirement.ts'
import type { Safety } from './limits.ts'
import type { KeyPath, ProfileDocument } from './profile-document.ts'
import { type Problem, ProfileError } from './profile-error.ts'
import type { Ruling } from './profile-model.ts'

/** A control-API request as written. */
export interface HttpFile {
  readonly method?: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** A state as written. */
export interface StateFile {
  readonly link?: { readonly state: string }
  readonly headers?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly path?: string
}

/** A profile as `schemas/profile.schema.json` lets it be written. */
export interface ProfileFile {
  readonly name?: string
  readonly baseUrl: string
  readonly deployment?: 'onPremises' | 'online' | 'unknown'
  readonly tls?: {
    readonly ca?: string
    readonly cert?: string
    readonly key?: string
    readonly servername?: string
    readonly insecure?: boolean
  }
  readonly tokens: {
    readonly default?: string
    readonly scoped?: readonly { readonly scopes: ScopeList; readonly token: string }[]
    readonly otherUser?: string
    readonly expired?: string
    readonly http?: HttpFile & { readonly token: string }
  }
  readonly links: {
    readonly static?: readonly string[]
    readonly reusable?: boolean
    readonly ask?: true
    readonly http?: HttpFile & { readonly links: string; readonly batch?: number }
    readonly command?: { readonly run: readonly string[] }
    readonly perLink?: number
  }
  readonly states?: Readonly<Partial<Record<StateName, StateFile>>>
  readonly expect?: { readonly must: number }
  readonly catalogue?: string
  readonly rulings?: Readonly<Record<string, Ruling>>
  readonly safety?: Safety
}

const validate = createValidator<ProfileFile>('profile.schema.json')

/** Keys of which some belong together: one sentence in place of the schema's several. */
const CHOICES: readonly (readonly [RegExp, string])[] = [
  [/^\/links$/, 'give exactly one of static (perhaps with reusable), ask, http, command'],
  [/^\/tokens$/, 'give default, or http to mint it'],
  [/^\/states\/\w+$/, 'give link, or some of headers, query, path'],
  [/^\/rulings$/, 'keys are ids of requirements, such as DIS-VERSION-04'],
  [/^\/catalogue$/, 'must be a year and a number in quotes, such as "2026.1"'],
]

function formatProblem({ path: pointer, message }: SchemaError, document: ProfileDocument): Problem {
  const path: KeyPath = pointer
    .split('/')
    .slice(1)
    .map(name => name.replaceAll('~1', '/').replaceAll('~0', '~'))
  const choice = CHOICES.find(([place]) => place.test(pointer) && !message.startsWith('unknown key'))
  return { where: document.locate(path), message: choice?.[1] ?? message }
}

/** Narrows a document to the shape of the schema; throws `ProfileError` with everything that is off. */
export function checkShape(document: ProfileDocument): ProfileFile {
  const result = validate(document.data)
  if (result.ok) return result.value
  const problems = result.errors.map(error => formatProblem(error, document))
  const unique = new Map(problems.map(problem => [`${problem.where}: ${problem.message}`, problem]))
  throw new ProfileError([...unique.values()])
}
