import { operation } from '../../schemas/load.ts'
import { inputXml, reasonXml } from '../write/texts.ts'

const ns = operation.namespace

/** Malformed XML of the page's resource, each in one way (XML 1.0, Fifth Edition). */
export const MALFORMED_XML = {
  'no-end-tag': `<input xmlns="${ns}"><property name="reason">Conflict</property>`,
  'no-property-end-tag': inputXml('<property name="reason">Conflict'),
  'crossed-end-tags': `<input xmlns="${ns}"><property name="reason">Conflict</input></property>`,
  'other-letter-case-end-tag': inputXml('<property name="reason">Conflict</Property>'),
  'cut-in-tag': `<input xmlns="${ns}"><property name="reason">Conflict</property></inp`,
  'cut-in-attribute': `<input xmlns="${ns}"><property name="rea`,
  'unquoted-attribute': inputXml('<property name=reason>Conflict</property>'),
  'attribute-without-value': inputXml('<property name>Conflict</property>'),
  'attribute-without-value-beside': inputXml(
    '<link rel="self" href="/s" title/><property name="reason">Conflict</property>',
  ),
  'namespace-twice': `<input xmlns="${ns}" xmlns="${ns}"><property name="reason">Conflict</property></input>`,
  'blank-before-name': inputXml('< property name="reason">Conflict</property>'),
  'attribute-twice': inputXml('<property name="reason" name="reason">Conflict</property>'),
  'no-space-between-attributes': inputXml('<property name="reason"id="1">Conflict</property>'),
  'less-than-in-attribute': inputXml('<property name="rea<son">Conflict</property>'),
  'less-than-in-value': reasonXml('Con<flict'),
  'bare-ampersand': reasonXml('Conflict & more'),
  'bare-ampersand-beside': inputXml(
    '<link rel="self" href="/s?x=1&y=2"/><property name="reason">Conflict</property>',
  ),
  'undeclared-entity-beside': inputXml(
    '<link rel="self" href="/s" title="&nbsp;"/><property name="reason">Conflict</property>',
  ),
  'cdata-end-beside': inputXml(
    '<link rel="self" href="/s">]]></link><property name="reason">Conflict</property>',
  ),
  'control-character-beside': inputXml(
    '<link rel="self" href="/s" title="\u0001"/><property name="reason">Conflict</property>',
  ),
  'reference-to-nul-beside': inputXml(
    '<link rel="self" href="/s" title="&#0;"/><property name="reason">Conflict</property>',
  ),
  'reference-beyond-unicode-beside': inputXml(
    '<link rel="self" href="/s" title="&#x110000;"/><property name="reason">Conflict</property>',
  ),
  'reference-to-surrogate-beside': inputXml(
    '<link rel="self" href="/s" title="&#xD800;"/><property name="reason">Conflict</property>',
  ),
  'declaration-in-capitals': `<?XML version="1.0" encoding="utf-8"?>${reasonXml('Conflict')}`,
  'undeclared-entity': reasonXml('&conflict;'),
  'reference-without-semicolon': reasonXml('&#67onflict'),
  'reference-with-capital-x': reasonXml('&#X43;onflict'),
  'end-tag-without-prefix': `<u:input xmlns:u="${ns}"><u:property name="reason">Conflict</u:property></input>`,
  'name-with-a-digit-first': inputXml('<1x/><property name="reason">Conflict</property>'),
  'reference-to-nul': reasonXml('Conflict&#0;'),
  'reference-to-control': reasonXml('Conflict&#x1;'),
  'raw-control-character': reasonXml('Conflict\u0001'),
  'raw-nul': reasonXml('Conflict\u0000'),
  'noncharacter-beside': inputXml(
    '<link rel="self" href="/s" title="\uffff"/><property name="reason">Conflict</property>',
  ),
  'reference-to-noncharacter-beside': inputXml(
    '<link rel="self" href="/s" title="&#xFFFE;"/><property name="reason">Conflict</property>',
  ),
  'entity-without-semicolon-beside': inputXml(
    '<link rel="self" href="/s?x=1&amp y=2"/><property name="reason">Conflict</property>',
  ),
  'attribute-in-end-tag': inputXml('<property name="reason">Conflict</property id="1">'),
  'cdata-in-lower-case': reasonXml('<![cdata[Conflict]]>'),
  'cdata-after-root': `${reasonXml('Conflict')}<![CDATA[]]>`,
  'cdata-end-in-text': reasonXml('Conflict]]>'),
  'open-cdata': reasonXml('<![CDATA[Conflict'),
  'open-comment-at-the-end': `${reasonXml('Conflict')}<!-- end`,
  'open-instruction': inputXml('<?client><property name="reason">Conflict</property>'),
  'open-comment': inputXml('<!-- <property name="reason">Conflict</property>'),
  'double-hyphen-in-comment': inputXml('<!-- a -- b --><property name="reason">Conflict</property>'),
  'two-roots': `${reasonXml('Conflict')}${reasonXml('Conflict')}`,
  'end-tag-twice': `${reasonXml('Conflict')}</input>`,
  'text-after-root': `${reasonXml('Conflict')}garbage`,
  'text-on-the-next-line': `${reasonXml('Conflict')}\ngarbage`,
  'text-before-root': `garbage${reasonXml('Conflict')}`,
  'late-declaration': ` <?xml version="1.0" encoding="utf-8"?>${reasonXml('Conflict')}`,
  'declaration-inside': inputXml('<?xml version="1.0"?><property name="reason">Conflict</property>'),
  'declaration-without-end-mark': `<?xml version="1.0" encoding="utf-8">${reasonXml('Conflict')}`,
  'declaration-in-other-order': `<?xml encoding="utf-8" version="1.0"?>${reasonXml('Conflict')}`,
  'declaration-without-version': `<?xml encoding="utf-8"?>${reasonXml('Conflict')}`,
  'end-tag-only': '</input>',
  'no-element': '<?xml version="1.0" encoding="utf-8"?>',
  'words-only': 'reason',
}
