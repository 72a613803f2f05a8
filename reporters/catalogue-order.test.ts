import { expect, test } from 'vitest'
import type { Requirement } from '../engine/model/requirement.ts'
import { catalogue } from '../suites/catalogue.ts'
import { createCatalogueOrder } from './catalogue-order.ts'

const area = catalogue.find(({ name }) => name === 'success')
if (area === undefined) throw new Error('no such area')

function casesOf(requirement: Requirement): readonly string[] {
  return 'cases' in requirement ? requirement.cases.map(({ id }) => id) : []
}

test('ids are in the order of the catalogue, whatever the order in which they come', () => {
  const placeOf = createCatalogueOrder([area])
  const ids = area.requirements.flatMap(casesOf)
  expect(ids.toReversed().toSorted((one, two) => placeOf(one) - placeOf(two))).toEqual(ids)
})

test('samples are in the order of their index, behind the cases of their requirement', () => {
  const placeOf = createCatalogueOrder([area])
  const family = 'DIS-SUCCESS-05/json/links-noise'
  const ids = [
    'DIS-SUCCESS-05/json/links',
    family,
    `${family}#2`,
    `${family}#10`,
    'DIS-SUCCESS-06/json/34-bytes',
  ]
  expect(ids.toReversed().toSorted((one, two) => placeOf(one) - placeOf(two))).toEqual(ids)
})

test('what a case showed of another requirement stands with the case, an unknown id at the end', () => {
  const placeOf = createCatalogueOrder([area])
  const id = 'DIS-SUCCESS-06/json/34-bytes'
  expect(placeOf(`DIS-BODY-01/${id}`)).toBe(placeOf(id))
  expect(placeOf('DIS-NOPE-01')).toBeGreaterThan(placeOf(area.requirements.flatMap(casesOf).at(-1) ?? ''))
})
