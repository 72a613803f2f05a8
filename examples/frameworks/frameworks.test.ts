import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { catalogue } from '../../suites/catalogue.ts'

const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')
const known = catalogue.flatMap(area => area.requirements).map(({ id }) => id)

test('the README speaks of requirements that exist', () => {
  const named = readme.match(/DIS-[A-Z]+-\d+/g) ?? []
  expect(named).not.toHaveLength(0)
  expect(named.filter(id => !known.includes(id))).toEqual([])
})
