/** One thing the documentation says, or leaves open, in a short sentence of our own. */
export interface Fact {
  readonly says: string
  /** `page § heading`, or `RFC nnnn § section`. */
  readonly source: string
  readonly url: string
}

const MICROSOFT_PAGES = 'https://github.com/OfficeDev/skype-docs/blob/master/Skype/UCWA/'

/** File of each Microsoft page, without `.md`. */
const PAGE_FILES = {
  'Application dashboard': 'ApplicationDashboard',
  Architecture: 'Architecture',
  'Authentication in UCWA': 'AuthenticationInUCWA',
  'Batching requests': 'BatchingRequests',
  'Core capabilities': 'CoreCapabilities',
  'Create an application': 'CreateAnApplication',
  'Cross-domain IFRAME': 'Cross_domainIFRAME',
  Direction: 'Direction_ref',
  ErrorCode: 'ErrorCode_ref',
  ErrorSubcode: 'ErrorSubcode_ref',
  'Errors and informational messages': 'ErrorsAndInformationalMessages',
  'Event channel details': 'EventChannelDetails',
  'Generic synchronous errors': 'GenericSynchronousErrors',
  HTTP: 'HTTP',
  Hypermedia: 'Hypermedia',
  'Me dashboard': 'MeDashboard',
  'Payload format': 'PayloadFormat',
  'Query parameters': 'QueryParameters',
  ReNegotiationDeclineReason: 'ReNegotiationDeclineReason_ref',
  'Receive an IM': 'ReceiveAnIM',
  'Root URL': 'RootURL',
  'Scope permissions': 'SkypeForBusinessOnlineScopePermissions',
  SessionState: 'SessionState_ref',
  Versioning: 'Versioning',
  'Web links': 'WebLinks',
  answer: 'answer_ref',
  applicationSharingRenegotiation: 'applicationSharingRenegotiation_ref',
  applications: 'applications_ref',
  audioVideoInvitation: 'audioVideoInvitation_ref',
  audioVideoRenegotiation: 'audioVideoRenegotiation_ref',
  batch: 'batch_ref',
  dismiss: 'dismiss_ref',
  events: 'events_ref',
  reason: 'reason_ref',
  renegotiations: 'renegotiations_ref',
  reportMediaDiagnostics: 'reportMediaDiagnostics_ref',
  stopAudioVideo: 'stopAudioVideo_ref',
} as const

const W3C_PAGES = {
  'XML 1.0': 'https://www.w3.org/TR/xml/',
  'Namespaces 1.0': 'https://www.w3.org/TR/xml-names/',
} as const

type Page = keyof typeof PAGE_FILES | keyof typeof W3C_PAGES

type Source = `${Page} § ${string}` | `RFC ${number} § ${number}` | `RFC ${number} § ${number}.${string}`

function locate(source: Source): string {
  const [document = '', section = ''] = source.split(' § ')
  if (document.startsWith('RFC ')) {
    return `https://www.rfc-editor.org/rfc/rfc${document.slice('RFC '.length)}#section-${section}`
  }
  if (document in W3C_PAGES) return W3C_PAGES[document as keyof typeof W3C_PAGES]
  return `${MICROSOFT_PAGES}${PAGE_FILES[document as keyof typeof PAGE_FILES]}.md`
}

/** A row of a fact table; the link follows from the source. */
export function fact(source: Source, says: string): Fact {
  return { says, source, url: locate(source) }
}
