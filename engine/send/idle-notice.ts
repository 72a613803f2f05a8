const NOTICE = 'HTTP/1.1 408'
const NO_BYTES = new Uint8Array(0)

/**
 * Bytes that came behind an answer, or none where they are the 408 with which some servers close an idle connection:
 * it answers no request (RFC 9110 section 15.5.9).
 */
export function withoutIdleNotice(bytes: Uint8Array): Uint8Array {
  const begin = Buffer.from(bytes.subarray(0, NOTICE.length)).toString('latin1')
  return begin === NOTICE || begin === 'HTTP/1.0 408' ? NO_BYTES : bytes
}
