import { fact } from './sources.ts'

/** S-01 to S-91: what the pages leave open or contradict, and what a fair suite allows there. */
export const silences = {
  // Bytes and HTTP framing
  'S-01': fact('dismiss § JSON Request', 'The JSON sample declares 34 bytes: its compact form.'),
  'S-02': fact('dismiss § XML Request', 'The XML sample declares 149 bytes: its one-line form.'),
  'S-03': fact('RFC 2616 § 5.1.1', 'Samples write Post, though methods are case-sensitive.'),
  'S-04': fact('RFC 2616 § 5.1.2', 'Samples put an absolute URL on the request line.'),
  'S-06': fact('RFC 7230 § 3.3.2', 'A capture has Content-Length: 0 on a 204; the RFC forbids it.'),
  'S-07': fact('HTTP § HTTP headers', 'Chunks, Expect, HTTP/2 and gzip are never mentioned.'),
  'S-08': fact('dismiss § Examples', 'Port, letter case and slashes of the samples vary.'),
  'S-09': fact('Root URL § Authenticated user flow', 'Redirects are known in autodiscovery only.'),

  // Request content
  'S-10': fact('dismiss § Request body', 'Input without reason is valid, for it is not required.'),
  'S-11': fact('dismiss § Request body', 'A POST without a body is likely, but not shown here.'),
  'S-12': fact('dismiss § Request body', 'A media type without content may be accepted or refused.'),
  'S-13': fact('HTTP § HTTP headers', 'No default is named for a body without Content-Type.'),
  'S-14': fact('Generic synchronous errors § intro', 'A foreign media type with a body is 415.'),
  'S-15': fact('audioVideoInvitation § Synchronous errors', 'Five other pages print 410 for that.'),
  'S-16': fact('Query parameters § intro', 'Form input might be understood as query-like.'),
  'S-17': fact('Payload format § intro', 'The vendor types have a second spelling on another page.'),
  'S-18': fact('Create an application § step 9', 'Captures declare charset=utf-8; no rule does.'),
  'S-19': fact('Generic synchronous errors § intro', 'A value outside the eight is not valid: 400.'),
  'S-20': fact('Create an application § step 9', 'Letter case of names and values has no rule.'),
  'S-21': fact('dismiss § Request body', 'Values other than strings have no rule.'),
  'S-22': fact('dismiss § Request body', 'Unknown properties have no rule.'),
  'S-23': fact('Payload format § Input formats', 'Links and resources in input count as absent.'),
  'S-24': fact('Query parameters § intro', 'Precedence of repeated or differing input is not named.'),
  'S-25': fact(
    'Query parameters § Query parameters in POST requests',
    'The general rule allows ?reason=, which the page does not list.',
  ),
  'S-26': fact('Query parameters § intro', 'Unknown or invalid query input has no rule.'),
  'S-27': fact('Generic synchronous errors § intro', 'Malformed JSON or XML is BadRequest.'),
  'S-27b': fact('RFC 8259 § 9', 'A JSON parser may accept extensions.'),
  'S-27c': fact('RFC 8259 § 8.1', 'JSON is UTF-8; some decoders replace what they cannot read.'),
  'S-28': fact('Payload format § Input formats', 'A body of the other format, or no object, is malformed.'),
  'S-29': fact('Payload format § XML representation', 'XML input has no written schema.'),
  'S-31': fact('Generic synchronous errors § intro', 'EntityTooLarge names no limit.'),
  'S-32': fact('Versioning § Scheme', 'Every revision is at least 1.'),
  'S-33': fact('Versioning § Version Targeting', 'A revision out of reach is 404 NotFound.'),
  'S-35': fact('HTTP § HTTP headers', 'Preconditions are tied to PUT.'),
  'S-36': fact('ErrorCode § Members', 'NotAcceptable exists, but not in the status table.'),
  'S-37': fact('HTTP § HTTP headers', 'Accept is a preference for the format of an error too.'),

  // State and life cycle
  'S-40': fact('dismiss § Synchronous errors', 'A second dismiss has no rule.'),
  'S-41': fact('dismiss § Synchronous errors', 'A dismiss after the answer or the call has no rule.'),
  'S-42': fact('renegotiations § JSON Response', "The starter's own sample lists the link too."),
  'S-43': fact('Application dashboard § Application lifetime', 'A deleted application is likely 404.'),
  'S-44': fact('Event channel details § Special responses', 'An unknown application is 404.'),
  'S-45': fact('Generic synchronous errors § intro', 'ResourceNotFound names no status of its own.'),
  'S-46': fact('audioVideoRenegotiation § Events', 'What the other side sees is not told.'),
  'S-47': fact('Hypermedia § Capability links', 'Whether link and resource vanish is not promised.'),
  'S-48': fact('audioVideoRenegotiation § intro', 'Whether the old media goes on is not told.'),
  'S-50': fact('audioVideoRenegotiation § GET', 'GET is documented for what shows itself in events only.'),
  'S-51': fact('audioVideoRenegotiation § intro', 'No time limit is given.'),
  'S-52': fact('Core capabilities § intro', 'Whether the link can be had at all is doubtful.'),

  // Identity
  'S-55': fact('Authentication in UCWA § Authentication Flow', '401 is missing from the status table.'),
  'S-57': fact('Authentication in UCWA § Authentication Flow', 'On premises MsRtcOAuth is among them.'),
  'S-58': fact('Authentication in UCWA § Using the OAuth token', 'Only the case of no token is told.'),
  'S-60': fact('dismiss § Synchronous errors', "Another user's token has no rule, but must not do."),
  'S-61': fact(
    'dismiss § Azure Active Directory scopes for online applications',
    'A missing scope is not allowed; its status is not told.',
  ),
  'S-62': fact(
    'dismiss § Azure Active Directory scopes for online applications',
    'At least one of two: a single one is enough.',
  ),
  'S-63': fact('Create an application § step 6', 'expires_in and the stated lifetime differ.'),

  // Names and codes
  'S-65': fact('Generic synchronous errors § intro', 'Generic names mix codes, subcodes and neither.'),
  'S-66': fact(
    'Errors and informational messages § HTTP error codes returned by UCWA',
    'code and status agree, in any letter case and either spelling.',
  ),
  'S-67': fact('ErrorCode § Members', 'The codes of 408 and 504 are spelled in several ways.'),
  'S-68': fact('ErrorCode § Members', 'ExchangeServiceFailure has no status.'),
  'S-70': fact('dismiss § Synchronous errors', 'Subcode None equals an empty or absent one.'),
  'S-71': fact('dismiss § Synchronous errors', 'The listed errors cannot be provoked from outside.'),
  'S-72': fact('ErrorSubcode § Members', 'ParameterValidationFailure is described in two senses.'),
  'S-73': fact(
    'Errors and informational messages § Error sample - XML',
    'A 409 sample carries empty parameters, though they are for 400.',
  ),
  'S-74': fact(
    'Errors and informational messages § Error response body',
    'The shapes of parameters, link and debugInfo are not given.',
  ),
  'S-76': fact(
    'Errors and informational messages § Client/server programming contract',
    'Unknown members and subcodes, and a missing message, are legal.',
  ),
  'S-77': fact('Errors and informational messages § intro', 'Other bodies are not UCWA errors.'),
  'S-78': fact('Versioning § Version Targeting', 'No captured answer carries X-MS-UcwaVersion.'),
  'S-79': fact('batch § Synchronous errors', '429, 500 and 503 during a run are environment.'),

  // Other methods and batch
  'S-85': fact('Generic synchronous errors § intro', 'GET and DELETE are not supported here: 405.'),
  'S-86': fact(
    'Payload format § Required and optional parameters',
    'PUT may be refused for its missing If-Match first.',
  ),
  'S-87': fact('HTTP § HTTP operations', 'HEAD, OPTIONS and TRACE may be answered by proxies.'),
  'S-88': fact('HTTP § HTTP operations', 'Other methods have no rule.'),
  'S-89': fact('RFC 2616 § 10.4.6', 'A 405 names the methods allowed.'),
  'S-90': fact('HTTP § HTTP operations', 'A refused method should leave the renegotiation alone.'),
  'S-91': fact('Batching requests § Batch examples', 'How a part carries a body is not shown.'),
}
