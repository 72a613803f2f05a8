/** One thing the documentation says, or leaves open, in a short sentence of our own. */
export interface Fact {
  readonly says: string
  /** `page § heading`, or a standard and its section. */
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
  stopAudioVideo: 'stopAudioVideo_ref',
} as const

type Page = keyof typeof PAGE_FILES

type Source = `${Page} § ${string}` | `RFC ${number} § ${number}${string}` | `XML 1.0 § ${number}${string}`

function locate(source: Source): string {
  const [document = '', section = ''] = source.split(' § ')
  if (document === 'XML 1.0') return 'https://www.w3.org/TR/xml/'
  if (document.startsWith('RFC ')) {
    return `https://www.rfc-editor.org/rfc/rfc${document.slice('RFC '.length)}#section-${section}`
  }
  return `${MICROSOFT_PAGES}${PAGE_FILES[document as Page]}.md`
}

/** A row of a fact table; the link follows from the source. */
export function fact(source: Source, says: string): Fact {
  return { says, source, url: locate(source) }
}
