import { describe, expect, it } from 'vitest'
import { catalogue } from './catalogue.ts'
import { excluded } from './excluded.ts'
import { facts } from './facts.ts'

const requirements = catalogue.flatMap(area => area.requirements)
const cases = requirements.flatMap(requirement => ('cases' in requirement ? requirement.cases : []))
const families = requirements.flatMap(requirement =>
  'families' in requirement
    ? (requirement.families ?? []).map(({ name }) => `${requirement.id}/${name}`)
    : [],
)

describe('the catalogue', () => {
  it('keeps its ids, levels and titles', () => {
    expect(requirements.map(({ id, level, title }) => `${id} ${level} ${title}`)).toMatchSnapshot()
  })

  it('has no id twice', () => {
    // Cases and families are selected by id alike.
    for (const ids of [requirements.map(({ id }) => id), [...cases.map(({ id }) => id), ...families]]) {
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    }
  })

  it('names its area in each id', () => {
    for (const { name, requirements: own } of catalogue) {
      expect(
        own.filter(({ id }) => !id.startsWith(`DIS-${name.toUpperCase()}-`)).map(({ id }) => id),
      ).toEqual([])
    }
  })

  it('has a case, or a look at every answer or refusal, in each requirement', () => {
    const empty = requirements.filter(requirement => 'cases' in requirement && requirement.cases.length === 0)
    expect(empty.map(({ id }) => id)).toEqual([])
  })

  it('names the encoding first in each case id', () => {
    const odd = cases.filter(({ id, encoding }) => id.split('/')[1] !== encoding)
    expect(odd.map(({ id }) => id)).toEqual([])
  })

  it('judges at least one step of each case', () => {
    expect(
      cases.filter(({ steps }) => steps.every(step => step.expect === undefined)).map(({ id }) => id),
    ).toEqual([])
  })

  it('can fail: each judged case of a MUST or SHOULD excludes some outcome', () => {
    const toothless = requirements.filter(
      requirement =>
        'cases' in requirement &&
        requirement.level !== 'OBSERVE' &&
        requirement.cases.some(({ steps }) =>
          steps.every(({ expect: wanted }) => {
            const statuses = (wanted?.allowed ?? []).map(({ status }) => status)
            const anything =
              statuses.length === 0 || (statuses.includes('2xx') && statuses.includes('not-2xx'))
            return anything && (wanted?.checks?.length ?? 0) === 0
          }),
        ),
    )
    expect(toothless.map(({ id }) => id)).toEqual([])
  })

  it('states what is so, in short titles', () => {
    const odd = requirements.filter(
      ({ title }) => title.length > 70 || /\bshould\b|\btest(s|ed)?\b/i.test(title),
    )
    expect(odd.map(({ id }) => id)).toEqual([])
  })
})

describe('the facts', () => {
  const cited = new Set(requirements.flatMap(({ sources }) => sources))

  it('each stand behind a requirement or are excluded with a reason', () => {
    const lost = Object.keys(facts).filter(id => !cited.has(id) && !(id in excluded))
    expect(lost).toEqual([])
  })

  it('are not both required and excluded', () => {
    expect(Object.keys(excluded).filter(id => cited.has(id))).toEqual([])
  })

  it('are known where a requirement cites them', () => {
    expect([...cited].filter(id => !(id in facts))).toEqual([])
  })
})
