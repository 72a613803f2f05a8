import { expect, test } from 'vitest'
import { createValidator, type SchemaError } from './validate.ts'

const validate = createValidator('baseline.schema.json')

const entry = { case: 'DIS-INPUT-03/xml/*', because: 'ticket 123', expires: '2027-01-31' }
const baseline = { catalogue: '2026.1', entries: [entry] }
const withEntry = (changes: object) => ({ ...baseline, entries: [{ ...entry, ...changes }] })

function listErrors(value: unknown): readonly SchemaError[] {
  const result = validate(value)
  return result.ok ? [] : result.errors
}

test.each<[string, unknown]>([
  ['an entry with a glob', baseline],
  ['no entries', { ...baseline, entries: [] }],
  ['a verdict', withEntry({ verdict: 'warned' })],
  ['a whole requirement', withEntry({ case: 'DIS-INPUT-03' })],
  ['a glob over all', withEntry({ case: '*/xml/*' })],
  ['the leap day of a leap year', withEntry({ expires: '2028-02-29' })],
])('a baseline with %s holds', (_, value) => {
  expect(validate(value)).toEqual({ ok: true, value })
})

test.each<[string, unknown, SchemaError]>([
  ['no catalogue', { entries: [] }, { path: '', message: 'key "catalogue" is missing' }],
  [
    'a misspelled key',
    { ...baseline, entires: [] },
    { path: '/entires', message: 'unknown key "entires"; did you mean "entries"?' },
  ],
  [
    'a key like none',
    { ...baseline, zzz: 1 },
    { path: '/zzz', message: 'unknown key "zzz"; known are "$schema", "catalogue", "entries"' },
  ],
  [
    'a key with a slash and a tilde',
    { ...baseline, 'a/b~c': 1 },
    { path: '/a~1b~0c', message: 'unknown key "a/b~c"; known are "$schema", "catalogue", "entries"' },
  ],
  [
    'a foreign catalogue',
    { ...baseline, catalogue: 'new' },
    { path: '/catalogue', message: 'must match pattern "^\\d{4}\\.\\d+$"' },
  ],
  [
    'a foreign case',
    withEntry({ case: 'INPUT-03' }),
    { path: '/entries/0/case', message: 'must match pattern "^(DIS-|\\*)"' },
  ],
  [
    'a verdict that needs no excuse',
    withEntry({ verdict: 'passed' }),
    { path: '/entries/0/verdict', message: 'must be one of "failed", "warned", "inconclusive"' },
  ],
  [
    'no reason',
    withEntry({ because: '' }),
    { path: '/entries/0/because', message: 'must NOT have fewer than 1 characters' },
  ],
  [
    'a day that is none',
    withEntry({ expires: '2027-02-29' }),
    { path: '/entries/0/expires', message: 'must be a date that exists, YYYY-MM-DD' },
  ],
  [
    'a date in other form',
    withEntry({ expires: '31.1.2027' }),
    { path: '/entries/0/expires', message: 'must be a date that exists, YYYY-MM-DD' },
  ],
  [
    'a time',
    withEntry({ expires: '2027-01-31T00:00:00Z' }),
    { path: '/entries/0/expires', message: 'must be a date that exists, YYYY-MM-DD' },
  ],
  ['no object', [], { path: '', message: 'must be object' }],
])('a baseline with %s is refused', (_, value, error) => {
  expect(listErrors(value)).toEqual([error])
})

test('all errors come together', () => {
  const errors = listErrors({ entries: [{ case: 1 }] })
  expect(errors.map(({ path }) => path)).toEqual(['', '/entries/0', '/entries/0', '/entries/0/case'])
})

test('a schema that is not there throws', () => {
  expect(() => createValidator('missing.schema.json')).toThrow('missing.schema.json')
})
