import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../schemas/package-root.ts'
import { formatCatalogue } from './catalogue-page.ts'

describe('docs/catalogue.md', () => {
  it('is what the catalogue says', () => {
    const committed = readFileSync(join(packageRoot(), 'docs', 'catalogue.md'), 'utf8')
    expect(committed === formatCatalogue(), 'stale: run `npm run build && npm run catalogue`').toBe(true)
  })

  it('has no link to a requirement that it does not hold', () => {
    const page = formatCatalogue()
    const headings = new Set(Array.from(page.matchAll(/^### (.+)$/gm), ([, id]) => id?.toLowerCase()))
    const targets = Array.from(page.matchAll(/\]\(#(dis-[^)]+)\)/g), ([, id]) => id)
    expect(targets.filter(id => !headings.has(id))).toEqual([])
  })
})
