import { describe, expect, it } from 'vitest'
import { faults, quirks } from './catalogue.ts'
import { startReferenceServer } from './server.ts'

const rows = [...faults, ...quirks]

describe('the tables', () => {
  it('give each row an id of its own, in kebab case', () => {
    const ids = rows.map(({ id }) => id)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    expect(ids.filter(id => !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(id))).toEqual([])
  })

  it('name requirements by their ids', () => {
    const named = [...faults.flatMap(({ breaks }) => breaks), ...quirks.flatMap(({ warns = [] }) => warns)]
    expect(named.filter(id => !/^DIS-[A-Z]+-\d\d$/.test(id))).toEqual([])
  })

  it('give each requirement one level', () => {
    const levels = new Map(faults.map(({ breaks: [first], level }) => [first, level]))
    expect(faults.filter(({ breaks: [first], level }) => levels.get(first) !== level)).toEqual([])
  })

  it('say what happens in one sentence', () => {
    expect(rows.filter(({ says }) => !/^[A-Z].*\.( \(.*\))?$/.test(says)).map(({ id }) => id)).toEqual([])
    expect(rows.filter(({ shows }) => shows.trim() === '').map(({ id }) => id)).toEqual([])
  })

  it('can all be taken on together', async () => {
    const server = await startReferenceServer({ with: rows.map(({ id }) => id) })
    await server.close()
  })
})
