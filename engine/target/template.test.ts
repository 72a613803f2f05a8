// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the profile's own placeholders
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Surroundings } from './placeholder.ts'
import { parseTemplate, type TemplateRules, type TemplateValues } from './template.ts'

const VALUES: TemplateValues = { count: 3, scopes: ['a.b', 'c.d'], expired: false, user: 'default', none: [] }

let directory: string
let surroundings: Surroundings
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'template-'))
  writeFileSync(join(directory, 'token'), 'from-file\n')
  writeFileSync(join(directory, 'empty'), '\n')
  writeFileSync(join(directory, 'lines'), 'a\nb\n')
  surroundings = { directory, env: { TOKEN: 'from-env', EMPTY: '' }, readStdin: () => 'from-stdin\n' }
})
afterAll(() => rmSync(directory, { recursive: true }))

function parse(value: unknown, rules: Partial<TemplateRules> = {}) {
  const problems: string[] = []
  const report = (path: readonly string[], message: string) => problems.push(`${path.join('.')}: ${message}`)
  const template = parseTemplate(value, { names: Object.keys(VALUES), surroundings, report, ...rules })
  return { template, problems }
}

describe('parseTemplate', () => {
  it.each([
    { title: 'a number', written: '{{count}}', filled: 3 },
    { title: 'an array', written: '{{scopes}}', filled: ['a.b', 'c.d'] },
    { title: 'an empty array', written: '{{none}}', filled: [] },
    { title: 'a boolean, blanks inside', written: '{{ expired }}', filled: false },
    { title: 'an array in a string', written: 'scope={{scopes}}', filled: 'scope=a.b c.d' },
    { title: 'an empty array in a string', written: '[{{none}}]', filled: '[]' },
    { title: 'two in a string', written: '{{user}}/{{count}}', filled: 'default/3' },
    { title: 'a boolean in a string', written: ' {{expired}}', filled: ' false' },
    { title: 'an object', written: { a: ['{{count}}', 1, null] }, filled: { a: [3, 1, null] } },
    { title: 'text without any', written: '{count} $TOKEN', filled: '{count} $TOKEN' },
    { title: 'the empty string', written: '', filled: '' },
    { title: 'a variable', written: '${env:TOKEN}', filled: 'from-env' },
    { title: 'a file without its last line break', written: 'x ${file:./token}', filled: 'x from-file' },
    { title: 'standard input', written: '${stdin}', filled: 'from-stdin' },
  ])('fills in $title', ({ written, filled }) => {
    const { template, problems } = parse(written)
    expect(template.render(VALUES)).toEqual(filled)
    expect(problems).toEqual([])
  })

  it('does not look for placeholders in what it fills in', () => {
    const env = { TOKEN: '{{count}}${env:OTHER}' }
    const { template } = parse('${env:TOKEN}', { surroundings: { ...surroundings, env } })
    expect(template.render(VALUES)).toBe('{{count}}${env:OTHER}')
  })

  it('escapes names, not secrets, inside a longer string', () => {
    const { template } = parse('${env:TOKEN}/?s={{scopes}}', { escape: encodeURIComponent })
    expect(template.render(VALUES)).toBe('from-env/?s=a.b%20c.d')
  })

  it('shows secrets as they are written', () => {
    const { template } = parse({ a: 'Bearer ${env:TOKEN}', b: ['${file:token}', '{{count}}'] })
    expect(template.show(VALUES)).toEqual({ a: 'Bearer ${env:TOKEN}', b: ['${file:token}', 3] })
    expect(JSON.stringify(template)).not.toContain('from-')
  })

  it('knows which names and whether secrets occur', () => {
    expect([...parse({ a: '{{user}}', b: ['x{{count}}'] }).template.names]).toEqual(['user', 'count'])
    expect(parse({ a: ['{{user}}'] }).template.secrets).toEqual([])
    expect(parse({ a: ['${env:TOKEN}'] }).template.secrets).toHaveLength(1)
  })

  it.each([
    {
      written: { a: ['{{user}}', '{{usr}}'] },
      problem: 'a.1: unknown placeholder {{usr}}; known here: count',
    },
    { written: '${env:MISSING}', problem: ': environment variable MISSING is not set' },
    { written: '${env:EMPTY}', problem: ': environment variable EMPTY is empty' },
    { written: '${TOKEN}', problem: ': unknown placeholder ${TOKEN}; write ${env:NAME}' },
    { written: '${env:}', problem: ': unknown placeholder ${env:}' },
    { written: '${file:missing}', problem: 'missing cannot be read (ENOENT)' },
    { written: '${file:empty}', problem: 'empty is empty' },
    { written: '${file:lines}', problem: ': what ${file:lines} stands for holds a line break' },
  ])('reports $written', ({ written, problem }) => {
    const { problems } = parse(written)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(problem)
  })

  it('says when no placeholder has a meaning', () => {
    expect(parse('{{count}}', { names: [] }).problems).toEqual([
      ': unknown placeholder {{count}}; none has a meaning here',
    ])
  })
})
