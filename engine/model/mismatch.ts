/** One difference between the answer and what is allowed. */
export interface Mismatch {
  /** `status`, `code`, `subcode`, `body`, `framing`, `effect`, a header name … */
  readonly what: string
  readonly expected: string
  readonly received: string
}
