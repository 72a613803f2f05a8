/** One header line, name spelled as it goes on the wire. */
export type Header = readonly [name: string, value: string]

export type ScopeList = readonly string[]

/**
 * Which credential a request carries. `default` comes from the profile; the malformed kinds are derived
 * from it (`truncated`) or made up (`garbage`), so that no secret is needed to write a case.
 */
export type TokenSpec =
  | { readonly kind: 'default' }
  | { readonly kind: 'none' }
  | { readonly kind: 'scopes'; readonly scopes: ScopeList }
  /** Of another user; `own`: on a link of theirs. */
  | { readonly kind: 'otherUser'; readonly own?: true }
  | { readonly kind: 'expired' }
  /** `Authorization: Bearer` followed by nothing. */
  | { readonly kind: 'empty' }
  /** The default token without its second half, or without its last character. */
  | { readonly kind: 'truncated'; readonly by?: 'half' | 'character' }
  /** The default token with something added behind, its letter case turned around, or one letter exchanged. */
  | { readonly kind: 'altered'; readonly by: 'suffix' | 'letter case' | 'first letter' | 'middle letter' }
  /** A syntactically possible token nobody issued. */
  | { readonly kind: 'garbage'; readonly value: string }
  /** The default token under another scheme name, `Basic` or `bearer`, or empty: without any. */
  | { readonly kind: 'scheme'; readonly scheme: string }

/** What is done to a link's href before it becomes the request target. */
export interface TargetSpec {
  /** Names and values appended by a URL parser; what the href already carries stays (F-09). */
  readonly query?: readonly Header[]
  /** Appended as it stands, to say how it is encoded. */
  readonly rawQuery?: string
  /** Appended to the last path segment as it stands: an address that was never handed out. */
  readonly rawPath?: string
  /** Request-target form, RFC 9112 section 3.2. Default `origin`. */
  readonly form?: 'origin' | 'absolute'
  /** Replaces one id of the path by one that was never handed out (S-44, S-45). */
  readonly forge?: 'application' | 'conversation' | 'renegotiation'
  /**
   * What `forge` puts there: another id of the same shape, (`longer`) the id with something behind it, or (`member`)
   * a name that every object has in some languages.
   */
  readonly forgery?: 'longer' | 'member'
  /** Leaves the last path segment away: the renegotiation itself (F-90). */
  readonly parent?: boolean
}

/** How the body's length is told, RFC 9112 section 6. `none`: neither body nor Content-Length. */
export type Framing = 'length' | 'chunked' | 'none'

/** Freedoms of chunked coding (RFC 9112 section 7.1) and of its name's letter case (section 7). */
export type ChunkStyle =
  | 'extensions'
  | 'trailer'
  | 'upper-case sizes'
  | 'leading zeros'
  | 'single bytes'
  | 'capital name'

/** One request as a row writes it: pure data, no secret, no address. */
export interface RequestSpec {
  /** Default `POST`. */
  readonly method?: string
  readonly target?: TargetSpec
  /** In wire order, without Host, Authorization, Content-Length, Transfer-Encoding. */
  readonly headers?: readonly Header[]
  readonly token?: TokenSpec
  /** Absent and empty differ in intent only: both have length 0. */
  readonly body?: Uint8Array
  /** Default: `length`, which is `Content-Length: 0` for an empty body of POST, PUT and PATCH (RFC 9110 section 8.6). */
  readonly framing?: Framing
  /** How chunks are written; default the plainest. */
  readonly chunks?: ChunkStyle
  /** No User-Agent and no marker header: the page's samples go out byte for byte. */
  readonly exact?: boolean
  /** The body leaves in so many pieces, a moment apart: TCP keeps no message boundaries. */
  readonly pieces?: number
  /** Header names in lower or upper case. */
  readonly headerCase?: 'lower' | 'upper'
  /** Waits for `100 Continue` (at most one second, RFC 9110 section 10.1.1) before the body. */
  readonly expectContinue?: boolean
}
