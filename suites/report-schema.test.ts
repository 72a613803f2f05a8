import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, it } from 'vitest'
import { packageRoot } from '../schemas/package-root.ts'
import { catalogue } from './catalogue.ts'

const schema = JSON.parse(readFileSync(join(packageRoot(), 'schemas/report.schema.json'), 'utf8'))
const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(schema, 'report')
const isSpec = ajv.compile({ $ref: 'report#/$defs/spec' })

const steps = catalogue
  .flatMap(area => area.requirements)
  .flatMap(requirement => ('cases' in requirement ? requirement.cases : []))
  .flatMap(({ id, steps }) => steps.map(({ request }) => ({ id, request })))

it('has room in the report for every request of the catalogue', () => {
  // A body is written down in a form of its own.
  const unknown = steps.filter(({ request: { body, ...spec } }) => !isSpec(spec)).map(({ id }) => id)
  expect(unknown).toEqual([])
  expect(isSpec({ made: 'up' })).toBe(false)
})
