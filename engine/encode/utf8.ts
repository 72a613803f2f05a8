/** UTF-8 without a byte order mark. A lone surrogate becomes U+FFFD. */
export function utf8(text: string): Uint8Array {
  return Buffer.from(text)
}
