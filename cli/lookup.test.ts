import { describe, expect, it } from 'vitest'
import { catalogue } from '../suites/catalogue.ts'
import { findNamed, listCases } from './lookup.ts'

const family = 'DIS-INPUT-03/json/malformed'

describe('an id of the catalogue', () => {
  it.each([
    ['a requirement', 'DIS-MEDIA-02', 'requirement'],
    ['a case', 'DIS-MEDIA-02/json/text-plain', 'case'],
    ['a family', family, 'family'],
    ['a sample', `${family}#17`, 'family'],
    ['an answer of a case', 'DIS-BODY-03/DIS-MEDIA-02/json/text-plain', 'aspect'],
    ['an answer of a sample', `DIS-BODY-03/${family}#17`, 'aspect'],
    ['the effect of a case', 'DIS-EFFECT-02/DIS-MEDIA-02/json/text-plain', 'aspect'],
  ])('names %s', (_, id, kind) => {
    expect(findNamed(catalogue, id)?.kind).toBe(kind)
  })

  it('keeps the number of a sample', () => {
    expect(findNamed(catalogue, `${family}#17`)).toMatchObject({ index: 17 })
    expect(findNamed(catalogue, family)).not.toHaveProperty('index')
  })

  it.each([
    ['an unknown requirement', 'DIS-NOWHERE-01'],
    ['an unknown case', 'DIS-MEDIA-02/json/nothing'],
    ['a case of another requirement', 'DIS-MEDIA-01/json/text-plain'],
    ['a sample without number', `${family}#`],
    ['an unknown case behind a requirement on every answer', 'DIS-BODY-03/json'],
    ['a case behind a requirement with cases of its own', 'DIS-MEDIA-01/DIS-MEDIA-02/json/text-plain'],
    ['nothing', ''],
  ])('is not %s', (_, id) => {
    expect(findNamed(catalogue, id)).toBeUndefined()
  })

  it('is found again for every case and family', () => {
    const lost = listCases(catalogue).filter(id => findNamed(catalogue, id) === undefined)
    expect(lost).toEqual([])
  })
})
