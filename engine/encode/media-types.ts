/** The general names of the two payload formats (F-15). */
export const mediaTypes = { json: 'application/json', xml: 'application/xml' } as const

/** Their more precise names (F-15, S-17). */
export const vendorMediaTypes = {
  json: 'application/vnd.microsoft.com.ucwa+json',
  xml: 'application/vnd.microsoft.com.ucwa+xml',
} as const

/** JSON for XML, and the other way round. */
export function otherFormat(format: 'json' | 'xml'): 'json' | 'xml' {
  return format === 'json' ? 'xml' : 'json'
}
