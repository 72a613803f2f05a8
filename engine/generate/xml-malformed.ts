import type { Arbitrary } from 'fast-check'
import type { GeneratedBody } from '../model/requirement.ts'
import { bodies, type Choose, pick, plainly } from './choices.ts'
import { insertSomewhere, namespace, pickReason } from './vocabulary.ts'

/** A valid body in parts; each fault changes one of them. */
interface Parts {
  readonly declaration: string
  readonly beforeRoot: string
  readonly rootStart: string
  readonly beforeProperty: string
  readonly propertyStart: string
  readonly value: string
  readonly propertyEnd: string
  readonly afterProperty: string
  readonly rootEnd: string
  readonly afterRoot: string
}

const rootStart = `<input xmlns="${namespace}">`

function chooseParts(choose: Choose): Parts {
  return {
    declaration: pick(choose, ['', '<?xml version="1.0" encoding="utf-8"?>']),
    beforeRoot: '',
    rootStart,
    beforeProperty: '',
    propertyStart: '<property name="reason">',
    value: pickReason(choose),
    propertyEnd: '</property>',
    afterProperty: '',
    rootEnd: '</input>',
    afterRoot: '',
  }
}

type Texts = readonly [string, ...string[]]

/** What may not stand in a place, or not so. Each is a fatal error of XML 1.0, by itself and whatever surrounds it. */
const faults: Readonly<Partial<Record<keyof Parts, Texts>>> = {
  declaration: [
    '<?xml?>',
    '<?xml encoding="utf-8"?>',
    '<?xml encoding="utf-8" version="1.0"?>',
    '<?xml version=1.0?>',
    '<?xml version="1.0" standalone="maybe"?>',
    '<?xml version="1.0" encoding=""?>',
    '<?xml version="1.0" encoding="utf-8">',
    '<?XML version="1.0"?>',
    ' <?xml version="1.0"?>',
    '<?xml version="1.0"?><?xml version="1.0"?>',
  ],
  beforeRoot: ['x', '&#32;', '<![CDATA[ ]]>', '</input>', '<a/>', '<!-- a -- b -->', '<!-- a', '<?', '\x01'],
  rootStart: [
    `<input xmlns="${namespace}"`,
    `<input xmlns="${namespace}>`,
    `<input xmlns=${namespace}>`,
    `<input xmlns="${namespace}" xmlns="${namespace}">`,
    `< input xmlns="${namespace}">`,
    `<input xmlns="${namespace}"/>`,
    `<input xmlns="${namespace}"/ >`,
    `<input, xmlns="${namespace}">`,
    '',
  ],
  beforeProperty: [
    '<!-- a -- b -->',
    '<!-- a --->',
    '<!-- a',
    '<!- a -->',
    '<? a?>',
    '<?pi a',
    '<?xml version="1.0"?>',
    '<![CDATA[ ',
    '<![cdata[ ]]>',
    ']]>',
    '<1a/>',
    '<-a/>',
    '<a',
    '<a>',
    '</a>',
    '<>',
    '</>',
    '<',
    '&',
    '&#0;',
    '&nbsp;',
    '\x01',
    '\uFFFE',
  ],
  propertyStart: [
    '<property name=reason>',
    '<property name>',
    '<property name=>',
    '<property "reason">',
    '<property name="reason>',
    '<property name=reason">',
    '<property name="reason\'>',
    '<property name="reason" name="reason">',
    '<property name="reason"id="1">',
    '<property name="rea<son">',
    '<property name="rea&son">',
    '<property name="rea&#0;son">',
    '<property name="rea\x01son">',
    '<property name="reason"',
    '<property, name="reason">',
    'property name="reason">',
    '<property name="reason"/>',
    '',
  ],
  propertyEnd: [
    '',
    '</Property>',
    '</propert>',
    '</property',
    '</property/>',
    '</ property>',
    '</property name="reason">',
    '<property>',
    '/property>',
    '</property></property>',
  ],
  rootEnd: ['', '</Input>', '</inputs>', '</input', '<input>', '</input></input>'],
  afterRoot: [
    'x',
    '<a/>',
    `${rootStart}</input>`,
    '</input>',
    '&#32;',
    '<![CDATA[ ]]>',
    '<!-- a -- b -->',
    '<!-- a',
    '<?xml version="1.0"?>',
    '<',
    '&',
    '\x01',
  ],
}

/** The same for the middle of the value: whole by no letters behind them. */
const valueFaults: Texts = [
  '&',
  '& ',
  '&nbsp;',
  '&undeclared;',
  '&#;',
  '&#0;',
  '&#x1;',
  '&#11;',
  '&#xD800;',
  '&#xFFFE;',
  '&#x110000;',
  '&#X43;',
  '&#67',
  '&#xG;',
  '<',
  '< ',
  '</',
  ']]>',
  '<![CDATA[',
  '<![CDATA[a]]',
  '<!--',
  '<?pi',
  '\x00',
  '\x01',
  '\x0b',
  '\x1f',
  '\uFFFE',
  '\uFFFF',
]

function join(parts: Parts): string {
  return Object.values(parts).join('')
}

function breakPart(choose: Choose, place: keyof Parts): string {
  const parts = chooseParts(choose)
  if (place === 'value')
    return join({ ...parts, value: insertSomewhere(choose, parts.value, pick(choose, valueFaults)) })
  return join({ ...parts, [place]: pick(choose, faults[place] ?? ['<']) })
}

function truncate(choose: Choose): string {
  const text = join(chooseParts(choose))
  return text.slice(0, 1 + choose(text.length - 1))
}

function crossEndTags(choose: Choose): string {
  const parts = chooseParts(choose)
  return join({ ...parts, propertyEnd: parts.rootEnd, rootEnd: parts.propertyEnd })
}

const places = Object.keys(chooseParts(plainly)) as [keyof Parts, ...(keyof Parts)[]]

/** One fault against the well-formedness of an otherwise valid XML body (S-27). Row `S-27`. */
export const xmlMalformed: Arbitrary<GeneratedBody> = bodies('xml', choose =>
  pick(choose, [
    truncate,
    truncate,
    crossEndTags,
    ...places.map(place => (chooser: Choose) => breakPart(chooser, place)),
  ])(choose),
)
