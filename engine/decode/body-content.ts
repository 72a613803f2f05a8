/** A member of a JSON object, or a child element of an XML root by its local name, of a `property` by its `name`. */
export interface Member {
  readonly kind: 'string' | 'number' | 'boolean' | 'null' | 'object' | 'array' | 'element'
  /** Of scalars, and of elements without child elements (white space around it cut off). */
  readonly text?: string
  /** A `property` element. */
  readonly property?: boolean
  /** `null`, `""`, `{}`, `[]`, or an element with neither text nor child elements. */
  readonly empty: boolean
}

/** What a parser finds in a body. */
export interface BodyContent {
  readonly wellFormed: boolean
  /** Why it is not well-formed, in a few words. */
  readonly problem?: string
  /** The parser reached a limit of its own: what stands in the body is not known. */
  readonly unread?: true
  readonly members: ReadonlyMap<string, Member>
  /** Names that come more than once. */
  readonly duplicates: readonly string[]
  /** Of an XML document. */
  readonly root?: { readonly local: string; readonly namespace: string | null }
}
