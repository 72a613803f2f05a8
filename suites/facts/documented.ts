import { fact } from './sources.ts'

/** F-01 to F-99: what the pages say or show. */
export const documented = {
  // Request
  'F-01': fact('dismiss § Properties', 'A bare link: no properties, no links of its own.'),
  'F-02': fact('dismiss § Operations', 'POST is the only documented operation.'),
  'F-03': fact('audioVideoRenegotiation § Links', 'Clients find it as a single link named dismiss.'),
  'F-04': fact('applicationSharingRenegotiation § Links', 'Application sharing lists the same link.'),
  'F-05': fact('dismiss § Examples', 'The sample path ends in audioVideoRenegotiation/dismiss.'),
  'F-06': fact('Create an application § step 9', 'Base paths are /ucwa/v1 and /ucwa/oauth/v1.'),
  'F-07': fact('Web links § href', 'An href is absolute, or relative to the host of UCWA.'),
  'F-08': fact('Hypermedia § URL usage', 'Servers make hrefs; they hold for one sign-on session.'),
  'F-09': fact('Query parameters § intro', 'Query parameters inside an href stay as they are.'),
  'F-10': fact('Hypermedia § intro', 'Unknown attributes of a link are ignored.'),
  'F-11': fact('Hypermedia § Capability links', 'A missing link means: not allowed now.'),
  'F-12': fact('dismiss § JSON Request', 'Samples send Authorization, Host, type and length only.'),
  'F-13': fact('Authentication in UCWA § Using the OAuth token', 'Each request needs Authorization.'),
  'F-14': fact('HTTP § HTTP headers', 'Accept names the format wanted, Content-Type the one sent.'),
  'F-15': fact('Payload format § intro', 'JSON and XML, each also under a vendor media type.'),
  'F-16': fact('Payload format § Input formats', 'POST input comes in the same JSON and XML formats.'),
  'F-17': fact('dismiss § Request body', 'The one property, reason, is not required.'),
  'F-18': fact('ReNegotiationDeclineReason § Members', 'There are eight reasons, a closed list.'),
  'F-19': fact('dismiss § JSON Request', 'JSON input is an object with the member reason.'),
  'F-20': fact('dismiss § XML Request', 'XML input is input/property[@name] in the UCWA namespace.'),
  'F-21': fact('Payload format § XML representation', 'The input root is known from samples only.'),
  'F-22': fact(
    'Query parameters § Query parameters in POST requests',
    'POST input may come in the body or as query parameters.',
  ),
  'F-23': fact('stopAudioVideo § Query parameters', 'Sister operations list reason for the query too.'),
  'F-24': fact('Payload format § Input formats', 'Links and embedded resources in input are ignored.'),
  'F-25': fact('Create an application § step 9', 'Walk-throughs spell input names in other letter case.'),
  'F-26': fact(
    'Payload format § Required and optional parameters',
    'Missing required input is 400 ParameterValidationFailure.',
  ),
  'F-27': fact('HTTP § HTTP headers', 'Conditional requests are described for PUT only.'),
  'F-28': fact('Receive an IM § step 13', 'POSTs without a body are usual.'),
  'F-29': fact('Versioning § Version Targeting', 'A client may demand a lowest revision by a header.'),
  'F-30': fact('Versioning § Scheme', 'A link without revision is version 1.'),
  'F-31': fact('Cross-domain IFRAME § intro', 'X-Ms-Origin and its kin belong to browsers.'),
  'F-32': fact('HTTP § intro', 'UCWA follows RFC 2616 and uses a part of it.'),

  // Success
  'F-33': fact('dismiss § Response body', 'Success is 204 without a body, for JSON and XML.'),
  'F-34': fact('dismiss § Examples', 'Samples show syntax, not a valid scenario.'),
  'F-35': fact('Receive an IM § step 14', 'Captured 204s carry no Content-Type.'),
  'F-36': fact('dismiss § Response body', 'Neither Location nor ETag nor an event is promised.'),

  // Errors
  'F-37': fact('Errors and informational messages § intro', 'Failures are 4xx or 5xx; proxies may answer.'),
  'F-38': fact('Errors and informational messages § intro', 'UCWA errors are JSON or XML by Content-Type.'),
  'F-39': fact(
    'Errors and informational messages § Error response body',
    'Of the six members of an error body only code is required.',
  ),
  'F-40': fact('Errors and informational messages § Error response body', 'code follows the status.'),
  'F-41': fact(
    'Errors and informational messages § Client/server programming contract',
    'Clients survive missing and unknown subcodes.',
  ),
  'F-42': fact('Errors and informational messages § Error response body', 'message is localised.'),
  'F-43': fact(
    'Errors and informational messages § Error response body',
    'parameters lists the faulty inputs of a 400.',
  ),
  'F-44': fact(
    'Errors and informational messages § Client/server programming contract',
    'debugInfo is for logs and may change at will.',
  ),
  'F-45': fact('Errors and informational messages § Error sample - JSON', 'A JSON error is a flat object.'),
  'F-46': fact('Errors and informational messages § Error sample - XML', 'An XML error has the root reason.'),
  'F-47': fact('reason § Properties', 'The reason resource is received, never asked for.'),
  'F-48': fact(
    'Errors and informational messages § HTTP error codes returned by UCWA',
    'A table of 15 statuses gives the code of each.',
  ),
  'F-49': fact('ErrorCode § Members', 'ErrorCode has 20 members.'),
  'F-50': fact('ErrorSubcode § Members', 'ErrorSubcode has 81 members; another page lists 6 more.'),
  'F-51': fact('Generic synchronous errors § intro', '17 generic errors can apply to any resource.'),
  'F-52': fact('dismiss § Synchronous errors', 'dismiss lists five errors: 500, three 409, 410.'),
  'F-53': fact('dismiss § Synchronous errors', 'The same five stand on most POST operations.'),
  'F-54': fact(
    'Application dashboard § Application lifetime',
    'Any operation may answer 404 ApplicationNotFound, or 410 when the application ended.',
  ),
  'F-55': fact('ErrorCode § Members', 'Gone is final.'),
  'F-56': fact('Application dashboard § Application lifetime', 'After 404 a client may sign on again.'),

  // Authentication and scopes
  'F-57': fact('Authentication in UCWA § Authentication Flow', 'No token: 401 with WWW-Authenticate.'),
  'F-58': fact('Authentication in UCWA § Authentication Flow', 'The prose writes the href unquoted.'),
  'F-59': fact('Create an application § step 4', 'The capture writes the href quoted, beside Bearer.'),
  'F-60': fact('Authentication in UCWA § Authentication Flow', 'grant_type lists grants in any order.'),
  'F-61': fact('Create an application § step 4', 'The captured 401 has an HTML body, so no code.'),
  'F-62': fact('Authentication in UCWA § Using the OAuth token', 'Tokens go as Authorization: Bearer.'),
  'F-63': fact('Authentication in UCWA § Refreshing an OAuth token', 'User tokens live eight hours.'),
  'F-64': fact('Authentication in UCWA § Error conditions', 'Token errors are 400 with a JSON error.'),
  'F-65': fact('Authentication in UCWA § Error conditions', 'On premises the only scope is all.'),
  'F-66': fact(
    'Scope permissions § Skype for Business scope permissions',
    'Azure AD knows five scopes, none of them granted by default.',
  ),
  'F-67': fact(
    'dismiss § Azure Active Directory scopes for online applications',
    'Either of Conversations.Initiate and Conversations.Receive is enough.',
  ),
  'F-68': fact(
    'dismiss § Azure Active Directory scopes for online applications',
    'Scopes are stated for online applications only.',
  ),
  'F-69': fact('ErrorCode § Members', 'No page ties 403 to a missing scope.'),
  'F-70': fact('Root URL § Authenticated user flow', 'After 403 or 502 a client looks up its URL anew.'),

  // Versions and headers of every answer
  'F-71': fact('Versioning § Version Targeting', 'Every answer carries X-MS-UcwaVersion.'),
  'F-72': fact('Versioning § Version Targeting', 'A revision not served is 404 APIVersionNotSupported.'),
  'F-73': fact('Versioning § Version Targeting', 'Resources come in their newest version.'),
  'F-74': fact('Versioning § Version Targeting', 'Versions are compared as floats.'),
  'F-75': fact('Create an application § step 9', 'Captures show further headers; none is promised.'),

  // Other methods
  'F-76': fact('HTTP § HTTP operations', 'UCWA supports POST, GET, PUT and DELETE.'),
  'F-77': fact('Generic synchronous errors § intro', 'An unsupported method is MethodNotAllowed, 405.'),
  'F-78': fact('applications § OPTIONS', 'Two resources document OPTIONS nevertheless.'),
  'F-79': fact('HTTP § HTTP operations', 'PATCH and others are not mentioned.'),

  // Batch and throttling
  'F-80': fact('Batching requests § Limitations', 'A batch may hold dismiss requests.'),
  'F-81': fact('Batching requests § intro', 'A batch is multipart/batching to the batch link.'),
  'F-82': fact('Batching requests § intro', 'Answers of a batch keep the order of its requests.'),
  'F-83': fact('Batching requests § Limitations', 'Too many outstanding requests are 429.'),
  'F-84': fact(
    'Batching requests § Batch examples',
    'Parts of a batch carry no Authorization; captured bodies seem to begin with a byte order mark.',
  ),
  'F-85': fact('Architecture § UCWA interaction', 'A layer before UCWA throttles too.'),
  'F-86': fact('batch § Azure Active Directory scopes', 'batch accepts all five scopes.'),

  // The renegotiation
  'F-87': fact('audioVideoRenegotiation § intro', 'A renegotiation shows itself in the event channel.'),
  'F-88': fact('audioVideoRenegotiation § Properties', 'It has a direction and offer and answer.'),
  'F-89': fact('audioVideoRenegotiation § Links', 'It links to answer and dismiss, among others.'),
  'F-90': fact('audioVideoRenegotiation § GET', 'It can be fetched: 200.'),
  'F-91': fact('audioVideoRenegotiation § Events', 'An event started announces it.'),
  'F-92': fact('events § Resource description', 'An event may or may not embed its resource.'),
  'F-93': fact('audioVideoRenegotiation § Events', 'No event tells its end.'),
  'F-94': fact('Direction § Members', 'direction is Incoming or Outgoing.'),
  'F-95': fact('renegotiations § POST', 'It is made by POST of an SDP offer to renegotiations: 201.'),
  'F-96': fact('renegotiations § Synchronous errors', 'A second one meanwhile is 409 AlreadyExists.'),
  'F-97': fact('answer § POST', 'answer is its twin: POST, 204, no body.'),
  'F-98': fact('SessionState § Members', 'A session is Establishing, Established or Suspended.'),
  'F-99': fact('Application dashboard § Application lifetime', 'An application ends by DELETE or idleness.'),
}
