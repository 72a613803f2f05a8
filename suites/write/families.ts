import type { Arbitrary } from 'fast-check'
import type { Family, GeneratedBody, Outcome, StatusPattern } from '../../engine/model/requirement.ts'
import { BODY_ENCODINGS } from './requests.ts'

/** What every sample of a family has to meet. */
interface Expected {
  readonly allowed: readonly Outcome[]
  readonly unless?: readonly StatusPattern[]
}

/** How many of a family are sent. */
type Volume = Pick<Family, 'portion'>

/** One generated space; `name` begins with its encoding and makes the seeds: never change it. */
export function family(
  name: `${'json' | 'xml'}/${string}`,
  row: string,
  arbitrary: Arbitrary<GeneratedBody>,
  expect: Expected,
  volume: Volume = {},
): Family {
  return { name, encoding: name.startsWith('json') ? 'json' : 'xml', row, arbitrary, expect, ...volume }
}

/** The same space in JSON and in XML. */
export function families(
  name: string,
  row: string,
  arbitraries: Readonly<Record<'json' | 'xml', Arbitrary<GeneratedBody>>>,
  expect: Expected,
  volume: Volume = {},
): readonly Family[] {
  return BODY_ENCODINGS.map(encoding =>
    family(`${encoding}/${name}`, row, arbitraries[encoding], expect, volume),
  )
}
