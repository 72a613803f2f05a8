import { parseXml } from '@rgrove/parse-xml'
import fc, { type Arbitrary } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { operation } from '../../schemas/load.ts'
import type { Row } from '../classify/classification.ts'
import { classify } from '../classify/classify.ts'
import { MAX_BYTES } from '../classify/limits.ts'
import type { GeneratedBody } from '../model/requirement.ts'
import type { ByEncoding } from './choices.ts'
import { extraMembers } from './extra-members.ts'
import { jsonExtensions } from './json-extensions.ts'
import { jsonMalformed } from './json-malformed.ts'
import { jsonEscapes, jsonMemberOrder, jsonSpelling, jsonWhiteSpace } from './json-spelling.ts'
import { linksNoise } from './links-noise.ts'
import { notUtf8 } from './not-utf8.ts'
import { letterCases, otherScalar, structure, unknownName, unknownReason } from './schema-step-outside.ts'
import { sizedMalformed, sizedValid } from './sizes.ts'
import { xmlMalformed } from './xml-malformed.ts'
import {
  xmlAsides,
  xmlDeclaration,
  xmlEmptyElement,
  xmlPrefixes,
  xmlSpelling,
  xmlTags,
  xmlText,
} from './xml-spelling.ts'

type Subject = readonly [
  name: string,
  encoding: 'json' | 'xml',
  row: Row,
  arbitrary: Arbitrary<GeneratedBody>,
]

function both(name: string, row: Row, { json, xml }: ByEncoding): Subject[] {
  return [
    [name, 'json', row, json],
    [name, 'xml', row, xml],
  ]
}

const subjects: readonly Subject[] = [
  ['escapes', 'json', 'valid', jsonEscapes],
  ['white space', 'json', 'valid', jsonWhiteSpace],
  ['spelling', 'json', 'valid', jsonSpelling],
  ['member order', 'json', 'S-23', jsonMemberOrder],
  ['text', 'xml', 'valid', xmlText],
  ['asides', 'xml', 'valid', xmlAsides],
  ['tags', 'xml', 'valid', xmlTags],
  ['declaration', 'xml', 'valid', xmlDeclaration],
  ['prefixes', 'xml', 'valid', xmlPrefixes],
  ['empty element', 'xml', 'valid', xmlEmptyElement],
  ['spelling', 'xml', 'valid', xmlSpelling],
  ['malformed', 'json', 'S-27', jsonMalformed],
  ['malformed', 'xml', 'S-27', xmlMalformed],
  ['extensions', 'json', 'S-27b', jsonExtensions],
  ...both('not UTF-8', 'S-27c', notUtf8),
  ...both('unknown reason', 'S-19', unknownReason),
  ...both('letter case', 'S-20', letterCases),
  ...both('other scalar', 'S-21a', otherScalar),
  ...both('structure', 'S-21b', structure),
  ...both('unknown name', 'S-22', unknownName),
  ...both('extra members', 'S-22', extraMembers),
  ...both('links noise', 'S-23', linksNoise),
  ...both('valid of a size', 'valid', sizedValid),
  ...both('malformed of a size', 'S-27', sizedMalformed),
]

const sampled = (arbitrary: Arbitrary<GeneratedBody>, numRuns = 400): GeneratedBody[] =>
  fc.sample(arbitrary, { numRuns, seed: 1 })
const textOf = ({ body }: GeneratedBody): string => new TextDecoder().decode(body)

/** This parser takes it for no encoding at all; XML 1.0 wants a name there (production 81). */
const EMPTY_ENCODING = /^<\?xml[^>]*\sencoding\s*=\s*(?:""|'')/

function isWellFormed(text: string): boolean {
  try {
    parseXml(text)
    return !EMPTY_ENCODING.test(text)
  } catch {
    return false
  }
}

describe.each(subjects)('%s of %s', (_, encoding, row, arbitrary) => {
  it(`gives only bodies of row ${row}`, () => {
    const strays = sampled(arbitrary).filter(({ body }) => classify(body, encoding).row !== row)
    expect(strays.map(textOf)).toEqual([])
  })

  it('gives bodies of 1 byte to 8 KiB under the plain media type', () => {
    for (const { body, contentType } of sampled(arbitrary)) {
      expect(contentType).toBe(`application/${encoding}`)
      expect(body.length).toBeGreaterThan(0)
      expect(body.length).toBeLessThanOrEqual(MAX_BYTES)
    }
  })
})

describe.each(subjects.filter(([, , row]) => row === 'valid'))('%s of %s', (_, encoding, __, arbitrary) => {
  it('gives every reason', () => {
    const reasons = new Set(sampled(arbitrary).map(({ body }) => classify(body, encoding).reason))
    reasons.delete(undefined)
    const wanted = arbitrary === xmlEmptyElement ? [] : operation.reasons
    expect(reasons).toEqual(new Set(wanted))
  })
})

/** A parser that the classifier does not use, so that no body is refused or accepted by a quirk of one parser. */
describe('a second parser', () => {
  it.each(subjects.filter(([, encoding, row]) => encoding === 'xml' && row === 'valid'))(
    'reads %s of %s',
    (_, __, ___, arbitrary) => {
      expect(
        sampled(arbitrary)
          .map(textOf)
          .filter(text => !isWellFormed(text)),
      ).toEqual([])
    },
  )

  it.each(subjects.filter(([, encoding, row]) => encoding === 'xml' && row === 'S-27'))(
    'refuses %s of %s',
    (_, __, ___, arbitrary) => {
      expect(sampled(arbitrary, 2000).map(textOf).filter(isWellFormed)).toEqual([])
    },
  )
})

describe('sizes', () => {
  it.each(['json', 'xml'] as const)('reach 1, 4 and 8 KiB exactly in %s', encoding => {
    for (const { [encoding]: arbitrary } of [sizedValid, sizedMalformed]) {
      const sizes = new Set(sampled(arbitrary).map(({ body }) => body.length))
      expect(sizes).toEqual(new Set([1023, 1024, 4096, 8191, 8192]))
    }
  })
})

describe('one step outside', () => {
  it('leaves out no keyword of the schema', () => {
    const { reason } = operation.bodySchema.properties as { reason: object }
    expect(Object.keys(operation.bodySchema)).toEqual(['type', 'properties'])
    expect(Object.keys(reason)).toEqual(['type', 'enum'])
  })
})
