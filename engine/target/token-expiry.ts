/** When a token ends by its own words: the `exp` of a JSON Web Token (RFC 7519 section 4.1.4), else undefined. */
export function readExpiry(token: string): Date | undefined {
  const [, payload, signature] = token.split('.')
  if (payload === undefined || signature === undefined) return undefined
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    const { exp } = claims as { readonly exp?: unknown }
    const date = typeof exp === 'number' ? new Date(exp * 1000) : undefined
    return date === undefined || Number.isNaN(date.getTime()) ? undefined : date
  } catch {
    // An opaque token that happens to have two dots.
    return undefined
  }
}
