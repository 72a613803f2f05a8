/**
 * A row of the facts table, or what takes its place:
 * `valid` the input is one of the documented ones, in any equal spelling (F-18, S-10, R-01, R-02);
 * `beyond` larger than 8 KiB or nested deeper than 32: only S-31 and R-10 speak of it;
 * `open` several rows, or none for certain: such a body is never judged.
 */
export type Row =
  | 'valid'
  /** A body of no bytes. */
  | 'S-12'
  /** A byte order mark, UTF-16, UTF-32, or another encoding declared in the XML declaration. */
  | 'S-18'
  /** A value outside the eight. */
  | 'S-19'
  /** Letter case of the value or of the name. */
  | 'S-20'
  /** `null`, `""`, number or boolean as value. */
  | 'S-21a'
  /** Array or object as value. */
  | 'S-21b'
  /** An unknown extra property. */
  | 'S-22'
  /** Harmless links and embedded resources beside a valid input. */
  | 'S-23'
  /** A property, or any member, twice. */
  | 'S-24'
  /** Malformed by every reading. */
  | 'S-27'
  /** Malformed by RFC 8259, readable by a well-known lenient reader. */
  | 'S-27b'
  /** Not UTF-8, otherwise well-formed. */
  | 'S-27c'
  /** Top level not an object, or the other format's text. */
  | 'S-28'
  /** XML of another shape: namespace, root, `<reason>` as element, DTD. */
  | 'S-29'
  /** White space around a value in `<property>`. */
  | 'R-03'
  | 'beyond'
  | 'open'

/** What an independent reading finds in a body. */
export interface Classification {
  /** The only row found; `open` when there are several. */
  readonly row: Row
  /** All rows found. */
  readonly rows: readonly Row[]
  /** The value of `reason`, where there is exactly one and it is a string. */
  readonly reason?: string
}

/** Brings the rows found together; none means valid. */
export function combineRows(found: readonly Row[], reason?: string): Classification {
  const rows = found.length === 0 ? (['valid'] as const) : [...new Set(found)]
  const [first, second] = rows
  const row = first === undefined || second !== undefined ? 'open' : first
  return reason === undefined ? { row, rows } : { row, rows, reason }
}
