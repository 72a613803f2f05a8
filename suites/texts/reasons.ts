import { operation } from '../../schemas/load.ts'
import { inputXml, reasonXml } from '../write/texts.ts'

/** Members of neighbouring enums, an error subcode, and near misses of the eight. */
export const UNKNOWN_REASONS = [
  'Local',
  'Global',
  'CodecMismatch',
  'MediaConnectivityFailure',
  'InsufficientBandwidthRerouteOverPstn',
  'UserInitiatedAction',
  'Cancel',
  'MediaTimeout',
  'None',
  'Conflicts',
  'Conflic',
  'Insufficient',
  'IPv4NotSupported',
  'Unknown,Conflict',
  'Bogus',
  // Members that every object has in some languages.
  'constructor',
  'toString',
]

/** JSON texts whose reason is next to one of the eight. */
export const ODD_REASONS = {
  'nul-inside': '{"reason":"Unkno\\u0000wn"}',
  'nul-behind': '{"reason":"Conflict\\u0000"}',
  'lone-surrogate': '{"reason":"Conflict\\ud800"}',
  'line-feed-behind': '{"reason":"Conflict\\n"}',
  'on-the-first-line': '{"reason":"Conflict\\nBogus"}',
  'on-the-last-line': '{"reason":"Bogus\\nConflict"}',
  'blank-before': '{"reason":" Conflict"}',
  'blank-behind': '{"reason":"Conflict "}',
  'no-break-space-behind': '{"reason":"Conflict\u00a0"}',
  'full-width-letter': '{"reason":"\uff23onflict"}',
  emoji: '{"reason":"\u{1f600}"}',
  'under-an-escaped-name': '{"\\u0072eason":"Bogus"}',
  'digits-in-a-string': '{"reason":"1"}',
  'two-KiB': JSON.stringify({ reason: 'Conflict'.repeat(256) }),
}

const ns = operation.namespace

/** A value outside the list, spelled as valid ones may be: a reader that overlooks it finds no reason. */
export const SPELLED_REASONS = {
  json: {
    'behind-links': '{"_links":{"self":{"href":"/s"}},"reason":"Bogus"}',
    'before-embedded': '{"reason":"Bogus","_embedded":{"conversation":{"state":"Connected"}}}',
    'on-several-lines': '{\r\n\t"reason" :\r\n\t\t"Bogus"\r\n}\r\n',
    'with-escapes': '{"reason":"B\\u006fgus"}',
  },
  xml: {
    prefixed: `<u:input xmlns:u="${ns}"><u:property name="reason">Bogus</u:property></u:input>`,
    'in-cdata': reasonXml('<![CDATA[Bogus]]>'),
    'with-references': reasonXml('&#66;og&#x75;s'),
    'in-single-quotes': `<input xmlns='${ns}'><property name='reason'>Bogus</property></input>`,
    'behind-a-link': inputXml('<link rel="self" href="/s"/><property name="reason">Bogus</property>'),
    'before-a-resource': inputXml(
      '<property name="reason">Bogus</property><resource rel="conversation" href="/c"/>',
    ),
    'behind-a-comment': inputXml('<!-- a --><property name="reason">Bogus</property>'),
    'behind-a-declaration': `<?xml version="1.0" encoding="utf-8"?>\n${reasonXml('Bogus')}\n`,
  },
}

/** Values that an error message in the other format cannot quote as they are. */
export const QUOTED_REASONS = {
  json: {
    'control-character': '{"reason":"a\\u0001b"}',
    surrogate: '{"reason":"a\\ud800b"}',
    markup: '{"reason":"]]><a b=\'c\'>&d;"}',
  },
  xml: {
    quotes: reasonXml('"a\\b"'),
    'line-feed': reasonXml('a&#10;b'),
    tab: reasonXml('a&#9;b'),
  },
}

/** Name and value in other letter cases (S-20). */
export const LETTER_CASE = {
  json: {
    'value-lower': '{"reason":"conflict"}',
    'value-upper': '{"reason":"CONFLICT"}',
    'value-mixed': '{"reason":"iPv6NotSupported"}',
    'name-title': '{"Reason":"Conflict"}',
    'name-upper': '{"REASON":"Conflict"}',
  },
  xml: {
    'value-lower': reasonXml('conflict'),
    'value-upper': reasonXml('CONFLICT'),
    'value-mixed': reasonXml('iPv6NotSupported'),
    'name-title': inputXml('<property name="Reason">Conflict</property>'),
    'name-upper': inputXml('<property name="REASON">Conflict</property>'),
  },
}
