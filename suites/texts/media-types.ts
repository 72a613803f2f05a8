/** Media types that no page names. */
export const FOREIGN = {
  'text-plain': 'text/plain',
  'text-plain-in-capitals': 'Text/Plain',
  'text-plain-with-charset': 'text/plain; charset=utf-8',
  'application-sdp': 'application/sdp',
  'text-html': 'text/html',
  'octet-stream': 'application/octet-stream',
  'multipart-mixed': 'multipart/mixed; boundary=x',
  'image-png': 'image/png',
  'application-yaml': 'application/yaml',
  'text-csv': 'text/csv',
  javascript: 'application/javascript',
  'vendor-without-format': 'application/vnd.microsoft.com.ucwa',
}

/** Others that look like a served one to a careless comparison. */
export const LOOKALIKE = {
  json: {
    'json-with-suffix': 'application/jsonp',
    'other-top-level': 'audio/json',
    'json-in-parameter': 'text/plain; note="application/json"',
    'markup-in-parameter': 'text/plain; note="a<b>&c"',
  },
  xml: {
    'xml-with-suffix': 'application/xmlx',
    'other-top-level': 'audio/xml',
    'xml-in-parameter': 'text/plain; note="application/xml"',
    'markup-in-parameter': 'text/plain; note="a<b>&c"',
  },
} as const

/** Not among the four names either, but names of the same formats: older ones, and by their suffix (RFC 6839). */
export const ALIASES = {
  json: {
    'text-alias': 'text/json',
    'structured-suffix': 'application/problem+json',
    'other-vendor': 'application/vnd.microsoft.com.other+json',
  },
  xml: {
    'text-alias': 'text/xml',
    'structured-suffix': 'application/atom+xml',
    'other-vendor': 'application/vnd.microsoft.com.other+xml',
  },
} as const
